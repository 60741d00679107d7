import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorsOf, idle, inJupyterLab, openNotebook, runAll, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("tilt maps in JupyterLab", /** @type {any} */ ({}));

// A bicrystal of the paper (doi 10.69761/dnka1581, Fig. 31) and a second grain, on a twin at zero tilt that moves as a stage does, only faster.
const first = `await em.connect("twin:mxene?seed=3&speed=real&stage.speedTiltDegPerS=20", { runs: false });
const map = em.widgets.tiltMap(em.carto.map({
  title: "bicrystal",
  limit: { kind: "superellipse", alphaDeg: 34, betaDeg: 30, exponent: 3.3 },
  grains: [
    { name: "left", phase: "SrTiO3", maxIndex: 2, readings: [{ zone: "[110]", alphaDeg: -6.1, betaDeg: -7.9 }, { zone: "[121]", alphaDeg: 17.4, betaDeg: -26.8 }] },
    { name: "right", phase: "SrTiO3", maxIndex: 2, orientation: { pole: "[001]", alphaDeg: 12, betaDeg: 5, phiDeg: 20 } },
  ],
  features: [{ name: "boundary", kind: "boundary", alphaDeg: -6.1, betaDeg: -7.9, thetaDeg: 38, isEdgeOn: true }],
  detectors: [{ name: "EDS", azimuthDeg: 45, elevationDeg: 22 }],
}));
map`;

inJupyterLab(
  test,
  "tilt map",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "tilts.ipynb"), [first]);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "tilts.ipynb");
    context.errors = errorsOf(context.page);
    await runAll(context.page);
    await plot(context.page).waitFor();
    await stageIs(context.page, "alpha 0.0, beta 0.0");
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const plot = (page) => page.locator(".emlab-map-svg").first();

/** @param {Page} page */
const stage = (page) => page.locator(".emlab-map-stage").first();

/** @param {Page} page */
const go = (page) => page.getByRole("button", { name: "Go: tilt the stage to the plan; asks once (G)" }).first();

/** @param {Page} page @param {string} text */
async function stageIs(page, text) {
  await stage(page).locator("output", { hasText: text }).first().waitFor({ timeout: 30_000 });
}

/**
 * Where a tilt is on the screen: the tip/tilt map shows 45 degrees either way within its margins.
 * @param {Page} page
 * @param {number} alphaDeg
 * @param {number} betaDeg
 */
async function placeOf(page, alphaDeg, betaDeg) {
  await plot(page).scrollIntoViewIfNeeded();
  const box = await plot(page).boundingBox();
  if (!box) throw new Error("the map is not seen");
  const half = (box.width - 40 - 18) / 2;
  return { x: box.x + 40 + half + (alphaDeg / 45) * half, y: box.y + 18 + half - (betaDeg / 45) * half };
}

/**
 * Waits until Go is on for a plan, by its text.
 * @param {Page} page
 * @param {string} tilt
 */
async function canGo(page, tilt) {
  await stage(page)
    .locator(".emlab-map-reason", { hasText: `to ${tilt}` })
    .waitFor();
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
  return (await output.innerText()).replace(/^'|'$/g, "");
}

/** @param {Page} page */
const reported = (page) =>
  evaluate(
    page,
    "const { reported } = await em.stage.position(); [reported.alphaDeg, reported.betaDeg].map((x) => x.toFixed(1)).join()",
  );

test("the pointer tells of a zone within 12 px, and of nothing beside it", async ({ page }) => {
  const at = await placeOf(page, -28.9, 12.7);
  await page.mouse.move(at.x + 7, at.y - 7);
  const tip = page.locator(".emlab-map-tip").first();
  await tip.waitFor();
  assert.match(
    await tip.innerText(),
    /left: \[21-1\] <112>, alpha -2[89]\.\d, beta 12\.\d, 3[01]\.\d deg from here, limit \d\d %, reachable/,
  );
  const beside = await placeOf(page, -20, 25);
  await page.mouse.move(beside.x, beside.y);
  await tip.waitFor({ state: "hidden" });
  assert.match(await page.locator(".emlab-readout").first().innerText(), /Pointer: alpha -20\.\d, beta 2[45]\.\d/);
});

