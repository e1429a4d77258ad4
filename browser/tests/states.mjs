// The pages that the tests look at: written once for all of them, by the command under test.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/// Runs the command under test; `status` is what it must answer.
export function standstill(status, ...args) {
  try {
    const told = execFileSync(process.env.STANDSTILL, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    if (status !== 0) throw new Error(`status 0 instead of ${status}: ${args.join(" ")}`);
    return told;
  } catch (error) {
    if (error.status !== status) throw error;
    return error.stdout;
  }
}

/// A folder that is gone when the test file has ended.
export function scratch(after) {
  const folder = mkdtempSync(join(tmpdir(), "standstill-browser-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/// One page for each state that an assessment can be in, by name: what was found, how much there is, and where it comes from.
export function pages(folder) {
  const files = { little: join(folder, "little.html"), full: join(folder, "full.html") };
  const treaty = ["audit", "--treaty", "treaties/new-start.toml"];
  standstill(3, ...treaty, "data/new-start-aggregates.csv", "--html", files.full);
  const little = join(folder, "little.csv");
  writeFileSync(little, `${header("data/new-start-aggregates.csv")}\n2018-02-04,RU,701,1550,800,confirmed,x\n`);
  standstill(0, ...treaty, little, "--html", files.little);

  for (const [name, status] of [["small", 0], ["inspected-year", 0], ["called-retired", 2]]) {
    standstill(status, "play", name, "--out", join(folder, name), "--json");
    files[name] = join(folder, name, "assessment.html");
  }
  return files;
}

/// The brief of each of some states, in both languages.
export function briefs(folder) {
  const files = {};
  const write = (state, status, ...audited) => {
    for (const lang of ["en", "ru"]) {
      files[`${state}-${lang}`] = join(folder, `${state}-${lang}.html`);
      standstill(status, "audit", ...audited, "--lang", lang, "--brief", files[`${state}-${lang}`]);
    }
  };
  write("full", 3, "--treaty", "treaties/new-start.toml", "data/new-start-aggregates.csv");
  write("items", 3, "--treaty", "treaties/new-start.toml", "data/us-2020-09-01-items.csv");
  for (const [name, status] of [["small", 0], ["inspected", 0], ["called-retired", 2]]) {
    standstill(status, "play", name, "--out", join(folder, name), "--json");
    write(name, status, join(folder, name));
  }
  return files;
}

function header(table) {
  return readFileSync(join(ROOT, table), "utf8").split("\n")[0];
}

/// Comparisons of regimes: of two for one side and one evasion, and of every instrument that ships with the ladder. Few replicates: what is looked at is the page.
export function comparisons(folder) {
  const files = { "two-regimes": join(folder, "two-regimes.html"), regimes: join(folder, "regimes.html") };
  const compare = (file, ...args) => standstill(0, "regime", "compare", ...args, "--replicates", "50", "--html", file);
  compare(files["two-regimes"], "offer-2020-10-us", "offer-2020-10-ru", "--side", "RU", "--evasion", "hidden-store");
  const shipped = ["new-start", "offer-2020-10-us", "offer-2020-10-ru", "offer-2025-09-ru", "illustrative-freeze", "illustrative-sampling", "illustrative-portals"];
  compare(files.regimes, ...shipped, "--ladder");
  return files;
}
