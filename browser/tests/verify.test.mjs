// verify.html, as a reader meets it: opened from a disk, without a network. What is dropped on it comes to the same page as by the command.
// VERIFY names the file; failing that it is built.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { accessible, fits, launch, picture, visit } from "./chromium.mjs";
import { scratch, standstill } from "./states.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const LANGUAGES = ["en", "ru"];
// what stands in the frame is looked at in the tests of that page
const OUTSIDE = { frames: false };
const PATIENCE = 60_000;
// its own workers, and the frame in which it shows a page
const allowed = (url) => url.startsWith("blob:") || url.startsWith("about:srcdoc");

const folder = scratch(after);
const verify = process.env.VERIFY ?? built();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

function built() {
  const file = join(folder, "verify.html");
  execFileSync("cargo", ["xtask", "web", "--out", file], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return file;
}

function played(name, status) {
  const out = join(folder, name);
  if (!existsSync(out)) standstill(status, "play", name, "--out", out, "--json");
  return out;
}

/// A copy of a run in which something is done to its files.
function damaged(run, name, damage) {
  const copy = join(folder, name);
  cpSync(run, copy, { recursive: true });
  damage(copy);
  return copy;
}

/// A copy of the page around a program that gives a first answer, or none, and is then stopped by the machine that it runs on: `unreachable`, as a panic
/// ends. What it answers stands at its first place, and what it is asked at 1024.
function stopping(answers) {
  const standing = { checked: 0, epochs: 2, share: { en: "0 of 2", ru: "0 из 2" }, findings: [] };
  const answer = [...Buffer.from(JSON.stringify({ taken: [], standing }))];
  const number = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...number(n >> 7)]);
  const list = (items) => [...number(items.length), ...items.flat()];
  const section = (id, items) => [id, ...list(list(items).map((byte) => [byte]))];
  const constant = (n) => [0x41, (n & 127) | 128, n >> 7];
  const body = (...code) => list([0, ...code, 0x0b].map((byte) => [byte]));
  const exported = (name, kind, index) => [...list([...Buffer.from(name)].map((byte) => [byte])), kind, index];
  const program = Buffer.from([
    ...Buffer.from("\0asm"), 1, 0, 0, 0,
    ...section(1, [[0x60, 1, 0x7f, 1, 0x7f], [0x60, 0, 1, 0x7f]]),
    ...section(3, [[0], [1], [1], [1]]),
    ...section(5, [[0, 1]]),
    // how many answers are left
    ...section(6, [[0x7f, 1, ...constant(answers), 0x0b]]),
    ...section(7, [exported("memory", 2, 0), ...["room", "ask", "answer", "answer_length"].map((name, index) => exported(name, 0, index))]),
    ...section(10, [
      body(...constant(1024)),
      body(0x23, 0, 0x45, 0x04, 0x40, 0x00, 0x0b, ...constant(0), 0x24, 0, ...constant(0)),
      body(...constant(0)),
      body(...constant(answer.length)),
    ]),
    ...section(11, [[0, ...constant(0), 0x0b, ...list(answer.map((byte) => [byte]))]]),
  ]);
  const hash = createHash("sha256").update(program).digest("hex");
  const text = readFileSync(verify, "utf8");
  const changed = text.replace(/(data-sha256=")[0-9a-f]{64}(">)[^<]*/, `$1${hash}$2${gzipSync(program).toString("base64")}`);
  assert.notEqual(changed, text);
  const file = join(folder, `stops-after-${answers}.html`);
  writeFileSync(file, changed);
  return file;
}

/// The page once it takes files: before that its program is being unpacked.
async function open(options) {
  const window = await visit(browser, verify, { allowed, ...options });
  await window.page.locator("#drop").waitFor({ timeout: PATIENCE });
  return window;
}
const giveFolder = (page, path) => page.locator("#folder").setInputFiles(path);
const giveFiles = (page, ...paths) => page.locator("#files").setInputFiles(paths);
const choose = (page, lang) => page.locator(`#read-${lang}`).check();

/// Has the page itself tell when it was given a folder, when it first answered and when it had checked all.
function clocked(page) {
  return page.evaluate(() => {
    const note = (name) => (window[name] ??= performance.now());
    const watch = (element, attribute, name, is) => {
      new MutationObserver(() => is(element) && note(name)).observe(element, { attributeFilter: [attribute] });
    };
    document.getElementById("folder").addEventListener("change", () => note("begun"), { capture: true });
    watch(document.getElementById("so-far"), "hidden", "first", (element) => !element.hidden);
    watch(document.body, "class", "all", (element) => element.classList.contains("has-page"));
  });
}

/// The page of the assessment, once it is there.
async function assessed(page) {
  await page.locator("#outcome").waitFor({ timeout: PATIENCE });
  const frame = page.frameLocator("iframe");
  await frame.locator("h1:visible").waitFor();
  return frame;
}

