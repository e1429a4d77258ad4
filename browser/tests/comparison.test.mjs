// The page of a comparison of regimes, as a reader meets it: light and dark, by keyboard, enlarged, on paper, and without a request to anywhere.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "./chromium.mjs";
import { isRead, shown } from "./reading.mjs";
import { comparisons, scratch } from "./states.mjs";

const files = comparisons(scratch(after));
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const [state, file] of Object.entries(files)) {
  describe(state, () => {
    isRead(state, file, () => browser);

    test("is used with the keyboard alone: the language, the contents, and what is wide", async () => {
      const { page, close } = await visit(browser, file, { width: 390, height: 700 });
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.id), "read-en");
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await shown(page), ["ru"]);
      await page.keyboard.press("ArrowUp");
      await page.locator(".telling[lang=en] nav a").last().focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => location.hash === "#en-again");
      const wide = page.locator(".telling[lang=en] figure .wide").first();
      await wide.focus();
      assert.notEqual(await wide.evaluate((element) => getComputedStyle(element).outlineStyle), "none");
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction((element) => element.scrollLeft > 0, await wide.elementHandle());
      await close();
    });
  });
}
