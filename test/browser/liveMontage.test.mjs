import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorsOf, idle, inJupyterLab, openNotebook, runAll, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("live montage in JupyterLab", /** @type {any} */ ({}));

// In real time, so that a person can pause it: about 1.3 s a tile.
const first = [
  'await em.connect("twin:moo3?seed=3&speed=real", { runs: false });',
  "const options = { columns: 3, rows: 3, fovNm: 2000, sizePx: 256, dwellUs: 2, settleS: 0, overlap: 0.25 };",
  "const run = em.run.montage(options);",
  "const classify = ({ data, widthPx, heightPx }: any) => ({",
  "  classes: Uint8Array.from(data, (value: number) => (value > 20 ? 2 : 1)), columns: widthPx, rows: heightPx,",
  "});",
  "const widget = em.widgets.liveMontage(run, { classify, classes: ['film', 'crystal'] });",
  "widget",
].join("\n");

inJupyterLab(
  test,
  "montage",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "montage.ipynb"), [first]);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "montage.ipynb");
    context.errors = errorsOf(context.page);
    await runAll(context.page);
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const canvas = (page) => page.locator(".emlab-canvas").first();

/**
 * A button of the widget.
 * @param {Page} page
 * @param {string} name
 */
const press = (page, name) => page.locator(".emlab-widget").first().getByText(name, { exact: true }).click();

/** @param {Page} page */
const progress = (page) => page.locator(".emlab-run .emlab-value").first();

/** @param {Page} page */
async function tilesDone(page) {
  return Number(/(\d+) of \d+ tiles/.exec(await progress(page).innerText())?.[1]);
}

/**
 * Waits for a text of the widget's progress.
 * @param {Page} page
 * @param {RegExp} text
 */
async function waitForProgress(page, text) {
  await progress(page).filter({ hasText: text }).waitFor({ timeout: 30_000 });
}

/**
 * How many pixels of the picture show a tile: brighter than where none is.
 * @param {Page} page
 */
function litPixels(page) {
  return canvas(page).evaluate((element) => {
    const pixels = /** @type {HTMLCanvasElement} */ (element.querySelector(".emlab-canvas-pixels"));
    const context = /** @type {CanvasRenderingContext2D} */ (pixels.getContext("2d"));
    const { data } = context.getImageData(0, 0, pixels.width, pixels.height);
    return new Uint32Array(data.buffer).filter((colour) => (colour & 0xff) > 8).length;
  });
}

/**
 * What a cell of this text gives.
 * @param {Page} page
 * @param {string} text
 */
async function evaluate(page, text) {
  const cell = await runCell(page, text);
  const output = cell.locator(".jp-OutputArea-executeResult .jp-OutputArea-output");
  await output.waitFor();
  return output.innerText();
}

const stagePlace = "(await em.stage.position()).commanded.xUm.toFixed(3)";

test("shown, it is a plan: outlines, and nothing has begun or moved", async ({ page }) => {
  await canvas(page).waitFor();
  await waitForProgress(page, /Not begun; 0 of 9 tiles/);
  assert.is(await litPixels(page), 0);
  assert.is(await evaluate(page, stagePlace), "'0.000'");
  assert.is(await evaluate(page, "run.state"), "'planned'");
  await takeScreenshot(page, "montage-planned");
});

test("tiles appear while the cell runs, and pause holds it between two tiles", async ({ page }) => {
  await runCell(page, "const montage = await run;\nmontage.count");
  await page.waitForFunction(() => /[2-8] of 9/.test(document.querySelector(".emlab-run")?.textContent ?? ""));
  await press(page, "Pause");
  await waitForProgress(page, /Paused/);
  await page.waitForTimeout(300);
  const done = await tilesDone(page);
  assert.ok(done >= 2 && done < 9, `${done} tiles`);
  assert.ok((await litPixels(page)) > 1000);
  await page.waitForTimeout(1500);
  assert.is(await tilesDone(page), done);
  await takeScreenshot(page, "montage-light");
});

test("after a reload in the middle all tiles are there again", async ({ page }) => {
  const before = await litPixels(page);
  await page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
  await page.keyboard.press("Control+s");
  await page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").waitFor({ state: "detached" });
  await page.reload();
  await canvas(page).waitFor({ timeout: 60_000 });
  await waitForProgress(page, /Paused/);
  await page.waitForFunction(
    (/** @type {number} */ wanted) => {
      const pixels = /** @type {HTMLCanvasElement | null} */ (document.querySelector(".emlab-canvas-pixels"));
      const data = pixels?.getContext("2d")?.getImageData(0, 0, pixels.width, pixels.height).data;
      return data && new Uint32Array(data.buffer).filter((colour) => (colour & 0xff) > 8).length > wanted;
    },
    before * 0.9,
    { timeout: 30_000 },
  );
});

