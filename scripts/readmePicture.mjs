import fs from "node:fs";
import path from "node:path";
import { openNotebook, runAll, startBrowser, startLab } from "../test/browser/lab.mjs";
import { projectRoot } from "./setup/project.mjs";

// node scripts/readmePicture.mjs: runs the MXene notebook in JupyterLab and takes the picture of the README anew (needs Chromium).
fs.mkdirSync(path.join(projectRoot, ".artifacts"), { recursive: true });
const folder = fs.mkdtempSync(path.join(projectRoot, ".artifacts", "picture-"));
fs.copyFileSync(path.join(projectRoot, "notebooks", "mxene-defects.ipynb"), path.join(folder, "mxene-defects.ipynb"));
const lab = await startLab(folder);
const browser = await startBrowser();
try {
  const page = await openNotebook(browser, lab, "mxene-defects.ipynb");
  await runAll(page, 240_000);
  const vacancies = page.locator(".jp-OutputArea-output", { hasText: "expected to be false" }).first();
  await vacancies.locator("img").first().scrollIntoViewIfNeeded();
  fs.mkdirSync(path.join(projectRoot, "docs", "images"), { recursive: true });
  await page.screenshot({ path: path.join(projectRoot, "docs", "images", "mxene-defects.png") });
} finally {
  await browser.close();
  await lab.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
