import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { inJupyterLab, openNotebook, runAll, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("output in JupyterLab", /** @type {any} */ ({}));

const sources = [
  'for (const tile of progress(Array.from({ length: 40 }, (_, i) => i), { label: "tiles" })) await new Promise((r) => setTimeout(r, 10));',
  'Array.from({ length: 50 }, (_, i) => ({ xNm: i / 4, note: "<b>not bold</b>" }))',
  'display.plotly({ data: [{ type: "scatter", x: new Float64Array([1, 2, 3]), y: [2, 4, 3] }] })',
  'for (let i = 0; i < 3; i += 1) display.html("<i>state " + i + "</i>", { id: "state" });',
];

inJupyterLab(
  test,
  "output",
  async ({ folder }) => {
    const themes = path.join(folder, ".settings", "@jupyterlab", "apputils-extension");
    fs.mkdirSync(themes, { recursive: true });
    fs.writeFileSync(path.join(themes, "themes.jupyterlab-settings"), '{ "theme": "JupyterLab Dark" }');
    writeNotebook(path.join(folder, "output.ipynb"), sources);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "output.ipynb");
    await runAll(context.page);
  },
);

/**
 * What a cell shows.
 * @param {import("playwright-core").Page} page
 * @param {number} index
 */
const outputs = (page, index) => page.locator(".jp-CodeCell").nth(index).locator(".jp-OutputArea-output");

test("a bar is one output that stays as it ended", async ({ page }) => {
  const bar = outputs(page, 0);
  await bar.getByText("40 of 40").waitFor();
  assert.is(await bar.count(), 1);
  const fill = bar.locator("[role=progressbar] > span");
  assert.is(await fill.evaluate((element) => element.style.width), "100%");
  const widthPx = await fill.evaluate((element) => element.getBoundingClientRect().width);
  assert.ok(widthPx > 50, `${widthPx} px`);
});

test("a table shows its ends, its texts as they are, and can be read in the dark theme", async ({ page }) => {
  const table = outputs(page, 1);
  assert.is(await table.locator("tbody tr").count(), 21);
  assert.match(await table.innerText(), "<b>not bold</b>");
  assert.match(await table.innerText(), "20 of 50 rows, 2 columns");
  const ratio = await table.locator("td").first().evaluate(contrast);
  assert.ok(ratio > 4.5, `the contrast is ${ratio}`);
  await takeScreenshot(page, "output-dark");
});

test("a plotly figure is drawn", async ({ page }) => {
  const figure = outputs(page, 2);
  const line = figure.locator(".scatterlayer path.js-line");
  await line.waitFor({ state: "attached", timeout: 30_000 });
  assert.match((await line.getAttribute("d")) ?? "", /^M.*L/);
});

test("outputs of one id are one output, the last", async ({ page }) => {
  assert.equal(await outputs(page, 3).allInnerTexts(), ["state 2"]);
});

/**
 * The contrast of the text of an element to what is behind it, from 1 to 21.
 * @param {Element} element
 */
function contrast(element) {
  /** @param {string} colour */
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  /** @param {Element | null} from */
  const background = (from) => {
    for (let at = from; at; at = at.parentElement) {
      const [red = 0, green = 0, blue = 0, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
      if (alpha > 0.5) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  /** @param {number[]} colour */
  const luminance = (colour) => {
    const [red = 0, green = 0, blue = 0] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const two = [luminance(channels(getComputedStyle(element).color)), luminance(background(element))];
  return (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05);
}

test.run();
