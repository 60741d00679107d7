import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorsOf, idle, inJupyterLab, openNotebook, runAll, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("support sets in JupyterLab", /** @type {any} */ ({}));

// Left half smooth, right half rough: what is found is known.
const first = `const { micrograph } = await em.demo.mxene({ seed: 3 });
const data = micrograph.data.map((_, i) => (i % 512 < 256 ? Math.sin(i * 0.05) : ((i * 7919) % 101) / 25 - 2));
const halves = em.micrograph(data, { widthPx: 512, pixelNm: 0.02, title: "two halves" });
const picks = em.widgets.supportSet(halves, { chipPx: 64, classes: ["smooth", "rough"] });
picks`;

inJupyterLab(
  test,
  "support set",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "picks.ipynb"), [first]);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "picks.ipynb");
    context.errors = errorsOf(context.page);
    await runAll(context.page);
    await canvas(context.page).waitFor();
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const canvas = (page) => page.locator(".emlab-canvas").first();

/** @param {Page} page */
const sizeText = (page) => page.locator(".emlab-chip-size").first().innerText();

/** @param {Page} page */
const counts = async (page) =>
  (await page.locator(".emlab-class-count").allInnerTexts()).map((text) => parseInt(text, 10));

/**
 * Where a place of the image of 512 x 512 px is on the screen.
 * @param {Page} page
 * @param {number} xPx
 * @param {number} yPx
 */
async function placeOf(page, xPx, yPx) {
  await canvas(page).scrollIntoViewIfNeeded();
  const box = await canvas(page).boundingBox();
  if (!box) throw new Error("the image is not seen");
  const scale = Math.min(box.width, box.height) / 512;
  return { x: box.x + box.width / 2 + (xPx - 256) * scale, y: box.y + box.height / 2 + (yPx - 256) * scale };
}

/**
 * @param {Page} page
 * @param {number} xPx
 * @param {number} yPx
 * @param {"left" | "right"} [button]
 */
async function clickAt(page, xPx, yPx, button = "left") {
  const { x, y } = await placeOf(page, xPx, yPx);
  await page.mouse.click(x, y, { button });
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

/** @param {Page} page */
const chips = (page) => evaluate(page, "JSON.stringify(picks.current.classes.map(({ chips }) => chips))");

/**
 * The colour that lies over a place of the image.
 * @param {Page} page
 * @param {number} xPx
 * @param {number} yPx
 */
async function overlayAt(page, xPx, yPx) {
  const { x, y } = await placeOf(page, xPx, yPx);
  return canvas(page).evaluate(
    (element, [clientX, clientY]) => {
      const overlay = /** @type {HTMLCanvasElement} */ (element.querySelector(".emlab-canvas-overlay"));
      const { left, top } = element.getBoundingClientRect();
      const [atX, atY] = [(clientX - left) * devicePixelRatio, (clientY - top) * devicePixelRatio];
      const context = /** @type {CanvasRenderingContext2D} */ (overlay.getContext("2d"));
      return [...context.getImageData(atX, atY, 1, 1).data];
    },
    /** @type {const} */ ([x, y]),
  );
}

test("the grid follows the slider while it is dragged, and the kernel hears of it at the end", async ({ page }) => {
  assert.is(await sizeText(page), "64 x 64 px: 8 x 8 chips");
  const slider = page.getByLabel("chip width");
  const box = await slider.boundingBox();
  if (!box) throw new Error("the slider is not seen");
  await canvas(page).evaluate((element) => {
    const frames = { count: 0, since: performance.now() };
    element.addEventListener("emlab-drawn", () => frames.count++);
    Object.assign(window, { emlabFrames: frames });
  });
  await page.mouse.move(box.x + 0.22 * box.width, box.y + box.height / 2);
  await page.mouse.down();
  const sizes = new Set();
  const startedAt = Date.now();
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(box.x + box.width * (0.5 + 0.4 * Math.sin(i / 6)), box.y + box.height / 2);
    sizes.add(await sizeText(page));
  }
  const seconds = (Date.now() - startedAt) / 1000;
  const frames = await page.evaluate(() => /** @type {any} */ (window).emlabFrames.count);
  console.log(`  ${sizes.size} sizes, ${frames} drawings in ${seconds.toFixed(2)} s of 60 moves`);
  assert.ok(sizes.size > 20, `${sizes.size} sizes were seen`);
  assert.ok(frames >= 20, `${frames} drawings`);
  await page.mouse.up();
  const [, width] = /^(\d+)/.exec(await sizeText(page)) ?? [];
  assert.is(await evaluate(page, "picks.current.grid.chipWidthPx"), width);
  await evaluate(page, "picks.undo().current.grid.chipWidthPx");
  assert.is(await sizeText(page), "64 x 64 px: 8 x 8 chips");
});

