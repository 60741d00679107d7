import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jupyterEnvironment } from "../../scripts/jupyter/environment.mjs";
import { venvPython } from "../../scripts/setup/project.mjs";
import { openNotebook, startBrowser, startLab, takeScreenshot } from "./lab.mjs";

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

test.before(async (context) => {
  context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "emlab hostile "));
  const mapIds = Object.keys(maps).map((id) => `tilts ${id}`);
  const ids = [...Object.keys(models), ...mapIds, ...names.map((name) => `named ${name}`)];
  const states = Object.fromEntries([
    ...Object.entries(models).map(([id, change]) => [id, saved("ImageModel", { ...good, ...change })]),
    ...Object.entries(maps).map(([id, change]) => [`tilts ${id}`, saved("TiltMapModel", { ...goodMap, ...change })]),
    ...names.map((name) => [`named ${name}`, saved(name, good)]),
  ]);
  const outputs = ids.map(output);
  const file = path.join(context.folder, "hostile.ipynb");
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
  context.lab = await startLab(context.folder);
  // The worst case: the person trusts the notebook. Widgets of others are not shown at all.
  const trusted = spawnSync(venvPython(), ["-m", "jupyter", "trust", file], {
    env: jupyterEnvironment(),
    encoding: "utf8",
  });
  assert.is(trusted.status, 0, trusted.stderr);
  context.browser = await startBrowser();
  context.page = await openNotebook(context.browser, context.lab, "hostile.ipynb");
});

test.after(async ({ browser, lab, folder }) => {
  await browser?.close();
  await lab?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a good one is shown as it was, without a kernel's half, and its title is text", async ({ page }) => {
  const shown = page.locator(".jp-OutputArea-output").first();
  await shown.locator(".emlab-canvas").waitFor({ timeout: 30_000 });
  assert.is(await shown.locator(".emlab-title").innerText(), evilTitle);
  assert.match(await shown.locator(".emlab-notice").innerText(), "Not connected");
  await takeScreenshot(page, "hostile");
});

test("a wrong one says what is wrong, and draws nothing", async ({ page }) => {
  const wrong = page.locator(".emlab-widget", { hasText: "cannot be shown" });
  await page.waitForFunction(() => document.querySelectorAll(".emlab-widget").length === 10);
  assert.equal(
    (await wrong.allInnerTexts()).map((/** @type {string} */ text) => /its "(\w+)"/.exec(text)?.[1]),
    ["widthPx", "pixels", "colourMap", "gamma", "title", "model", "edits", "planned"],
  );
  assert.is(await page.locator(".emlab-canvas").count(), 1);
});

test("a good tilt map is shown, its texts are texts, and without a kernel it can go nowhere", async ({ page }) => {
  const map = page.locator(".emlab-widget", { has: page.locator(".emlab-map-svg") });
  assert.is(await map.count(), 1);
  assert.is(await map.locator(".emlab-title").innerText(), evilTitle);
  assert.ok(await map.getByRole("button", { name: /^Go: / }).isDisabled());
  assert.match(await map.locator(".emlab-map-reason").innerText(), "not connected to a kernel");
});

test("nothing of it was executed: neither in the page nor in the kernel", async ({ page }) => {
  assert.is(await page.evaluate(() => "hacked" in window), false);
  assert.is(await page.locator(".jp-OutputArea-output img").count(), 0);
  assert.match(await page.locator(".jp-InputPrompt").first().innerText(), "[1]");
});

test.run();