test("a click plans: the way and its check are shown, and nothing moves", async ({ page }) => {
  const at = await placeOf(page, -28.9, 12.7);
  await page.mouse.click(at.x + 4, at.y);
  await stage(page)
    .getByText("Go: tilt the stage of twin:mxene?seed=3&speed=real&stage.speedTiltDegPerS=20 to alpha -2")
    .waitFor();
  await go(page).waitFor();
  assert.not(await go(page).isDisabled());
  await takeScreenshot(page, "tilt-map-light");
  assert.is(await reported(page), "0.0,0.0");
  assert.match(await evaluate(page, "JSON.stringify(map.planned)"), /"alphaDeg":-2[89]\.\d+,"betaDeg":12\.\d+/);
});

test("a tilt out of range can be planned, and Go says why it is off", async ({ page }) => {
  const at = await placeOf(page, 40, 20);
  await page.mouse.click(at.x, at.y);
  await stage(page)
    .getByText(/Go is off: out of range: 1\d\d % of the map's limit/)
    .waitFor();
  assert.ok(await go(page).isDisabled());
});

test("Go asks once, moves the stage of the twin through the guard, and the cross follows what it reports", async ({
  page,
}) => {
  const at = await placeOf(page, 10, -5);
  await page.mouse.click(at.x, at.y);
  await canGo(page, "alpha 10.");
  await go(page).click();
  await page.getByRole("group", { name: "Confirm the motion" }).waitFor();
  assert.is((await stage(page).locator("output").first().innerText()).includes("alpha 0.0, beta 0.0"), true);
  const cross = () => plot(page).locator('path[data-layer="current"]').last().getAttribute("d");
  const before = await cross();
  await page.getByRole("button", { name: "Tilt now (Enter)" }).click();
  await page.getByText("The stage is at rest").first().waitFor({ timeout: 60_000 });
  await stageIs(page, "alpha 10.");
  assert.is.not(await cross(), before);
  assert.match(await reported(page), /^(9\.9|10\.\d),-[45]\.\d$/);
});

test("by keyboard alone: zones in turn, plan, go, and Escape aborts on the way", async ({ page }) => {
  await plot(page).focus();
  await page.keyboard.press("]");
  const read = page.locator(".emlab-readout").first();
  assert.match(await read.innerText(), /(left|right): \[.+\] <.+>, alpha .* deg from here, limit/);
  await page.keyboard.press("Escape");
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Enter");
  await canGo(page, "alpha 13.0, beta -4.9");
  await page.keyboard.press("g");
  await page.getByRole("group", { name: "Confirm the motion" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("The stage is at rest").first().waitFor({ timeout: 60_000 });
  assert.match(await reported(page), /^1[23]\.\d,-[45]\.\d$/);
  const far = await placeOf(page, -25, 15);
  await page.mouse.click(far.x, far.y);
  await canGo(page, "alpha -2");
  await page.keyboard.press("g");
  await page.keyboard.press("Enter");
  await stage(page).getByText("going to").waitFor();
  await page.keyboard.press("Escape");
  await page
    .getByText(/Not tilted as planned|The stage is stopped/)
    .first()
    .waitFor({ timeout: 30_000 });
  await stage(page).getByText("going to").waitFor({ state: "hidden" });
  assert.not.match(await reported(page), /^-2[45]/);
});

test("a zone is dragged, the map turns with it, and can be turned back; nothing moves", async ({ page }) => {
  const before = await reported(page);
  const from = await placeOf(page, -6.1, -7.9);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y - 12, { steps: 4 });
  assert.match(
    await page.locator(".emlab-readout").first().innerText(),
    /left: mismatch [1-9]\d?\.\d\d deg over 2 readings/,
  );
  await page.mouse.up();
  await page
    .getByText(/left turned by hand, mismatch/)
    .first()
    .waitFor();
  const turned = await evaluate(page, "map.map.grains[0]!.mismatchDeg > 1");
  assert.is(turned, "true");
  await page.getByRole("button", { name: "Fit the orientation to the readings, by least squares" }).click();
  await page
    .getByText(/left fitted to 2 readings, mismatch 0\.\d\d/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Undo (U)" }).click();
  await page.getByRole("button", { name: "Undo (U)" }).click();
  assert.is(await evaluate(page, "map.map.grains[0]!.mismatchDeg < 0.3"), "true");
  assert.is(await reported(page), before);
});

test("a grain is turned and spun by keys alone, with its mismatch; Escape takes it back, Enter keeps it as one step", async ({
  page,
}) => {
  const before = await reported(page);
  const turned = "map.map.grains[0]!.mismatchDeg.toFixed(1)";
  const was = await evaluate(page, turned);
  await page
    .getByRole("button", { name: "Turn: " })
    .or(page.getByRole("button", { name: /^Turn the grain/ }))
    .click();
  const read = page.locator(".emlab-readout").first();
  await page
    .getByText(/Turning left: the arrows move it/)
    .first()
    .waitFor();
  for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowUp", ",", ","]) await page.keyboard.press(key);
  assert.match(await read.innerText(), /left: mismatch [1-4]\.\d\d deg over 2 readings; held at/);
  await page.keyboard.press("Escape");
  await page.getByText("left is as it was").first().waitFor();
  assert.is(await evaluate(page, turned), was);
  await plot(page).focus();
  await page.keyboard.press("t");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page
    .getByText(/left turned by hand, mismatch [01]\.\d\d deg/)
    .first()
    .waitFor();
  await page.keyboard.press("u");
  await page.getByText("The last change is undone").first().waitFor();
  assert.is(await evaluate(page, turned), was);
  assert.is(await reported(page), before);
});

test("this is [uvw]: zones that the map does not list are read too, and what is no zone is told", async ({ page }) => {
  const field = page.getByLabel("Zone that is on the beam now, as [uvw] or <uvw>");
  await field.fill("[3 5 7]");
  await field.press("Enter");
  await page
    .getByText(/\[357\] recorded for left, which the map does not list and takes as this very zone/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Undo (U)" }).click();
  await field.fill("north");
  await field.press("Enter");
  await page.getByText('"north" is no zone').first().waitFor();
});

test("this is [uvw]: a reading with a comma is recorded at the reported tilt, and taken back", async ({ page }) => {
  await page.getByLabel("Zone that is on the beam now, as [uvw] or <uvw>").fill("[111]");
  await page.getByLabel("± in °").fill("0,3");
  await page.getByRole("button", { name: "Record that this zone is on the beam at this tilt" }).click();
  await page
    .getByText(/\[111\] recorded for left; 3 readings/)
    .first()
    .waitFor();
  assert.match(await evaluate(page, "JSON.stringify(map.readings[0]!.readings.at(-1))"), /"sigmaDeg":0\.3/);
  await page.getByRole("button", { name: "Undo (U)" }).click();
  assert.is(await evaluate(page, "map.readings[0]!.readings.length"), "2");
});

test("the plan can be kept on the edge-on curve, and a series lies along it", async ({ page }) => {
  await page.locator("summary", { hasText: "Boundaries and surfaces" }).click();
  await page.getByRole("button", { name: "Lock edge on: keep the plan on that curve" }).click();
  const at = await placeOf(page, 15, 0);
  await page.mouse.click(at.x, at.y);
  await page
    .getByText(/Planned: .*Nothing has moved/)
    .first()
    .waitFor();
  const planned = JSON.parse(await evaluate(page, "JSON.stringify(map.planned)"));
  assert.ok(planned.betaDeg < -8, JSON.stringify(planned));
  await page.locator("summary", { hasText: "Series of tilts" }).click();
  await page.getByRole("button", { name: "Show this series on the map" }).click();
  await page.getByRole("table", { name: "Tilts of the series" }).locator("tbody tr").nth(8).waitFor();
  const code = await page.getByRole("textbox", { name: "The series as code" }).inputValue();
  assert.match(code, /await em\.stage\.moveTo\(at\)/);
  assert.is(await evaluate(page, "map.series!.tilts.length"), "9");
  // The call as it is copied, without the loop that tilts the stage.
  const call = code.slice(0, code.indexOf("for ("));
  const differ =
    "series.steps.filter(({ at }, i) => Math.abs(at.alphaDeg - map.series!.tilts[i]!.alphaDeg) > 1e-3).length";
  assert.is(await evaluate(page, `${call}[series.steps.length, ${differ}].join()`), "9,0");
});

test("where two answers are left a third width is asked for, and adds the answer that it fits", async ({ page }) => {
  const form = page.getByRole("group", { name: "New boundary" });
  const question = page.getByRole("group", { name: "Which of two answers" });
  const widths = { "width in nm": "40", "second width in nm": "60", "after a tilt against the trace of in °": "25" };
  for (const [name, value] of Object.entries(widths)) await form.getByLabel(name, { exact: true }).fill(value);
  await form.getByRole("button", { name: /^Add/ }).click();
  await question.getByText(/Two answers fit: .*foil 56 nm; or, .*foil 228 nm/).waitFor();
  await page.keyboard.type("70");
  await question.getByRole("button", { name: /^Add by third width/ }).click();
  await page
    .getByText(/70 nm fits neither/)
    .first()
    .waitFor();
  await question.getByLabel("third width in nm").fill("12,5");
  await question.getByRole("button", { name: /^Add by third width/ }).click();
  await page
    .getByText(/^boundary 2 added, edge on at .*, foil 56 nm$/)
    .first()
    .waitFor();
  await question.waitFor({ state: "hidden" });
  assert.is(await evaluate(page, "map.map.features.map(({ name }) => name).join()"), "boundary,boundary 2");
});

test("a layer is switched off and on, and says so", async ({ page }) => {
  const bands = page.getByRole("button", { name: "Layer: bands" });
  const drawn = () => plot(page).locator('path[data-layer="bands"]').count();
  assert.is(await bands.getAttribute("aria-pressed"), "true");
  assert.ok((await drawn()) > 0);
  await bands.click();
  await page.getByRole("button", { name: "Layer: bands", pressed: false }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('path[data-layer="bands"]').length === 0);
  await bands.click();
  await page.waitForFunction(() => document.querySelectorAll('path[data-layer="bands"]').length > 0);
});

test("the table of zones says the same without a picture", async ({ page }) => {
  await page.locator("summary", { hasText: "Zones as a table" }).click();
  const table = page.getByRole("table", { name: "Zones" });
  await table.locator("tbody tr").first().waitFor();
  await table.getByRole("button", { name: "limit (%)" }).click();
  const limits = (await table.locator("tbody tr td:nth-child(7)").allInnerTexts()).map(Number);
  assert.ok(
    limits.length > 5 &&
      limits.every((/** @type {number} */ value, /** @type {number} */ i) => i === 0 || value >= (limits[i - 1] ?? 0)),
    limits.join(),
  );
  await table
    .getByRole("button", { name: /^Plan .* of right$/ })
    .first()
    .click();
  await page
    .getByText(/Planned: .*Nothing has moved/)
    .first()
    .waitFor();
});

test("in the dark theme", async ({ page }) => {
  await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await page.locator(".lm-Menu-item", { hasText: "Theme" }).first().hover();
  await page.locator(".lm-Menu-item", { hasText: "JupyterLab Dark" }).first().click();
  await page.locator('body[data-jp-theme-light="false"]').waitFor({ state: "attached" });
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  await plot(page).scrollIntoViewIfNeeded();
  await takeScreenshot(page, "tilt-map-dark");
});

test("the picture of the kernel's snapshot is what is shown", async ({ page }) => {
  assert.match(await evaluate(page, "(await map.snapshot()).slice(0, 200)"), "<svg xmlns=");
});

test("after a reload of the page the plan, the series and the edits are back", async ({ page, lab }) => {
  const planned = await evaluate(page, "JSON.stringify(map.planned)");
  await page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
  await page.keyboard.press("Control+s");
  await page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").waitFor({ state: "detached" });
  await page.goto(`${lab.url}/lab/tree/tilts.ipynb?token=${lab.token}`);
  await plot(page).waitFor({ timeout: 60_000 });
  await idle(page);
  await stage(page).locator("output", { hasText: "Planned: alpha" }).waitFor();
  assert.ok((await plot(page).locator('path[data-layer="series"]').count()) > 0);
  assert.is(await evaluate(page, "JSON.stringify(map.planned)"), planned);
  assert.ok(!(await page.getByRole("button", { name: "Undo (U)" }).isDisabled()));
});

test("the saved notebook has a picture beside the view, and no error was thrown", async ({ page, folder, errors }) => {
  await page.keyboard.press("Control+s");
  const { cells } = JSON.parse(fs.readFileSync(path.join(folder, "tilts.ipynb"), "utf8"));
  const bundle = cells[0].outputs.at(-1).data;
  assert.match([bundle["image/svg+xml"]].flat().join(""), "<svg");
  assert.match([bundle["text/plain"]].flat().join(""), /\[110\].*<110>.*left.*-6\.\d/);
  assert.equal(errors, []);
});

test.run();
