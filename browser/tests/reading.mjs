// What holds of every page in two languages, whatever it tells.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { A4, accessible, fits, fitsPaper, picture, sheets, visit } from "./chromium.mjs";

const LANGUAGES = ["en", "ru"];
const MARGIN = 17;

/// Chooses a language as a reader does.
export async function choose(page, lang) {
  await page.locator(`#read-${lang}`).check();
}

/// The languages that are shown.
export function shown(page) {
  return page.locator(".telling:visible").evaluateAll((tellings) => tellings.map((telling) => telling.lang));
}

/// The tests of a page in a file: on a screen, enlarged, and on paper. The browser is there once the tests run.
export function isRead(state, file, browser) {
  test("is shown in one language at a time, light and dark, axe has nothing to say, and nothing is asked of anybody", async () => {
    for (const dark of [false, true]) {
      const { page, close } = await visit(browser(), file, { dark });
      // colours are those of both languages, so that the dark ones are looked at in one
      for (const lang of dark ? LANGUAGES.slice(0, 1) : LANGUAGES) {
        await choose(page, lang);
        assert.deepEqual(await shown(page), [lang]);
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
      const { page, close } = await visit(browser(), file, { width, height: 700, scale });
      for (const lang of LANGUAGES) {
        await choose(page, lang);
        await fits(page);
        await picture(page, `${state}-${lang}-${name}`);
      }
      await close();
    }
  });

  test("prints on A4, nothing cut off, in the language that was chosen", async () => {
    const { page, close } = await visit(browser(), file);
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
}
