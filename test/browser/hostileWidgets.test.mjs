import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jupyterEnvironment } from "../../scripts/jupyter/environment.mjs";
import { venvPython } from "../../scripts/setup/project.mjs";
import { inJupyterLab, openNotebook, takeScreenshot } from "./lab.mjs";

const test = suite("saved widgets that somebody has changed", /** @type {any} */ ({}));

const evilTitle = '<img src="x" onerror="window.hacked = true">';
const good = {
  title: evilTitle,
  widthPx: 64,
  heightPx: 64,
  pixelNm: 0.5,
  valueUnit: "electrons",
  pixelFormat: "uint8",
  colourMap: "grey",
  low: 0,
  high: 255,
  autoLow: 0,
  autoHigh: 255,
  gamma: 1,
};
const pixels = Buffer.from(Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * 5) % 256));

/** A saved model: what is changed of a good one, and its name. */
const models = {
  good: {},
  wide: { widthPx: 1e9, heightPx: 1e9 },
  short: { heightPx: 65 },
  map: { colourMap: "__proto__" },
  gamma: { gamma: "1); window.hacked = true; (" },
  object: { title: { toString: "window.hacked = true" } },
};

const goodMap = {
  model: {
    title: evilTitle,
    accelKv: 200,
    limit: { kind: "box", alphaDeg: [-30, 30], betaDeg: [-30, 30] },
    grains: [
      {
        id: "a",
        name: evilTitle,
        orientation: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        ...{ mismatchDeg: 0, ambiguous: [], bands: [], readings: [] },
        zones: [{ uvw: [0, 0, 1], family: evilTitle.slice(0, 40), direction: [0, 0, 1], rank: 0 }],
      },
    ],
    features: [],
  },
  edits: { grains: [], features: [], traces: [] },
  ...{ past: [], future: [], current: null, lockedId: null, series: null, visited: [], instrument: null },
  ...{ planned: { alphaDeg: 3, betaDeg: 4 }, dryRun: null, goingTo: null },
};

/** The same of tilt maps. */
const maps = {
  map: {},
  grains: {
    model: { ...goodMap.model, grains: [{ ...goodMap.model.grains[0], orientation: "window.hacked = true" }] },
  },
  edits: { edits: { grains: { length: 1e9 } } },
  going: { planned: { alphaDeg: "1); window.hacked = true; (", betaDeg: 0 } },
};

const goodTile = {
  ...{
    index: 0,
    column: 0,
    row: 0,
    status: "failed",
    commandedXNm: 0,
    commandedYNm: 0,
    reportedXNm: null,
    reportedYNm: null,
  },
  ...{ measuredXNm: null, measuredYNm: null, doseEPerA2: null, reason: evilTitle, classMap: 0 },
};
const goodMontage = {
  ...{
    title: evilTitle,
    tileWidthPx: 64,
    tileHeightPx: 64,
    pixelNm: 2,
    valueUnit: evilTitle.slice(0, 40),
    runState: "running",
  },
  ...{ problem: evilTitle, waitsFor: evilTitle, tiles: [goodTile], classProblem: evilTitle },
  progress: { done: 0, failed: 1, total: 1, remainingS: null, travelUm: 0, doseElectrons: 0 },
  plannedMove: { xNm: 0, yNm: 0, xUm: 1, yUm: 1, status: "planned", text: evilTitle },
  classes: [{ name: evilTitle.slice(0, 60), colour: "#e69f00" }],
  ...{ isClassifying: true, classOpacityFraction: 0.5, positions: "measured", isBlended: true, areArrowsShown: true },
  ...{ overlay: "none", colourMap: "grey", low: null, high: null, gamma: 1 },
};

/** The same of live montages. */
const montages = {
  montage: {},
  tiles: { tiles: Array.from({ length: 9 }, () => ({ ...goodTile, index: 0 })) },
  far: { tiles: [{ ...goodTile, measuredXNm: 1e12, measuredYNm: 0 }] },
  side: { tileWidthPx: 1e9 },
  overlay: { overlay: "toString" },
  class: { classes: [{ name: "film", colour: "red;background:url(javascript:window.hacked=true)" }] },
};

const goodLive = {
  ...{ title: evilTitle, colourMap: "grey", low: 0, high: 1, gamma: 1, isAutoContrast: true, mode: "running" },
};

/** The same of live views. */
const lives = { live: {}, mode: { mode: "__proto__" }, contrast: { low: "window.hacked = true" } };

/** Names of classes that no widget has. */
const names = ["constructor", "__proto__", "toString", "hasOwnProperty"];

/** @param {string} id */
const output = (id) => ({
  output_type: "display_data",
  metadata: {},
  data: {
    "text/plain": [`still ${id}`],
    "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: id },
  },
});

/** @param {string} name @param {object} state */
const saved = (name, state) => ({
  model_name: name,
  model_module: "_emlab",
  model_module_version: "0.1.0",
  state: {
    _model_module: "_emlab",
    _model_module_version: "0.1.0",
    _model_name: name,
    _view_module: "_emlab",
    _view_module_version: "0.1.0",
    _view_name: name.replace("Model", "View"),
    ...state,
  },
  buffers: [{ path: ["pixels"], encoding: "base64", data: pixels.toString("base64") }],
});

