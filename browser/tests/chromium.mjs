// A browser that is reached by nothing and reaches nothing, and a page in it that may ask for nothing.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A sheet of A4 in points, and what a page that prints on it leaves free at its sides.
export const A4 = { width: 595, height: 842 };
const MM = 96 / 25.4;

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/// The browser, with an empty profile of its own that is gone when it is closed.
export function launch() {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGUMENTS });
}

/// Opens a file in a window of its own. What the page asks for beside itself, every error in its console and every script that fails is kept,
/// and `close` fails if there is any. `allowed` says which other addresses may be asked for (`blob:` ones of a page with workers).
export async function visit(browser, file, { width = 1280, height = 900, scale = 1, dark = false, allowed = () => false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: dark ? "dark" : "light",
  });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const faults = [];
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !allowed(url)) faults.push(`asked for ${url.slice(0, 200)}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error}`));
  page.on("crash", () => faults.push("the page crashed"));
  await page.goto(address);
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { page, faults, close };
}

/// Fails if axe finds anything to say, in any of its rules, about what is shown; `frames` says whether it looks into frames too.
export async function accessible(page, { frames = true } = {}) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((iframes) => window.axe.run(document, { resultTypes: ["violations"], iframes }), frames);
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 5).map((node) => node.html).join("\n  ")}`);
  assert.equal(told.join("\n"), "");
}

/// Fails if the page itself has to be moved sideways to be read.
export async function fits(page) {
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(needs <= has, `${needs} wide in a window of ${has}`);
}

/// Fails if something is cut off or overlaps an edge when the page is laid out on paper with margins of so many millimetres.
export async function fitsPaper(page, margin) {
  const { width, height } = page.viewportSize();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.floor((210 - 2 * margin) * MM), height });
  await fits(page);
  const cut = await page.evaluate(() => {
    const hides = (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible";
    const shown = (element) => element.clientWidth > 1;
    return [...document.querySelectorAll("main *")].filter((element) => shown(element) && hides(element)).map((element) => element.outerHTML.slice(0, 120));
  });
  assert.deepEqual(cut, []);
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ media: null });
}

/// The sheets of a PDF: the width and height of each in points.
export function sheets(pdf) {
  const boxes = pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g);
  return [...boxes].map(([, width, height]) => ({ width: Math.round(Number(width)), height: Math.round(Number(height)) }));
}

/// Keeps a picture of what is shown, where one is wanted.
export async function picture(page, name, { whole = false } = {}) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
}