test("a click plans a motion and nothing moves; Go moves the stage there", async ({ page }) => {
  // The cell that awaits the run is still busy: the stage is asked through the widget's own text.
  const box = await canvas(page).boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.4);
  const planned = page.locator(".emlab-planned-move");
  await planned
    .filter({ hasText: /Planned: stage to x -?[\d.]+ µm, y -?[\d.]+ µm. Nothing moves before Go/ })
    .waitFor();
  await page.waitForTimeout(700);
  assert.match(await planned.innerText(), "Nothing moves before Go");
  const [, xUm] = /x (-?[\d.]+) µm/.exec(await planned.innerText()) ?? [];
  await takeScreenshot(page, "montage-planned-move");
  await press(page, "Go");
  await planned.filter({ hasText: "The stage is at the planned place" }).waitFor();
  await press(page, "Resume");
  await waitForProgress(page, /Done; 9 of 9 tiles/);
  await idle(page);
  assert.ok(Number.isFinite(Number(xUm)));
  // By now the stage is at the last tile: the motion of Go is among those that were asked for.
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.45);
  await planned.filter({ hasText: /Planned: stage/ }).waitFor();
  const before = await evaluate(page, stagePlace);
  const [, target] = /x (-?[\d.]+) µm/.exec(await planned.innerText()) ?? [];
  assert.is.not(before, `'${target}'`);
  await press(page, "Go");
  await planned.filter({ hasText: "The stage is at the planned place" }).waitFor();
  assert.is(await evaluate(page, stagePlace), `'${target}'`);
});

test("positions, overlays and classes are switched; the montage is looked at in the dark too", async ({ page }) => {
  const widget = page.locator(".emlab-widget").first();
  const before = await litPixels(page);
  await widget.getByLabel("Positions by which tiles are placed").selectOption("commanded");
  await page.waitForTimeout(200);
  assert.is.not(await litPixels(page), before, "placed elsewhere");
  await widget.getByLabel("Positions by which tiles are placed").selectOption("measured");
  for (const overlay of ["dose", "travel"]) {
    await widget.getByLabel("What lies over the tiles").selectOption(overlay);
    await widget.locator(".emlab-title").scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
    await takeScreenshot(page, `montage-${overlay}`);
  }
  await widget.getByLabel("classes", { exact: true }).check();
  await page.waitForTimeout(1500);
  await takeScreenshot(page, "montage-classes");
  await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await page.locator(".lm-Menu-item", { hasText: "Theme" }).first().hover();
  await page.locator(".lm-Menu-item", { hasText: "JupyterLab Dark" }).first().click();
  await page.locator('body[data-jp-theme-light="false"]').waitFor({ state: "attached" });
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  await canvas(page).scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  await takeScreenshot(page, "montage-dark");
});

test("a second view of it has the tiles at once, and follows the first", async ({ page }) => {
  await runCell(page, "display(widget)");
  await page.waitForFunction(() => document.querySelectorAll(".emlab-run").length === 2);
  const views = page.locator(".emlab-widget");
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll(".emlab-canvas-pixels")).every((pixels) => {
      const canvas = /** @type {HTMLCanvasElement} */ (pixels);
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return data && new Uint32Array(data.buffer).filter((colour) => (colour & 0xff) > 8).length > 1000;
    }),
  );
  await views.nth(1).getByLabel("What lies over the tiles").selectOption("dose");
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll("select[aria-label='What lies over the tiles']")).every(
      (select) => /** @type {HTMLSelectElement} */ (select).value === "dose",
    ),
  );
});

test("Start begins a run outside of any cell, Stop ends it, and the awaited result has the tiles that were taken", async ({
  page,
  errors,
}) => {
  await runCell(page, "const other = em.run.montage(options);\nem.widgets.liveMontage(other)");
  await idle(page);
  const widget = page.locator(".emlab-widget").last();
  const text = widget.locator(".emlab-run .emlab-value").first();
  await text.filter({ hasText: "Not begun" }).waitFor();
  await widget.getByText("Start", { exact: true }).click();
  await text.filter({ hasText: /[1-8] of 9/ }).waitFor();
  await widget.getByText("Stop", { exact: true }).click();
  await text.filter({ hasText: "Stopped" }).waitFor();
  assert.ok(Number(await evaluate(page, "(await other).count")) >= 1);
  assert.equal(errors, []);
});

test("by keyboard alone: a place is planned, forgotten, and its value read out", async ({ page }) => {
  const widget = page.locator(".emlab-widget").last();
  await widget.locator(".emlab-canvas").focus();
  await page.keyboard.press("Enter");
  const planned = widget.locator(".emlab-planned-move");
  await planned.filter({ hasText: "Nothing moves before Go" }).waitFor();
  await page.keyboard.press("Escape");
  await planned.waitFor({ state: "hidden" });
  await page.keyboard.press("ArrowRight");
  assert.match(
    await widget.locator(".emlab-readout").innerText(),
    /^x -?[\d.]+ [nµ]m, y -?[\d.]+ [nµ]m from the middle/,
  );
  assert.is(await widget.locator("[role=status].emlab-montage-status").count(), 1);
});

test.run();
