import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { idle, inJupyterLab, openNotebook, runAll, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("a montage looked at closely, from two pages, and stopped", /** @type {any} */ ({}));

// So large that the page draws two pixels of a tile in one; in real time, so that it can be stopped.
const cells = [
  `await em.connect("twin:moo3?seed=3&speed=real", { runs: false });
const run = em.run.montage({ columns: 2, rows: 2, fovNm: 2000, sizePx: 1280, dwellUs: 0.5, settleS: 0, overlap: 0.25 });
em.widgets.liveMontage(run)`,
];

inJupyterLab(
  test,
  "close",
  ({ folder }) => writeNotebook(path.join(folder, "close.ipynb"), cells),
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "close.ipynb");
    await runAll(context.page);
    await context.page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
    await context.page.keyboard.press("Control+s");
    await context.page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").waitFor({ state: "detached" });
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const widget = (page) => page.locator(".emlab-widget").first();
/** @param {Page} page */
const progress = (page) => widget(page).locator(".emlab-run .emlab-value").first();

/**
 * A row of the picture and of what lies over it: how often neighbours differ tells how fine it is.
 * @param {Page} page
 */
function steps(page) {
  return widget(page)
    .locator(".emlab-canvas")
    .evaluate((element) => {
      const [pixels, overlay] = /** @type {HTMLCanvasElement[]} */ (Array.from(element.querySelectorAll("canvas")));
      if (!pixels || !overlay) return 0;
      const both = document.createElement("canvas");
      Object.assign(both, { width: pixels.width, height: pixels.height });
      const context = /** @type {CanvasRenderingContext2D} */ (both.getContext("2d"));
      for (const each of [pixels, overlay]) context.drawImage(each, 0, 0);
      const { data } = context.getImageData(0, Math.floor(both.height / 3), both.width, 1);
      const row = Array.from(new Uint32Array(data.buffer));
      return row.filter((colour, i) => i > 0 && colour !== row[i - 1]).length;
    });
}

test("a second page shows each tile as the first does, while they come", async ({ browser, lab, page }) => {
  const other = await openNotebook(browser, lab, "close.ipynb");
  await progress(other).filter({ hasText: "Not begun" }).waitFor({ timeout: 60_000 });
  await widget(page).getByText("Start", { exact: true }).click();
  for (const each of [page, other])
    await progress(each)
      .filter({ hasText: /Done; 4 of 4 tiles/ })
      .waitFor({ timeout: 60_000 });
  const lit = (/** @type {Page} */ each) =>
    each.waitForFunction(() => {
      const pixels = /** @type {HTMLCanvasElement | null} */ (document.querySelector(".emlab-canvas-pixels"));
      const data = pixels?.getContext("2d")?.getImageData(0, 0, pixels.width, pixels.height).data;
      if (!pixels || !data) return false;
      const bright = new Uint32Array(data.buffer).reduce((sum, colour) => sum + ((colour & 0xff) > 8 ? 1 : 0), 0);
      const corner = (/** @type {number} */ x, /** @type {number} */ y) => {
        const part = pixels.getContext("2d")?.getImageData(pixels.width * x - 20, pixels.height * y - 20, 40, 40).data;
        return part && new Uint32Array(part.buffer).some((colour) => (colour & 0xff) > 8);
      };
      return bright > 2000 && [0.42, 0.58].every((x) => [0.3, 0.7].every((y) => corner(x, y)));
    });
  await Promise.all([lit(page), lit(other)]);
  await other.close();
});

test("at a distance it says how many pixels are one; close by it has them all, and their values", async ({ page }) => {
  const canvas = widget(page).locator(".emlab-canvas");
  const tiles = widget(page).getByRole("toolbar", { name: "Tiles" });
  await tiles.filter({ hasText: "2 x 2 px in one: zoom in to see all" }).waitFor();
  await canvas.focus();
  await page.keyboard.press("1");
  await tiles.filter({ hasText: /CSV(?!.* in one)/s }).waitFor();
  const readout = widget(page).locator(".emlab-readout");
  await readout.filter({ hasText: /electrons; tile \d/ }).waitFor();
  await takeScreenshot(page, "montage-close");
  const fine = await steps(page);
  const width = await canvas.evaluate(({ clientWidth }) => clientWidth);
  // Two pixels of the screen would be alike if each were a mean of two by two: at most half of them would differ from the one before.
  assert.ok(fine > 0.6 * width, `${fine} of ${width}`);
  await page.keyboard.press("0");
  await readout.filter({ hasText: "mean of 2 x 2 px" }).waitFor();
});

test("a frame of another cell makes the run wait, and it says for what; then it goes on", async ({ page }) => {
  await runCell(
    page,
    `const again = em.run.montage({ columns: 3, rows: 3, fovNm: 2000, sizePx: 128, settleS: 0 });
display(em.widgets.liveMontage(again));
const taking = em.acquire.haadf({ sizePx: 256, dwellUs: 50 });
again.start();
const other = await taking;`,
  );
  const text = page.locator(".emlab-widget").nth(1).locator(".emlab-run .emlab-value").first();
  await text.filter({ hasText: "waits: em.run.montage cannot begin while em.acquire.haadf is under way" }).waitFor();
  await text.filter({ hasText: /Under way; [1-8] of 9 tiles(?!.*waits)/ }).waitFor({ timeout: 30_000 });
});

test("STOP in the instrument panel ends the run", async ({ page }) => {
  const text = page.locator(".emlab-widget").nth(1).locator(".emlab-run .emlab-value").first();
  await page.locator('.jp-SideBar.jp-mod-right [data-id="emlab-instrument"]').click();
  const stop = page.locator(".emlab-panel .emlab-stop");
  await stop.waitFor();
  // From the press to the answer of the kernel, on the page's own clock.
  const tookMs = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const panel = /** @type {HTMLElement} */ (document.querySelector(".emlab-panel"));
        const startMs = performance.now();
        const look = () => /stopped/i.test(panel.querySelector(".emlab-panel-said")?.textContent ?? "");
        const observer = new MutationObserver(() => look() && resolve(performance.now() - startMs));
        observer.observe(panel, { subtree: true, childList: true, characterData: true });
        /** @type {HTMLElement} */ (panel.querySelector(".emlab-stop")).click();
        setTimeout(() => resolve(Number.NaN), 10_000);
      }),
  );
  console.log(`  STOP was answered after ${Number(tookMs).toFixed(0)} ms`);
  assert.ok(Number.isFinite(tookMs), "it was answered");
  await text.filter({ hasText: /Stopped; [1-8] of 9 tiles/ }).waitFor();
  await page.locator('.jp-SideBar.jp-mod-right [data-id="emlab-instrument"]').click();
  await idle(page);
});

test("a snapshot of what no page shows any more is refused, and not waited for", async ({ page }) => {
  await runCell(page, "const hidden = em.widgets.liveMontage(again);\nhidden");
  await page.locator(".emlab-widget").nth(2).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await page.waitForFunction(() => document.querySelectorAll(".emlab-widget").length === 2);
  const cell = await runCell(page, "await hidden.snapshot()");
  await cell.locator(".jp-OutputArea-output", { hasText: "NotConnected" }).waitFor({ timeout: 20_000 });
  assert.match(await cell.locator(".jp-OutputArea-output").innerText(), /open in none.*display\(widget\)/s);
});

test.run();