test("a click picks, a second one takes back, a drag paints, the right button ignores; the kernel knows", async ({
  page,
}) => {
  await clickAt(page, 32, 32);
  await clickAt(page, 32, 160);
  await clickAt(page, 32, 160);
  assert.equal(await counts(page), [1, 0]);
  const [from, to] = [await placeOf(page, 32, 224), await placeOf(page, 160, 224)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 2 });
  await page.mouse.up();
  assert.equal(await counts(page), [4, 0]);
  await page.getByRole("radio").nth(1).check();
  await clickAt(page, 480, 32);
  await clickAt(page, 480, 480);
  await clickAt(page, 288, 32, "right");
  assert.match(await chips(page), "[[0,24,25,26],[7,63]]");
  assert.match(await evaluate(page, "picks.current.ignored.join()"), "4");
});

test("a cell waits for a pick", async ({ page }) => {
  const cell = await runCell(page, "(await picks.changed()).classes[1].chips.join()");
  await page.locator("#jp-main-statusbar", { hasText: "| Busy" }).waitFor();
  await clickAt(page, 480, 224);
  await cell.getByText("7,31,63").waitFor();
});

test("by keyboard alone: the cursor, picks, classes, undo and redo", async ({ page }) => {
  await canvas(page).focus();
  await page.keyboard.press("2");
  await page.keyboard.press("ArrowRight");
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator(".emlab-readout").first().innerText(), "column 8, row 6");
  await page.keyboard.press("Space");
  assert.equal(await counts(page), [4, 4]);
  assert.match(await page.locator(".emlab-support-status").first().innerText(), "rough 4 chips");
  await page.keyboard.press("u");
  assert.equal(await counts(page), [4, 3]);
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await counts(page), [4, 4]);
  await page.keyboard.press("Control+z");
  assert.equal(await counts(page), [4, 3]);
  assert.ok(await canvas(page).evaluate((element) => document.activeElement === element));
});

test("classes are added, renamed and removed, and code sets them too", async ({ page }) => {
  await page.getByRole("button", { name: "Add a class" }).click();
  const name = page.locator(".emlab-class-name").nth(2);
  await name.fill("<b>third</b>");
  await name.press("Tab");
  await clickAt(page, 224, 32);
  assert.equal(await counts(page), [4, 3, 1]);
  assert.match(await evaluate(page, "picks.current.classes[2].name"), "<b>third</b>");
  await page.getByRole("button", { name: "Remove <b>third</b>" }).click();
  assert.equal(await counts(page), [4, 3]);
  await evaluate(page, "picks.set({ ignored: [5] }).current.ignored.length");
  assert.match(await page.locator(".emlab-class-list").first().innerText(), "1 ignored");
});