/// Words as they are read, one space between them.
const words = (text) => text.replace(/\s+/g, " ").trim();
const tellings = (frame) => frame.locator(".telling").evaluateAll((all) => all.map((one) => one.textContent));

async function trouble(page) {
  await page.locator("#trouble").waitFor({ timeout: PATIENCE });
  return words(await page.locator("#trouble").innerText());
}

/// Presses a real folder of the disk onto the page, as a hand does.
async function drop(page, path) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 300, y: 400, data });
}

describe("a run folder", () => {
  for (const [name, status] of [["honest-year", 0], ["appearing-stock", 2]]) {
    test(`${name}: the same page as by the command, in both languages`, async () => {
      const run = played(name, status);
      const { page, close } = await open();
      await clocked(page);
      await giveFolder(page, run);
      await page.locator("#so-far").waitFor();
      assert.doesNotMatch(await page.locator("#working").innerText(), /consistent/i);
      await picture(page, `verify-${name}-working`, { whole: true });
      const frame = await assessed(page);
      const [first, all] = await page.evaluate(() => ["first", "all"].map((name) => Math.round(window[name] - window.begun)));
      console.log(`# ${name}: first answer after ${first} ms, all after ${all} ms`);
      assert.equal(await page.locator("iframe").getAttribute("srcdoc"), readFileSync(join(run, "assessment.html"), "utf8"));
      assert.equal((await tellings(frame)).length, 2);
      for (const lang of LANGUAGES) {
        await choose(page, lang);
        assert.deepEqual(await frame.locator(".telling:visible").evaluateAll((all) => all.map((one) => one.lang)), [lang]);
        await picture(page, `verify-${name}-${lang}`, { whole: true });
      }
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-json").click()]);
      assert.equal(readFileSync(await download.path(), "utf8"), readFileSync(join(run, "assessment.json"), "utf8"));
      await close();
    });
  }

  test("is dropped as a folder, its secrets unread and told", async () => {
    const run = played("small", 0);
    assert.ok(existsSync(join(run, "HAL.secret")));
    const { page, close } = await open();
    await drop(page, run);
    await assessed(page);
    assert.match(words(await page.locator("#given").innerText()), /Left unread: HAL\.secret.*Left unread: OND\.secret/);
    await close();
  });

  test("of which a tile is cut is refused by the name of the file, and nothing is said of it", async () => {
    const entries = "HAL/tile/entries/000.p";
    const cut = damaged(played("small", 0), "cut", (run) => {
      const [tile] = readdirSync(join(run, entries));
      truncateSync(join(run, entries, tile), 1000);
    });
    const { page, close } = await open();
    await giveFolder(page, cut);
    const told = await trouble(page);
    assert.ok(told.includes(`cut/${entries}/`), told);
    assert.ok(!(await page.locator("#page iframe").count()));
    await choose(page, "ru");
    assert.match(await trouble(page), /непригоден, поэтому ни об одной из этих записей ничего не говорится/);
    await picture(page, "verify-trouble", { whole: true });
    await accessible(page, OUTSIDE);
    await close();
  });
});

describe("other files", () => {
  test("evidence is checked with its instrument, and says what the command says", async () => {
    const run = played("appearing-stock", 2);
    const cut = join(folder, "findings");
    standstill(2, "audit", run, "--cut", cut);
    const [file] = readdirSync(cut).map((name) => join(cut, name));
    const treaty = join(run, "treaty.toml");
    const { page, close } = await open();
    await giveFiles(page, file);
    await page.locator("#wants").waitFor();
    await giveFiles(page, treaty);
    await page.locator("#shown").waitFor({ timeout: PATIENCE });
    for (const lang of LANGUAGES) {
      await choose(page, lang);
      const said = words(standstill(2, "audit", "--evidence", file, "--treaty", treaty, "--lang", lang));
      assert.ok(words(await page.locator("#shown-list").innerText()).includes(said), said);
    }
    await picture(page, "verify-evidence", { whole: true });
    await accessible(page, OUTSIDE);
    await close();
  });

  test("a table is audited under an instrument that ships", async () => {
    const { page, close } = await open();
    await giveFiles(page, join(ROOT, "data/new-start-aggregates.csv"));
    await page.locator("#wants-choice").waitFor();
    await picture(page, "verify-wants", { whole: true });
    await accessible(page, OUTSIDE);
    await page.locator("#under").selectOption("new-start.toml");
    await page.locator("#audit-under").click();
    const frame = await assessed(page);
    assert.match(await frame.locator("h1:visible").innerText(), /New START|Treaty/);
    await picture(page, "verify-table", { whole: true });
    await close();
  });

  test("an instrument is shown, and a mistake in one is told with its line", async () => {
    const { page, close } = await open();
    await giveFiles(page, join(ROOT, "treaties/new-start.toml"));
    await page.locator("#treaty").waitFor();
    await accessible(page, OUTSIDE);
    await picture(page, "verify-treaty");
    await page.locator("#again").click();
    const bad = join(folder, "bad.toml");
    writeFileSync(bad, readFileSync(join(ROOT, "treaties/illustrative-freeze.toml"), "utf8").replace("[instrument]", "[instrumend]"));
    await giveFiles(page, bad);
    assert.match(await trouble(page), /bad\.toml:\d+:\d+/);
    await close();
  });

  test("what is nothing of ours, and an empty folder, are told with what to do", async () => {
    const { page, close } = await open();
    await giveFiles(page, join(ROOT, "LICENSE-MIT"));
    assert.match(await trouble(page), /“LICENSE-MIT” is nothing that can be verified here\. Begin again/);
    await page.locator("#again").click();
    assert.ok(await page.locator("#trouble").isHidden());
    const empty = join(folder, "empty");
    mkdirSync(empty);
    await drop(page, empty);
    assert.match(await trouble(page), /the folder is empty/);
    await close();
  });
});

