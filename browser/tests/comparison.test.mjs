// The page of a comparison of regimes, as a reader meets it: light and dark, by keyboard, enlarged, on paper, and without a request to anywhere.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { A4, accessible, fits, fitsPaper, launch, picture, sheets, visit } from "./chromium.mjs";
import { comparisons, scratch } from "./states.mjs";

const LANGUAGES = ["en", "ru"];
const MARGIN = 17;

const files = comparisons(scratch(after));
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function choose(page, lang) {
  await page.locator(`#read-${lang}`).check();
}

for (const [state, file] of Object.entries(files)) {
  describe(state, () => {
    test("axe has nothing to say, light and dark, and nothing is asked of anybody", async () => {
      for (const dark of [false, true]) {
        const { page, close } = await visit(browser, file, { dark });
        // colours are those of both languages, so that the dark ones are looked at in one
        for (const lang of dark ? LANGUAGES.slice(0, 1) : LANGUAGES) {
          await choose(page, lang);
          await accessible(page);
          await fits(page);
          await picture(page, `${state}-${lang}-${dark ? "dark" : "light"}`, { whole: true });
        }
        await close();
      }
    });

    test("is read without moving it sideways: at 200 %, at 400 %, and on a telephone", async () => {
      const sizes = { "200": [640, 2], "400": [320, 4], telephone: [390, 2] };
      for (const [name, [width, scale]] of Object.entries(sizes)) {
        const { page, close } = await visit(browser, file, { width, height: 700, scale });
        for (const lang of LANGUAGES) {
          await choose(page, lang);
          await fits(page);
          await picture(page, `${state}-${lang}-${name}`);
        }
        await close();
      }
    });

    test("prints on A4, nothing cut off, in the language that was chosen", async () => {
      const { page, close } = await visit(browser, file);
      for (const lang of LANGUAGES) {
        await choose(page, lang);
        await fitsPaper(page, MARGIN);
        const pdf = await page.pdf({ preferCSSPageSize: true });
        const all = sheets(pdf);
        assert.ok(all.length > 0);
        for (const sheet of all) assert.deepEqual(sheet, A4);
        if (process.env.SCREENSHOTS) writeFileSync(join(process.env.SCREENSHOTS, `${state}-${lang}.pdf`), pdf);
      }
      await close();
    });

    test("is used with the keyboard alone: the language, the contents, and what is wide", async () => {
      const { page, close } = await visit(browser, file, { width: 390, height: 700 });
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.id), "read-en");
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await page.locator(".telling:visible").evaluateAll((all) => all.map((one) => one.lang)), ["ru"]);
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