test("one click segments; the classes lie over the image, bars count them, the pointer tells probabilities", async ({
  page,
}) => {
  await page.locator(".emlab-segment").click();
  await page.locator(".emlab-support-status", { hasText: "Segmented" }).waitFor();
  const bars = await page.locator(".emlab-bar").allInnerTexts();
  assert.is(bars.length, 3);
  const [smooth = 0, rough = 0] = bars.map((/** @type {string} */ text) => Number(/(\d+) \(/.exec(text)?.[1]));
  assert.ok(smooth >= 24 && rough >= 24, bars.join("; "));
  const [left, right] = [await overlayAt(page, 110, 350), await overlayAt(page, 430, 350)];
  assert.ok((left[2] ?? 0) > (left[0] ?? 0) && (right[0] ?? 0) > (right[2] ?? 0), `${left}; ${right}`);
  const { x, y } = await placeOf(page, 430, 350);
  await page.mouse.move(x, y);
  assert.match(
    await page.locator(".emlab-readout").first().innerText(),
    /: rough \(smooth 0\.\d\d, rough \d\.\d\d; margin .*nearest picks/,
  );
  await takeScreenshot(page, "support-set-light");
  await page.getByLabel("What is drawn of the segmentation").selectOption("doubt");
  await takeScreenshot(page, "support-set-doubt");
  await page.getByLabel("What is drawn of the segmentation").selectOption("classes");
  assert.match(await evaluate(page, "picks.toCsv().split('\\n')[0]"), "p(smooth)");
});

test("an annotation is saved and loaded again, as one step; another file is refused and changes nothing", async ({
  page,
  folder,
}) => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save what is picked as JSON" }).click(),
  ]);
  const saved = JSON.parse(fs.readFileSync(await download.path(), "utf8"));
  const status = page.locator(".emlab-support-status").first();
  const load = async (/** @type {unknown} */ content) => {
    const file = path.join(folder, "loaded.json");
    fs.writeFileSync(file, JSON.stringify(content));
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Load annotation" }).click(),
    ]);
    await chooser.setFiles(file);
  };
  await load({ ...saved, labels: [...saved.labels.slice(0, 2), [60, "film"]] });
  await status.filter({ hasText: "Not loaded: loaded.json is no annotation" }).waitFor();
  assert.equal(await counts(page), [4, 3]);
  await load({ ...saved, labels: saved.labels.slice(0, 2) });
  await status.filter({ hasText: "Loaded loaded.json" }).waitFor();
  assert.equal(await counts(page), [1, 0]);
  await page.getByRole("button", { name: "Undo (U)" }).click();
  assert.equal(await counts(page), [4, 3]);
});

test("the SVG has picks, grid and segmentation as vectors, and not the cursor", async ({ page }) => {
  await canvas(page).focus();
  await page.keyboard.press("ArrowRight");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the whole image as an SVG" }).click(),
  ]);
  assert.is(download.suggestedFilename(), "two-halves.svg");
  const svg = fs.readFileSync(await download.path(), "utf8");
  assert.match(svg, "<title>two halves</title>");
  assert.is(svg.match(/<image /g)?.length, 2, "the pixels and the mask of the segmentation");
  assert.ok((svg.match(/<text [^>]*>[12]<\/text>/g)?.length ?? 0) > 64, "a number in each chip");
  assert.is(svg.match(/<g>/g)?.length, 5, "mask, numbers, grid, picks and scale bar");
});

test("in the dark theme", async ({ page }) => {
  await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await page.locator(".lm-Menu-item", { hasText: "Theme" }).first().hover();
  await page.locator(".lm-Menu-item", { hasText: "JupyterLab Dark" }).first().click();
  await page.locator('body[data-jp-theme-light="false"]').waitFor({ state: "attached" });
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  await canvas(page).scrollIntoViewIfNeeded();
  await takeScreenshot(page, "support-set-dark");
});

test("after a reload of the page picks, history and segmentation are back, and go on", async ({ page, lab }) => {
  await page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
  await page.keyboard.press("Control+s");
  await page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").waitFor({ state: "detached" });
  await page.goto(`${lab.url}/lab/tree/picks.ipynb?token=${lab.token}`);
  await canvas(page).waitFor({ timeout: 60_000 });
  await idle(page);
  assert.equal(await counts(page), [4, 3]);
  assert.is(await page.locator(".emlab-bar").count(), 3);
  await page.getByRole("button", { name: "Undo (U)" }).click();
  await page.getByRole("button", { name: "Undo (U)" }).click();
  assert.equal(await counts(page), [4, 3, 1]);
  await clickAt(page, 224, 480);
  assert.match(await chips(page), "[[0,24,25,26,59],[7,31,63],[3]]");
});

test("the saved notebook has a picture beside the view, and no error was thrown", async ({ page, folder, errors }) => {
  await page.keyboard.press("Control+s");
  const { cells } = JSON.parse(fs.readFileSync(path.join(folder, "picks.ipynb"), "utf8"));
  const bundle = cells[0].outputs[0].data;
  assert.ok(bundle["image/png"].length > 1000);
  assert.match(String(bundle["text/plain"]), "8 x 8 chips");
  assert.equal(errors, []);
});

test.run();