inJupyterLab(
  test,
  "hostile",
  async ({ folder }) => {
    const mapIds = Object.keys(maps).map((id) => `tilts ${id}`);
    const montageIds = Object.keys(montages).map((id) => `montage ${id}`);
    const liveIds = Object.keys(lives).map((id) => `live ${id}`);
    const ids = [...Object.keys(models), ...mapIds, ...montageIds, ...liveIds, ...names.map((name) => `named ${name}`)];
    const states = Object.fromEntries([
      ...Object.entries(models).map(([id, change]) => [id, saved("ImageModel", { ...good, ...change })]),
      ...Object.entries(maps).map(([id, change]) => [`tilts ${id}`, saved("TiltMapModel", { ...goodMap, ...change })]),
      ...Object.entries(montages).map(([id, change]) => [
        `montage ${id}`,
        saved("LiveMontageModel", { ...goodMontage, ...change }),
      ]),
      ...Object.entries(lives).map(([id, change]) => [`live ${id}`, saved("LiveModel", { ...goodLive, ...change })]),
      ...names.map((name) => [`named ${name}`, saved(name, good)]),
    ]);
    const outputs = ids.map(output);
    const file = path.join(folder, "hostile.ipynb");
    const cell = {
      cell_type: "code",
      id: "a",
      metadata: {},
      execution_count: 1,
      source: "globalThis.wasRun = true",
      outputs,
    };
    const state = { version_major: 2, version_minor: 0, state: states };
    const metadata = {
      kernelspec: { name: "emlab", display_name: "emlab (TypeScript)", language: "typescript" },
      widgets: { "application/vnd.jupyter.widget-state+json": state },
    };
    fs.writeFileSync(file, JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }));
  },
  async (context) => {
    // The worst case: the person trusts the notebook. Widgets of others are not shown at all.
    const trusted = spawnSync(venvPython(), ["-m", "jupyter", "trust", path.join(context.folder, "hostile.ipynb")], {
      env: jupyterEnvironment(),
      encoding: "utf8",
    });
    assert.is(trusted.status, 0, trusted.stderr);
    context.page = await openNotebook(context.browser, context.lab, "hostile.ipynb");
  },
);

test("a good one is shown as it was, without a kernel's half, and its title is text", async ({ page }) => {
  const shown = page.locator(".jp-OutputArea-output").first();
  await shown.locator(".emlab-canvas").waitFor({ timeout: 30_000 });
  assert.is(await shown.locator(".emlab-title").innerText(), evilTitle);
  assert.match(await shown.locator(".emlab-notice").innerText(), "Not connected");
  await takeScreenshot(page, "hostile");
});

test("a wrong one says what is wrong, and draws nothing", async ({ page }) => {
  const wrong = page.locator(".emlab-widget", { hasText: "cannot be shown" });
  await page.waitForFunction(() => document.querySelectorAll(".emlab-widget").length === 19);
  assert.equal(
    (await wrong.allInnerTexts()).map((/** @type {string} */ text) => /its "(\w+)"/.exec(text)?.[1]),
    ["widthPx", "pixels", "colourMap", "gamma", "title", "model", "edits", "planned"].concat(
      ["tiles", "tiles", "tileWidthPx", "overlay", "classes"],
      ["mode", "low"],
    ),
  );
  // The good image and the good montage; a live view without frames has none.
  assert.is(await page.locator(".emlab-canvas").count(), 2);
});

test("a good tilt map is shown, its texts are texts, and without a kernel it can go nowhere", async ({ page }) => {
  const map = page.locator(".emlab-widget", { has: page.locator(".emlab-map-svg") });
  assert.is(await map.count(), 1);
  assert.is(await map.locator(".emlab-title").innerText(), evilTitle);
  assert.ok(await map.getByRole("button", { name: /^Go: / }).isDisabled());
  assert.match(await map.locator(".emlab-map-reason").innerText(), "not connected to a kernel");
});

test("a good montage is shown as an outline, its texts are texts, and without a kernel nothing can be begun", async ({
  page,
}) => {
  const montage = page.locator(".emlab-widget", { has: page.locator(".emlab-run") });
  assert.is(await montage.count(), 1);
  await montage.scrollIntoViewIfNeeded();
  assert.is(await montage.locator(".emlab-title").innerText(), evilTitle);
  assert.match(await montage.locator(".emlab-planned-move").innerText(), evilTitle);
  for (const name of ["Pause", "Stop", "Go", "Forget"])
    assert.ok(await montage.getByText(name, { exact: true }).isDisabled(), name);
  await takeScreenshot(page, "hostile-montage");
});

test("a good live view waits for frames that nobody sends, and cannot be stopped", async ({ page }) => {
  const live = page.locator(".emlab-widget", { has: page.locator(".emlab-live-mode") });
  assert.is(await live.count(), 1);
  assert.match(await live.locator(".emlab-notice").innerText(), "Not connected");
  assert.ok(await live.getByText("Stop", { exact: true }).isDisabled());
});

test("nothing of it was executed: neither in the page nor in the kernel", async ({ page }) => {
  assert.is(await page.evaluate(() => "hacked" in window), false);
  assert.is(await page.locator(".jp-OutputArea-output img").count(), 0);
  assert.match(await page.locator(".jp-InputPrompt").first().innerText(), "[1]");
});

test.run();
