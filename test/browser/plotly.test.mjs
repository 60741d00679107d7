import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { inJupyterLab, openNotebook, runAll, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("plotly figures in JupyterLab", /** @type {any} */ ({}));

const mimeType = "application/vnd.plotly.v1+json";

/** What a hostile notebook may hold: each of these would set window.hacked, or ask a server. */
const hostile = {
  data: [{ type: "scatter", y: [1, 2], name: '<img src=x onerror="window.hacked=1">' }],
  layout: {
    title: { text: '<script>window.hacked=2</script><a href="javascript:window.hacked=3">link</a>' },
    images: [{ source: "http://127.0.0.1:9/seen.png", x: 0, y: 1, sizex: 1, sizey: 1 }],
  },
};

/** Figures that are in the notebook when it is opened: nobody runs a cell. */
const stored = [
  {
    data: [{ type: "scatter", name: "drift", x: [0, 1, 2], y: [3, 5, 4] }],
    layout: { title: { text: "Drift" }, xaxis: { title: { text: "time (s)" } } },
  },
  { data: "none" },
  hostile,
  { data: [{ type: "scattergeo", lat: [1], lon: [1] }] },
];

const sources = [
  "const frame = em.demo.mxene({ seed: 3, sizePx: 256, fovNm: 3.75 }).micrograph; em.plot.map(frame)",
  "em.plot.series({ timeS: [0, 1, 2], driftXNm: [0, 0.5, 0.2], driftYNm: [0, -0.2, -0.1] })",
];

/** @param {string} file */
function writeFigures(file) {
  const cell = { cell_type: "code", metadata: {}, outputs: [], execution_count: null };
  const output = (/** @type {unknown} */ figure) => ({
    output_type: "display_data",
    metadata: {},
    data: { [mimeType]: figure, "text/plain": "a figure" },
  });
  const cells = stored.map((figure, i) => ({ ...cell, id: `stored${i}`, source: "", outputs: [output(figure)] }));
  const kernelspec = { name: "emlab", display_name: "emlab (TypeScript)", language: "typescript" };
  fs.writeFileSync(file, JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
}

inJupyterLab(
  test,
  "plotly",
  async ({ folder }) => {
    writeFigures(path.join(folder, "figures.ipynb"));
    writeNotebook(path.join(folder, "empty.ipynb"), [""]);
    writeNotebook(path.join(folder, "plots.ipynb"), sources);
  },
  async (context) => {
    context.requests = [];
    context.page = await openWatched(context.browser, context.lab, "figures.ipynb", context.requests);
  },
);

/**
 * Opens a notebook in a page whose requests are noted from the first on.
 * @param {import("playwright-core").Browser} browser
 * @param {{ url: string, token: string }} lab
 * @param {string} name
 * @param {string[]} requests
 */
async function openWatched(browser, lab, name, requests) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
  context.on("request", (request) => requests.push(request.url()));
  // openNotebook asks for a page of a browser; that of a context is one whose requests are heard.
  const pages = { newPage: () => context.newPage() };
  return openNotebook(/** @type {import("playwright-core").Browser} */ (/** @type {unknown} */ (pages)), lab, name);
}

/** @param {import("playwright-core").Page} page */
const figures = (page) => page.locator(".em-figure [role=figure]");

/**
 * The range of the x axis of a figure.
 * @param {import("playwright-core").Locator} figure
 * @returns {Promise<number[]>}
 */
const rangeOf = (figure) => figure.evaluate((node) => /** @type {any} */ (node)._fullLayout.xaxis.range.slice());

/**
 * Waits until what a page tells is as wanted.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(value: T) => boolean} isWanted
 */
async function until(ask, isWanted) {
  let value = await ask();
  for (let tries = 0; !isWanted(value) && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    value = await ask();
  }
  assert.ok(isWanted(value), `it stayed ${JSON.stringify(value)}`);
}

/** The chunk of plotly.js is the one that is megabytes long. */
const isOurs = (/** @type {string} */ url) => url.includes("/extensions/emlab-extension/");

test("plotly is loaded when a figure appears and not before", async ({ browser, lab, requests }) => {
  /** @type {string[]} */
  const quiet = [];
  const page = await openWatched(browser, lab, "empty.ipynb", quiet);
  await page.close();
  const without = new Set(quiet.filter(isOurs).map((url) => url.replace(/\?.*/, "")));
  const late = requests.filter(isOurs).filter((/** @type {string} */ url) => !without.has(url.replace(/\?.*/, "")));
  assert.ok(without.size > 0, "the extension is not installed");
  assert.is(late.length, 1, `${late}`);
});

test("a stored figure is drawn, named for screen readers, and reached by the Tab key", async ({ page }) => {
  const figure = figures(page).first();
  await figure.locator(".js-line").first().waitFor({ state: "attached", timeout: 30_000 });
  assert.match(
    (await figure.getAttribute("aria-label")) ?? "",
    "Drift. Figure with 1 trace: drift. To the right: time (s).",
  );
  assert.is(await figure.getAttribute("tabindex"), "0");
});

test("what is no figure, or needs a map from the net, is a sentence", async ({ page }) => {
  const notes = await page.locator(".em-figure [role=note]").allTextContents();
  assert.is(notes.length, 2);
  assert.match(notes[0] ?? "", "It has no list of traces called data.");
  assert.match(notes[1] ?? "", "Traces of type scattergeo need a map from the net.");
});

test("a hostile figure runs nothing and asks no server", async ({ page, requests, lab }) => {
  const figure = figures(page).nth(1);
  await figure.locator(".js-line").first().waitFor({ state: "attached" });
  assert.is(await page.evaluate("window.hacked"), undefined);
  assert.is(await figure.locator("img, script, image").count(), 0);
  assert.equal(await figure.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("xlink:href"))), [
    null,
  ]);
  assert.equal(
    requests.filter((/** @type {string} */ url) => !url.startsWith(lab.url) && /^http/.test(url)),
    [],
  );
});

