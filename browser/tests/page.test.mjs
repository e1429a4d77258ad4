// The page of an assessment, as a reader meets it: on a screen, by keyboard, enlarged, in the dark, on paper, and read aloud.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { accessible, fits, launch, visit } from "./chromium.mjs";
import { isRead, shown } from "./reading.mjs";
import { pages, scratch } from "./states.mjs";

const files = pages(scratch(after));
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const [state, file] of Object.entries(files)) {
  describe(state, () => {
    isRead(state, file, () => browser);

    test("is used with the keyboard alone", async () => {
      const { page, close } = await visit(browser, file, { width: 640, height: 700 });
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.id), "read-en");
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await shown(page), ["ru"]);
      await page.keyboard.press("ArrowUp");
      assert.deepEqual(await shown(page), ["en"]);
      const stops = await walk(page);
      assert.ok(stops.length > 3 && stops.every((stop) => stop.visible && stop.outlined), JSON.stringify(stops.filter((stop) => !stop.outlined || !stop.visible)));
      await page.locator(".telling[lang=en] nav a").last().focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => location.hash === "#en-again");
      await close();
    });
  });
}

/// Every place that the Tab key leads to, until it leads out of the page: whether it is seen, and whether it shows that it is where one is.
async function walk(page) {
  const stops = [];
  for (let steps = 0; steps < 300; steps += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body || at === null) return null;
      const box = at.getBoundingClientRect();
      const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0;
      return { what: at.outerHTML.slice(0, 80), visible: seen, outlined: getComputedStyle(at).outlineStyle !== "none" };
    });
    if (stop === null) return stops;
    stops.push(stop);
  }
  return assert.fail(`the Tab key leads nowhere out: ${JSON.stringify(stops.at(-1))}`);
}

test("something wide is moved by the keyboard within itself", async () => {
  const { page, close } = await visit(browser, files.full, { width: 390, height: 700 });
  const wide = page.locator(".telling[lang=en] figure .wide").first();
  await wide.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((element) => element.scrollLeft > 0, await wide.elementHandle());
  await fits(page);
  await close();
});

test("a request, an error in the console and a sideways page are each noticed", async () => {
  const folder = scratch(after);
  const faulty = join(folder, "faulty.html");
  writeFileSync(faulty, '<!DOCTYPE html><html lang="en"><title>x</title><body style="width:3000px"><img src="other.png"><script>nothing()</script>');
  const { page, faults, close } = await visit(browser, faulty);
  await page.waitForLoadState("load");
  await assert.rejects(() => accessible(page));
  await assert.rejects(() => fits(page));
  await assert.rejects(close);
  assert.ok(faults.some((fault) => fault.startsWith("asked for")) && faults.some((fault) => fault.startsWith("script:")), faults.join("; "));
});
