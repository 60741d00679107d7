import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { inJupyterLab, newCell, openNotebook, runAll, takeScreenshot } from "./lab.mjs";

const test = suite("JupyterLab in a browser", /** @type {any} */ ({}));

/** @param {string} source */
const cell = (source) => ({
  cell_type: "code",
  id: `c${source.length}`,
  source,
  metadata: {},
  outputs: [],
  execution_count: null,
});

/** A 64 x 48 image of float32 values as an NPY file. */
function smallNpy() {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (48, 64), }".padEnd(117);
  const values = Float32Array.from({ length: 48 * 64 }, (_, i) => Math.sin(i / 5) + Math.cos(i / 320));
  const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length + 1, 0]);
  return Buffer.concat([magic, Buffer.from(`${header}\n`, "latin1"), Buffer.from(values.buffer)]);
}

inJupyterLab(
  test,
  "browser",
  async ({ folder }) => {
    // A space in the name, as people have them.
    fs.writeFileSync(path.join(folder, "frame.npy"), smallNpy());
    const cells = [
      cell("const total: number = 20 + 1;"),
      cell('console.log("total", total);\ntotal * 2'),
      cell('const frame = await em.open("frame.npy", { pixelNm: 0.02 });\nframe'),
      cell('const wrong: number = "text";'),
    ];
    const kernelspec = { name: "emlab", display_name: "emlab (TypeScript)", language: "typescript" };
    const notebook = {
      cells,
      metadata: { kernelspec, language_info: { name: "typescript" } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    fs.writeFileSync(path.join(folder, "first.ipynb"), JSON.stringify(notebook));
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "first.ipynb");
  },
);

test("Run All Cells shows text, values, an image, and a type error with its code", async ({ page }) => {
  await runAll(page);
  const outputs = page.locator(".jp-Notebook .jp-OutputArea-output");
  await page.locator(".jp-OutputArea-output img").first().waitFor();
  const text = (await outputs.allInnerTexts()).join("\n");
  assert.match(text, "total 21");
  assert.match(text, /\b42\b/);
  assert.match(text, "TS2322");
  const widthPx = await page
    .locator(".jp-OutputArea-output img")
    .first()
    .evaluate((/** @type {HTMLImageElement} */ image) => image.naturalWidth);
  assert.ok(widthPx > 0, "the image is drawn");
  await takeScreenshot(page, "run-all");
});

test("Tab after em. lists its members with the documentation beside them", async ({ page }) => {
  await newCell(page, "em.");
  await page.keyboard.press("Tab");
  const completer = page.locator(".jp-Completer:visible");
  await completer.waitFor({ timeout: 20_000 });
  assert.match(await completer.innerText(), "open");
  await page.locator(".jp-Completer-docpanel", { hasText: /[a-z]{3,} [a-z]{2,}/ }).waitFor({ timeout: 10_000 });
  await takeScreenshot(page, "completion");
  await page.keyboard.press("Escape");
});

test("Shift-Tab on a function shows its signature and units", async ({ page }) => {
  await newCell(page, "em.open");
  await page.keyboard.press("Shift+Tab");
  const tooltip = page.locator(".jp-Tooltip:visible", { hasText: "Promise<Micrograph>" });
  await tooltip.waitFor({ timeout: 20_000 }).catch(() => {});
  await takeScreenshot(page, "tooltip");
  assert.match(await tooltip.innerText({ timeout: 1_000 }), "nm");
});

test("the launcher offers the emlab kernel alone", async ({ lab }) => {
  const answer = await fetch(`${lab.url}/api/kernelspecs?token=${lab.token}`);
  const { default: first, kernelspecs } = /** @type {any} */ (await answer.json());
  assert.is(first, "emlab");
  assert.equal(Object.keys(kernelspecs), ["emlab"]);
});

test("ending JupyterLab ends its kernels and says nothing of errors", async ({ page, browser, lab }) => {
  assert.is(await page.locator(".Toastify__toast").count(), 0, "nothing was asked or announced");
  await page.close();
  await browser.close();
  const code = await lab.stop();
  assert.is(code, 0, lab.log());
  assert.not.match(lab.log(), /Traceback|Error:/);
});

test.run();
