import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cutOff, moving, seriousIssues, useTheme } from "./accessibility.mjs";
import { inJupyterLab, openNotebook, runAll, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("what everybody can see and reach", /** @type {any} */ ({}));

/** Each widget that there is: the cell that shows it, and what it is on the page. */
const shown = {
  image: {
    selector: ".emlab-widget:not(:has(.emlab-classes, .emlab-live-mode, .emlab-map-board, .emlab-run))",
    source: "const { micrograph } = await em.demo.mxene({ seed: 3 });\nem.widgets.image(micrograph)",
  },
  "support-set": {
    selector: ".emlab-widget:has(.emlab-classes)",
    source: `const picks = em.widgets.supportSet(micrograph, { chipPx: 64, classes: ["film", "edge"] });
picks.set({ classes: [{ name: "film", chips: [0, 1] }, { name: "edge", chips: [60, 63] }], ignored: [5] });
display(picks);
void (await picks.segment());`,
  },
  live: {
    selector: ".emlab-widget:has(.emlab-live-mode)",
    source: `const looking = em.widgets.live();
display(looking);
async function* still() {
  yield micrograph;
}
void (await looking.follow(still()));`,
  },
  montage: {
    selector: ".emlab-widget:has(.emlab-run)",
    // It has all that such a widget can show: tiles to come, one that failed, classes, a planned motion, texts that wrap.
    source: `await em.connect("twin:moo3?seed=3", { runs: false, doseBudgetEPerA2: 50_000 });
const run = em.run.montage({ columns: 3, rows: 2, fovNm: 2000, sizePx: 128, dwellUs: 1, settleS: 0, centreXUm: 99.5 });
const classify = ({ data, widthPx, heightPx }: any) => ({
  classes: Uint8Array.from(data, (value: number) => (value > 20 ? 2 : 1)), columns: widthPx, rows: heightPx,
});
const classes = ["film", "crystal"];
display(em.widgets.liveMontage(run, { classify, classes, isClassifying: true, overlay: "dose" }));
for await (const tile of run) if (tile.index >= 3) break;`,
  },
  "tilt-map": {
    selector: ".emlab-widget:has(.emlab-map-board)",
    source: `const pole = { pole: "[001]", alphaDeg: 0, betaDeg: 0, phiDeg: 15 };
const line = { name: "boundary", alphaDeg: 0, betaDeg: 0, thetaDeg: 38 };
em.widgets.tiltMap(em.carto.map({ grains: [{ name: "A", phase: "Si", orientation: pole }], features: [line] }))`,
  },
  plotly: {
    selector: ".em-figure",
    source: "em.plot.series({ timeS: [0, 1, 2], driftXNm: [0, 0.5, 0.2], driftYNm: [0, -0.2, -0.1] })",
  },
  panel: {
    selector: ".emlab-panel",
    // What the montage has connected to.
    source: "void (await em.stage.position());",
  },
};

inJupyterLab(
  test,
  "accessibility",
  async ({ folder }) => {
    writeNotebook(
      path.join(folder, "all.ipynb"),
      Object.values(shown).map(({ source }) => source),
    );
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "all.ipynb");
    await runAll(context.page);
    // A second page shows what was saved.
    await context.page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
    await context.page.keyboard.press("Control+s");
    await context.page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").waitFor({ state: "detached" });
  },
);

/** @typedef {import("playwright-core").Page} Page */

/**
 * Has a widget on the screen: the panel opened, a cell scrolled to.
 * @param {Page} page
 * @param {string} selector
 */
async function bring(page, selector) {
  const tab = page.locator('.jp-SideBar.jp-mod-right [data-id="emlab-instrument"]');
  const isOpen = await page.locator(".emlab-panel").isVisible();
  if ((selector === ".emlab-panel") !== isOpen) await tab.click();
  const widget = page.locator(selector).first();
  await widget.waitFor({ timeout: 30_000 });
  await widget.scrollIntoViewIfNeeded();
}

test("the check finds what is wrong", async ({ page }) => {
  await page.evaluate(() => {
    const wrong = document.createElement("div");
    wrong.className = "wrong-on-purpose";
    wrong.style.cssText = "position: fixed; z-index: 9999; width: 40px; overflow: hidden; background: #fff";
    wrong.innerHTML = '<input><p style="color: #ccc">faint</p><button style="width: 90px">wide</button>';
    document.body.append(wrong);
  });
  const issues = (await seriousIssues(page, ".wrong-on-purpose")).map((issue) => issue.split(":")[0]);
  const cut = await cutOff(page, ".wrong-on-purpose");
  await page.evaluate(() => document.querySelector(".wrong-on-purpose")?.remove());
  assert.equal(issues.sort(), ["color-contrast", "label"]);
  assert.match(cut.join(), "wide</button> reaches beyond");
});

test("a place in the montage is planned by the keyboard alone", async ({ page }) => {
  await bring(page, shown.montage.selector);
  await page.locator(`${shown.montage.selector} .emlab-canvas`).focus();
  await page.keyboard.press("Enter");
  const planned = page.locator(`${shown.montage.selector} .emlab-planned-move`);
  await planned.filter({ hasText: "Nothing moves before Go" }).waitFor();
});

for (const theme of /** @type {const} */ (["Light", "Dark"]))
  for (const [name, { selector }] of Object.entries(shown))
    test(`${name}, ${theme.toLowerCase()}: no serious or critical issue`, async ({ page }) => {
      if (name === "image") await useTheme(page, theme);
      await bring(page, selector);
      assert.equal(await seriousIssues(page, selector), []);
      assert.equal(await cutOff(page, selector), []);
      await takeScreenshot(page, `accessible-${name}-${theme.toLowerCase()}`);
    });

// Zoom by 200 % halves the page in CSS pixels, and doubles the pixels of the screen in each.
test("at 200 %, in a small window, no control is cut off, and nothing moves for whoever wants that", async ({
  browser,
  lab,
}) => {
  const context = await browser.newContext({
    viewport: { width: 640, height: 500 },
    deviceScaleFactor: 2,
    reducedMotion: "reduce",
  });
  const pages = /** @type {any} */ ({ newPage: () => context.newPage() });
  const page = await openNotebook(pages, lab, "all.ipynb");
  // JupyterLab's own file list would leave no room for a notebook.
  if (await page.locator("#jp-left-stack").isVisible()) await page.keyboard.press("Control+b");
  for (const [name, { selector }] of Object.entries(shown)) {
    await bring(page, selector);
    await takeScreenshot(page, `zoomed-${name}`);
    assert.equal(await cutOff(page, selector), [], name);
    assert.equal(await moving(page, selector), [], name);
  }
  // The panel is open now: this is as narrow as a notebook gets.
  const support = shown["support-set"].selector;
  assert.equal(await cutOff(page, support), []);
  const bars = await page.locator(".emlab-bar-track").evaluateAll((all) => all.map(({ clientWidth }) => clientWidth));
  assert.ok(bars.length === 3 && bars.every((width) => width >= 50), `bars of ${bars} px`);
  await context.close();
});

test.run();
