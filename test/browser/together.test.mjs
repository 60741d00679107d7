import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorsOf, idle, inJupyterLab, openNotebook, runAll, takeScreenshot, writeNotebook } from "./lab.mjs";

// Every kind of widget in two notebooks with kernels of their own, the instrument panel open beside them: nothing is lost, nothing freezes.
const test = suite("all widgets together", /** @type {any} */ ({}));

const cells = [
  `await em.connect("twin:moo3?seed=3", { runs: false });
const { micrograph } = await em.demo.mxene({ seed: 3, sizePx: 256 });`,
  "const image = em.widgets.image(micrograph);\nimage",
  'const picks = em.widgets.supportSet(micrograph, { chipPx: 64, classes: ["film", "edge"] });\npicks',
  'const view = em.widgets.live({ title: "live" });\nview',
  `void (await view.follow((async function* () {
  yield micrograph;
})()));`,
  `const map = em.widgets.tiltMap(em.carto.map({
  title: "tilts",
  grains: [{ name: "A", phase: "SrTiO3", maxIndex: 1, readings: [{ zone: "[001]", alphaDeg: 3, betaDeg: 12 }, { zone: "[101]", alphaDeg: -24, betaDeg: -24 }] }],
}));
map`,
  `const run = em.run.montage({ columns: 2, rows: 1, fovNm: 2000, sizePx: 64 });
em.widgets.liveMontage(run)`,
  "void (await run);",
];

inJupyterLab(
  test,
  "together",
  async ({ folder }) => {
    for (const name of ["first.ipynb", "second.ipynb"]) writeNotebook(path.join(folder, name), cells);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "first.ipynb");
    context.errors = errorsOf(context.page);
    await context.page.locator(".lm-TabBar-tab", { hasText: "Instrument" }).first().click();
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name */
const tab = (page, name) => page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", { hasText: name });

/**
 * The notebook that is in front.
 * @param {Page} page
 */
const shown = (page) => page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");

/**
 * Brings a notebook to the front and waits until its widgets are seen: all five, each with what it shows, none cut off from its kernel.
 * @param {Page} page
 * @param {string} name
 */
async function allAlive(page, name) {
  await tab(page, name).click();
  const widgets = shown(page).locator(".emlab-widget");
  await page.waitForFunction(
    () => document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .emlab-widget").length >= 5,
    undefined,
    { timeout: 60_000 },
  );
  assert.is(await widgets.count(), 5);
  assert.is(await shown(page).locator(".emlab-canvas").count(), 4, "image, support set, live view, montage");
  await shown(page).locator(".emlab-widget", { hasText: "2 of 2 tiles" }).waitFor();
  assert.is(await shown(page).locator(".emlab-widget.emlab-disconnected").count(), 0);
}

/**
 * A person changes the image, the support set and the tilt map; the kernel of this notebook tells what it has heard.
 * @param {Page} page
 * @param {string} name
 * @param {string} colourMap
 */
async function change(page, name, colourMap) {
  await tab(page, name).click();
  await shown(page).locator(".emlab-select").first().selectOption(colourMap);
  const chips = shown(page).locator(".emlab-widget:has(.emlab-classes) .emlab-canvas");
  await chips.scrollIntoViewIfNeeded();
  await chips.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  const tilts = shown(page)
    .locator(".emlab-widget", { hasText: "Tip/tilt map" })
    .locator('[role="application"]')
    .first();
  await tilts.scrollIntoViewIfNeeded();
  await tilts.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
}

/**
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<string>}
 */
async function heard(page, name) {
  await tab(page, name).click();
  const last = shown(page).locator(".jp-CodeCell").last();
  await last.scrollIntoViewIfNeeded();
  await last.locator(".cm-content").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText(
    "[image.current.colourMap, picks.current.classes[0]?.chips.length, map.planned !== undefined && map.planned !== null].join()",
  );
  await page.keyboard.press("Control+Enter");
  const output = shown(page)
    .locator(".jp-CodeCell")
    .last()
    .locator(".jp-OutputArea-executeResult .jp-OutputArea-output");
  await output.waitFor({ timeout: 30_000 });
  return (await output.innerText()).replaceAll("'", "");
}

test("both notebooks show all widgets, with the panel open", async ({ page }) => {
  await runAll(page);
  await page.locator(".jp-DirListing-item", { hasText: "second.ipynb" }).dblclick();
  await tab(page, "second.ipynb").waitFor();
  await idle(page);
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
  await shown(page).locator(".emlab-widget", { hasText: "2 of 2 tiles" }).waitFor({ timeout: 60_000 });
  for (const name of ["first.ipynb", "second.ipynb", "first.ipynb"]) await allAlive(page, name);
  await page.locator(".emlab-panel", { hasText: "DIGITAL TWIN" }).waitFor();
});

test("each kernel hears of its own widgets, and of no other", async ({ page }) => {
  await change(page, "first.ipynb", "magma");
  await change(page, "second.ipynb", "viridis");
  assert.is(await heard(page, "first.ipynb"), "magma,1,true");
  assert.is(await heard(page, "second.ipynb"), "viridis,1,true");
});

test("a reload of the page brings both back, as they were, and both go on", async ({ page }) => {
  for (const name of ["first.ipynb", "second.ipynb"]) {
    await tab(page, name).click();
    await shown(page).locator(".jp-CodeCell").last().locator(".cm-content").click();
    await page.keyboard.press("Control+s");
    await tab(page, name).locator("xpath=self::*[contains(@class, 'jp-mod-dirty')]").waitFor({ state: "detached" });
  }
  await page.goto(page.url().replace(/[?&]reset/, ""));
  await page.reload();
  await tab(page, "second.ipynb").waitFor({ timeout: 60_000 });
  for (const name of ["first.ipynb", "second.ipynb"]) {
    await tab(page, name).click();
    await idle(page);
    await allAlive(page, name);
  }
  await change(page, "second.ipynb", "cividis");
  assert.match(await heard(page, "second.ipynb"), /^cividis,/);
  assert.is(await heard(page, "first.ipynb"), "magma,1,true");
  await takeScreenshot(page, "together");
});

test("a restart of one kernel is told by its widgets; those of the other go on", async ({ page, errors }) => {
  await tab(page, "first.ipynb").click();
  await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await page.getByRole("menuitem", { name: "Restart Kernel…" }).click();
  await page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
  await page.waitForFunction(
    () =>
      document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .emlab-widget.emlab-disconnected").length === 5,
    undefined,
    { timeout: 60_000 },
  );
  await allAlive(page, "second.ipynb");
  await change(page, "second.ipynb", "inferno");
  assert.match(await heard(page, "second.ipynb"), /^inferno,/);
  assert.equal(errors, []);
});

test.run();
