// The brief: two sheets of A4 whatever an assessment holds, in both languages.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { A4, accessible, fits, fitsPaper, launch, picture, sheets, visit } from "./chromium.mjs";
import { briefs, scratch } from "./states.mjs";

const MARGIN = 15;

const files = briefs(scratch(after));
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const [state, file] of Object.entries(files)) {
  test(`${state} fits on two sheets, on a telephone and in axe's eyes`, async () => {
    const { page, close } = await visit(browser, file);
    await accessible(page);
    await picture(page, `brief-${state}`, { whole: true });
    await fitsPaper(page, MARGIN);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const all = sheets(pdf);
    assert.ok(all.length >= 1 && all.length <= 2, `${all.length} sheets`);
    for (const sheet of all) assert.deepEqual(sheet, A4);
    if (process.env.SCREENSHOTS) writeFileSync(join(process.env.SCREENSHOTS, `brief-${state}.pdf`), pdf);
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page);
    await close();
  });
}