test("keys move, zoom and show all, and the notebook does not hear them", async ({ page }) => {
  const figure = figures(page).first();
  const [left = 0, right = 0] = await rangeOf(figure);
  await figure.focus();
  await page.keyboard.press("ArrowRight");
  await until(
    () => rangeOf(figure),
    ([from = 0]) => Math.abs(from - (left + 0.1 * (right - left))) < 1e-6,
  );
  await page.keyboard.press("+");
  await until(
    () => rangeOf(figure),
    ([from = 0, to = 0]) => Math.abs(to - from - 0.8 * (right - left)) < 1e-6,
  );
  // Twice 0 would restart the kernel.
  await page.keyboard.press("0");
  await page.keyboard.press("0");
  await until(
    () => rangeOf(figure),
    ([from, to]) => from === left && to === right,
  );
  assert.is(await page.locator(".jp-Dialog").count(), 0);
});

test("a button of the figure is pressed with Enter, and the cell stays in command mode", async ({ page }) => {
  const figure = figures(page).first();
  const [left = 0, right = 0] = await rangeOf(figure);
  await figure.locator("[data-title='Zoom in']").focus();
  const bar = figure.locator(".modebar");
  await until(
    () => bar.evaluate((element) => getComputedStyle(element).opacity),
    (opacity) => opacity === "1",
  );
  await page.keyboard.press("Enter");
  await until(
    () => rangeOf(figure),
    ([from = 0, to = 0]) => to - from < 0.9 * (right - left),
  );
  assert.is(await page.locator(".jp-Notebook.jp-mod-editMode").count(), 0);
});

test("a figure fits its output when that changes", async ({ page }) => {
  const figure = figures(page).first();
  const widths = () => figure.evaluate((node) => [node.clientWidth, node.querySelector(".main-svg")?.clientWidth ?? 0]);
  const [before = 0] = await widths();
  await page.setViewportSize({ width: 900, height: 1600 });
  await until(widths, ([place = 0, drawn]) => place < before - 100 && drawn === place);
  await page.setViewportSize({ width: 1280, height: 1600 });
  await until(widths, ([place, drawn]) => place === before && drawn === place);
});

test("em.plot is drawn by plotly, with its axes", async (context) => {
  await context.page.close();
  context.page = await openNotebook(context.browser, context.lab, "plots.ipynb");
  const { page } = context;
  await runAll(page);
  const map = page.locator(".jp-CodeCell").first().locator(".em-figure");
  await map.scrollIntoViewIfNeeded();
  await map.locator(".layer-below image, .imagelayer image").first().waitFor({ state: "attached", timeout: 30_000 });
  assert.match(await map.locator(".xtitle").innerHTML(), "x (nm)");
  const series = page.locator(".jp-CodeCell").nth(1).locator(".em-figure");
  await series.locator(".js-line").nth(1).waitFor({ state: "attached" });
  assert.match(await series.locator(".ytitle").innerHTML(), "drift (nm)");
  await takeScreenshot(page, "plotly-light");
});

test("a figure in the place of another has its own height", async ({ page }) => {
  const heights = () =>
    figures(page)
      .last()
      .evaluate((node) => [
        node.clientHeight,
        node.querySelector(".main-svg")?.clientHeight,
        /** @type {any} */ (node)._fullLayout.title.text,
      ]);
  const cell = await runCell(
    page,
    'display.plotly({ data: [{ y: [1, 2] }], layout: { height: 700, title: { text: "high" } } }, { id: "one" })',
  );
  await cell.locator(".js-line").waitFor({ state: "attached" });
  await until(heights, ([place, drawn, title]) => title === "high" && place === 700 && drawn === 700);
  await runCell(page, 'updateDisplay("one", em.plot.histogram([1, 2, 3], { title: "low" }))');
  await until(heights, ([place, drawn, title]) => title === "low" && place < 500 && drawn === place);
});

test("a figure follows the theme, and stays where its reader has zoomed to", async ({ page }) => {
  const figure = figures(page).last();
  const paper = () => figure.evaluate((node) => /** @type {any} */ (node)._fullLayout.paper_bgcolor);
  const light = await paper();
  await figure.focus();
  await page.keyboard.press("ArrowRight");
  const before = await rangeOf(figure);
  await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: /^Theme$/ }).hover();
  await page.locator(".lm-Menu-itemLabel", { hasText: /^JupyterLab Dark$/ }).click();
  await until(paper, (colour) => colour !== light);
  assert.equal(await rangeOf(figure), before);
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  await takeScreenshot(page, "plotly-dark");
});

test("a figure that is cleared is let go of", async ({ page }) => {
  const node = await figures(page).last().elementHandle();
  const before = await figures(page).count();
  await page.getByRole("menuitem", { name: "Edit", exact: true }).click();
  await page.getByRole("menuitem", { name: "Clear Outputs of All Cells", exact: true }).click();
  await until(
    () => figures(page).count(),
    (count) => count === 0 && before > 0,
  );
  assert.is(await node?.evaluate((gone) => /** @type {any} */ (gone)._fullLayout), undefined);
});

test.run();
