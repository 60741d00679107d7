import fs from "node:fs";
import path from "node:path";
import { useTheme } from "../test/browser/accessibility.mjs";
import { openNotebook, runAll, startBrowser, startLab } from "../test/browser/lab.mjs";
import { projectRoot } from "./setup/project.mjs";

// node scripts/readmePictures.mjs: runs notebooks in JupyterLab and takes the pictures of the README anew (needs Chromium).

/** @typedef {import("playwright-core").Page} Page */

/** Each picture: its notebook, and what is scrolled to the top before it is taken. */
const pictures = [
  {
    name: "mxene-defects",
    notebook: "mxene-defects.ipynb",
    find: (/** @type {Page} */ page) =>
      page.locator(".jp-OutputArea-output", { hasText: "expected to be false" }).first().locator("img").first(),
  },
  {
    name: "support-set",
    notebook: "widgets.ipynb",
    find: (/** @type {Page} */ page) => page.locator(".emlab-widget:has(.emlab-classes)").first(),
  },
  {
    name: "tilt-map",
    notebook: "widgets.ipynb",
    isDark: true,
    find: (/** @type {Page} */ page) => page.locator(".emlab-widget", { hasText: "A boundary in SrTiO3" }).first(),
  },
];

const only = process.argv[2];
fs.mkdirSync(path.join(projectRoot, ".artifacts"), { recursive: true });
const folder = fs.mkdtempSync(path.join(projectRoot, ".artifacts", "pictures-"));
const lab = await startLab(folder);
const browser = await startBrowser();
try {
  for (const { name, notebook, find, isDark } of pictures.filter((picture) => !only || picture.name === only)) {
    fs.copyFileSync(path.join(projectRoot, "notebooks", notebook), path.join(folder, `${name}.ipynb`));
    const page = await openNotebook(browser, lab, `${name}.ipynb`);
    if (isDark) await useTheme(page, "Dark");
    await runAll(page, 240_000);
    // The file browser says nothing here.
    await page.keyboard.press("Control+b");
    await find(page).evaluate((element) => {
      // Below the toolbar.
      element.style.scrollMarginTop = "48px";
      element.scrollIntoView({ block: "start" });
    });
    // What moves when the width changes has come to rest.
    await page.waitForTimeout(1000);
    fs.mkdirSync(path.join(projectRoot, "docs", "images"), { recursive: true });
    await page.screenshot({ path: path.join(projectRoot, "docs", "images", `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await lab.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