describe("the page itself", () => {
  test("axe has nothing to say and nothing is cut off: light, dark, in both languages, at 200 % and on a telephone", async () => {
    for (const [name, options] of Object.entries({ light: {}, dark: { dark: true }, 200: { width: 640, scale: 2 }, telephone: { width: 390, scale: 2 } })) {
      const { page, close } = await open(options);
        for (const lang of LANGUAGES) {
        await choose(page, lang);
        await accessible(page, OUTSIDE);
        await fits(page);
        await picture(page, `verify-empty-${lang}-${name}`, { whole: true });
      }
      await giveFolder(page, played("small", 0));
      await assessed(page);
      await accessible(page, OUTSIDE);
      await fits(page);
      await picture(page, `verify-small-${name}`, { whole: true });
      await close();
    }
  });

  test("is used with the keyboard alone", async () => {
    const run = played("small", 0);
    const { page, close } = await open();
    const focused = () => page.evaluate(() => document.activeElement.id);
    const reach = async (id) => {
      for (let steps = 0; (await focused()) !== id; steps += 1) {
        assert.ok(steps < 40, `${id} is not reached`);
        await page.keyboard.press("Tab");
      }
    };
    // asked for before the keys are pressed: the browser is told of it, which takes its time
    const chooser = page.waitForEvent("filechooser", { timeout: PATIENCE });
    await reach("choose-folder");
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(run);
    await page.locator("#outcome").waitFor({ timeout: PATIENCE });
    assert.equal(await focused(), "outcome", "who hears the page hears the outcome");
    await reach("save-page");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(readFileSync(await download.path(), "utf8"), readFileSync(join(run, "assessment.html"), "utf8"));
    await page.keyboard.press("Shift+Tab");
    await reach("read-en");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "ru");
    await close();
  });

  test("shows the hash of its program, and runs no other", async () => {
    const { page, close } = await open();
    const hash = await page.locator("#program-hash").innerText();
    assert.match(hash, /^[0-9a-f]{64}$/);
    await close();
    const changed = join(folder, "changed.html");
    const text = readFileSync(verify, "utf8");
    const at = text.indexOf('data-sha256="') + 20_000;
    writeFileSync(changed, text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1));
    const { page: other, close: closeOther } = await visit(browser, changed, { allowed });
    assert.match(await trouble(other), /is not the one that it was built with/);
    assert.ok(await other.locator("#drop").isHidden());
    await closeOther();
  });

  for (const [answers, when] of [[0, "at once"], [1, "after its first answer"]]) {
    test(`says that its program stopped, and never how it comes out: ${when}`, async () => {
      const { page, close } = await visit(browser, stopping(answers), { allowed });
      await giveFolder(page, played("small", 0));
      const told = await trouble(page);
      assert.match(told, /The program stopped: .* Nothing is said of what was given\./);
      assert.match(told, /unreachable/, "the machine's own words stand below");
      for (const part of ["#working", "#result", "#outcome", "#shown"]) assert.ok(await page.locator(part).isHidden(), part);
      assert.equal(await page.locator("#page iframe").count(), 0);
      await choose(page, "ru");
      assert.match(await trouble(page), /О том, что дано, ничего не говорится/);
      await accessible(page, OUTSIDE);
      await close();
    });
  }

  test("can ask for nothing, and runs nothing that is put into a page that it shows", async () => {
    const { page, faults } = await open();
    const tried = await page.evaluate(async () => {
      const fetched = await fetch("https://example.org/").then(() => "reached", () => "refused");
      const image = await new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve("reached");
        image.onerror = () => resolve("refused");
        image.src = "https://example.org/x.png";
      });
      return [fetched, image];
    });
    assert.deepEqual(tried, ["refused", "refused"]);
    assert.ok(faults.every((fault) => /Content Security Policy|asked for https:\/\/example\.org/.test(fault)), faults.join("\n"));
    await page.context().close();
  });
});
