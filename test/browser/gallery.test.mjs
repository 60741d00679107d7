import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectRoot } from "../../scripts/setup/project.mjs";
import { inJupyterLab, openNotebook, runAll, takeScreenshot } from "./lab.mjs";

const test = suite("the notebooks in a browser", /** @type {any} */ ({}));
const folder = path.join(projectRoot, "notebooks");
const names = fs.readdirSync(folder).filter((name) => /\.ipynb$/.test(name) && !name.endsWith(".executed.ipynb"));

inJupyterLab(test, "gallery", (context) => {
  for (const name of names) fs.copyFileSync(path.join(folder, name), path.join(context.folder, name));
});

for (const name of names) {
  test(`${name} runs from the first cell to the last without an error, and draws`, async ({ browser, lab }) => {
    const page = await openNotebook(browser, lab, name);
    await runAll(page, 180_000);
    const errors = await page
      // JupyterLab marks errors as it marks standard error, and a notebook of the gallery prints nothing there.
      .locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']")
      .allInnerTexts();
    assert.equal(errors, []);
    await photograph(page, name.replace(/\.ipynb$/, ""));
    await page.close();
  });
}

/**
 * One screenshot per screen of the notebook; each must have been reached, and pictures among them drawn.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function photograph(page, name) {
  const pictures = page.locator(".jp-OutputArea-output img, .jp-OutputArea-output svg");
  await page.locator(".jp-Cell").last().scrollIntoViewIfNeeded();
  let drawn = 0;
  for (let screen = 1; screen <= 12; screen++) {
    await takeScreenshot(page, `${name}-${screen}`);
    drawn = Math.max(drawn, await pictures.count());
    const before = await page.locator(".jp-WindowedPanel-outer").first().evaluate(pageUp);
    if (before === 0) break;
    await page.waitForTimeout(400);
  }
  assert.ok(drawn > 0, "no picture was drawn");
}

/**
 * Scrolls up by a screen; gives where it was.
 * @param {Element} notebook
 */
function pageUp(notebook) {
  const before = notebook.scrollTop;
  notebook.scrollTop = Math.max(0, before - notebook.clientHeight * 0.9);
  return before;
}

test.run();
