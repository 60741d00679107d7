import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorsOf, idle, inJupyterLab, openNotebook, runAll, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("widgets in JupyterLab", /** @type {any} */ ({}));

const first =
  "const { micrograph } = await em.demo.mxene({ seed: 3 });\nconst view = em.widgets.image(micrograph);\nview";

inJupyterLab(
  test,
  "widgets",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "widgets.ipynb"), [first]);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "widgets.ipynb");
    context.errors = errorsOf(context.page);
    await runAll(context.page);
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const canvas = (page, index = 0) => page.locator(".emlab-canvas").nth(index);

/** @param {Page} page */
const readout = (page, index = 0) => page.locator(".emlab-readout").nth(index);

/**
 * Moves the pointer to a place of an image, as shares of its sides, and reads the pixel there.
 * @param {Page} page
 */
async function readAt(page, shareX = 0.5, shareY = 0.5, index = 0) {
  const box = await canvas(page, index).boundingBox();
  if (!box) throw new Error("the image is not seen");
  const place = { x: box.x + shareX * box.width, y: box.y + shareY * box.height };
  await page.mouse.move(place.x + 1, place.y);
  await page.mouse.move(place.x, place.y);
  return { ...place, ...(await readPixel(page, index)) };
}

/** @param {Page} page */
async function readPixel(page, index = 0) {
  const text = await readout(page, index).innerText();
  const [, xPx, yPx, value, unit] = /x (\d+), y (\d+) px.*: (\S+)(?: (.*))?$/.exec(text) ?? [];
  return { xPx: Number(xPx), yPx: Number(yPx), value: Number(value), unit, text };
}

/**
 * How many colours an image has on the screen, and whether its middle is drawn.
 * @param {Page} page
 */
function colours(page, index = 0) {
  return canvas(page, index).evaluate((element) => {
    const pixels = /** @type {HTMLCanvasElement} */ (element.querySelector(".emlab-canvas-pixels"));
    const { data } = /** @type {CanvasRenderingContext2D} */ (pixels.getContext("2d")).getImageData(
      ...[0, 0, pixels.width, pixels.height],
    );
    return new Set(new Uint32Array(data.buffer)).size;
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

/**
 * Saves the notebook and waits until it is.
 * @param {Page} page
 */
async function save(page) {
  await page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
  await page.keyboard.press("Control+s");
  await page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").waitFor({ state: "detached" });
}

test("the image is drawn, with its title and a scale bar", async ({ page }) => {
  await canvas(page).waitFor();
  assert.ok((await colours(page)) > 8);
  assert.match(await page.locator(".emlab-title").innerText(), "simulated Ti3C2Tx, seed 3");
  assert.match((await canvas(page).getAttribute("aria-label")) ?? "", "512 by 512 pixels");
  await takeScreenshot(page, "image-light");
});

test("the value under the pointer is the one in the kernel, with its place and units", async ({ page }) => {
  const { xPx, yPx, value, unit, text } = await readAt(page, 0.45, 0.4);
  assert.is(unit, "electrons");
  assert.match(text, /\(\d\.\d+ nm, \d\.\d+ nm\)/);
  assert.is(await evaluate(page, `micrograph.at(${xPx}, ${yPx})`), String(value));
});

test("the wheel scrolls the page until the image has the focus; then it zooms, and the pixel under the pointer stays", async ({
  page,
}) => {
  await page.locator(".jp-Notebook .jp-CodeCell").first().scrollIntoViewIfNeeded();
  await page.locator(".jp-InputArea-editor").first().click();
  const fitted = await readAt(page, 0.52, 0.31);
  await page.mouse.wheel(0, -10);
  assert.equal((await readAt(page, 0.6, 0.31)).yPx, fitted.yPx, "not zoomed");
  await readAt(page, 0.52, 0.31);
  await page.mouse.click(fitted.x, fitted.y);
  await page.mouse.wheel(0, -900);
  await page.waitForTimeout(100);
  const { xPx, yPx } = await readPixel(page);
  assert.ok(Math.abs(xPx - fitted.xPx) <= 1 && Math.abs(yPx - fitted.yPx) <= 1, `${xPx}, ${yPx}`);
  const beside = await readAt(page, 0.6, 0.31);
  assert.ok(beside.xPx - xPx < 30, `80 px of the screen are ${beside.xPx - xPx} px of the image`);
});

test("a drag takes the image along", async ({ page }) => {
  const before = await readAt(page, 0.4, 0.5);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y + 30, { steps: 6 });
  await page.mouse.up();
  const after = await readPixel(page);
  assert.ok(
    Math.abs(after.xPx - before.xPx) <= 1 && Math.abs(after.yPx - before.yPx) <= 1,
    "the pixel is still under it",
  );
  const there = await readAt(page, 0.4, 0.5);
  assert.ok(there.xPx < before.xPx - 3 && there.yPx < before.yPx, "another pixel is where it was");
});

test("by keyboard: fit, full size, zoom and move, read out, and no other cell is selected", async ({ page }) => {
  await canvas(page).focus();
  await page.keyboard.press("0");
  const middle = await readPixel(page);
  assert.ok(Math.abs(middle.xPx - 256) <= 1 && Math.abs(middle.yPx - 256) <= 1, middle.text);
  await page.keyboard.press("1");
  await page.keyboard.press("ArrowRight");
  assert.is((await readPixel(page)).xPx, middle.xPx + 48);
  await page.keyboard.press("Shift+ArrowUp");
  assert.is((await readPixel(page)).yPx, middle.yPx - 240);
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowLeft");
  const moved = 48 - (await readPixel(page)).xPx + middle.xPx;
  assert.ok(Math.abs(moved - 48 / 1.25 ** 2) <= 1, `${moved}`);
  assert.ok(await canvas(page).evaluate((element) => document.activeElement === element));
  await page.keyboard.press("0");
});

test("what a person sets is in the kernel, and what the kernel sets is seen", async ({ page }) => {
  await page.locator(".emlab-select").selectOption("magma");
  const gamma = page.getByLabel("gamma");
  await gamma.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowLeft");
  assert.match(await evaluate(page, "JSON.stringify(view.current)"), /magma.*"gamma":0\.794/);
  await evaluate(page, 'view.look({ colourMap: "cividis", low: 1, high: 9 }).current.high');
  assert.is(await page.locator(".emlab-select").inputValue(), "cividis");
  assert.match(await page.locator(".emlab-value").innerText(), "1 to 9, gamma 0.794");
});

test("Auto takes the contrast back; PNG saves the whole image, one pixel for each", async ({ page }) => {
  await page.getByRole("button", { name: "Contrast that suits the image" }).click();
  assert.match(await page.locator(".emlab-value").innerText(), "0 to 15, gamma 1");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the whole image as a PNG" }).click(),
  ]);
  assert.is(download.suggestedFilename(), "simulated-Ti3C2Tx-seed-3.png");
  const png = fs.readFileSync(await download.path());
  assert.equal([png.readUInt32BE(16), png.readUInt32BE(20)], [512, 512]);
});

test("SVG saves the same, with the scale bar as vectors", async ({ page }) => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the whole image as an SVG" }).click(),
  ]);
  assert.is(download.suggestedFilename(), "simulated-Ti3C2Tx-seed-3.svg");
  const svg = fs.readFileSync(await download.path(), "utf8");
  assert.match(svg, 'viewBox="0 0 512 512"');
  assert.match(svg, /<text [^>]*>\d+ (pm|nm)<\/text>/);
});

test("what the browser cannot save it says", async ({ page }) => {
  await page.evaluate(() => {
    const { toDataURL } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.toDataURL = () => {
      HTMLCanvasElement.prototype.toDataURL = toDataURL;
      return "data:,";
    };
  });
  await page.getByRole("button", { name: "Save the whole image as an SVG" }).click();
  await readout(page).filter({ hasText: "Not saved: the browser could not make the PNG" }).waitFor();
});

test("a cell waits for a change", async ({ page }) => {
  const cell = await runCell(page, "(await view.changed()).colourMap");
  await page.locator("#jp-main-statusbar", { hasText: "| Busy" }).waitFor();
  await page.locator(".emlab-select").selectOption("viridis");
  await cell.getByText("viridis").waitFor();
});

test("a second view is of the same state, and moves by itself; the kernel gets the picture of a view", async ({
  page,
}) => {
  await runCell(page, "display(view)");
  await canvas(page, 1).waitFor();
  await page.locator(".emlab-select").nth(1).selectOption("inferno");
  assert.is(await page.locator(".emlab-select").first().inputValue(), "inferno");
  await canvas(page, 1).focus();
  await page.keyboard.press("1");
  assert.ok((await colours(page, 1)) > 8);
  const png = await evaluate(
    page,
    "const png = await view.snapshot();\n[png.length > 1000, ...png.slice(0, 4)].join()",
  );
  assert.match(png, "true,137,80,78,71");
});

test("in the dark theme", async ({ page }) => {
  await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await page.locator(".lm-Menu-item", { hasText: "Theme" }).first().hover();
  await page.locator(".lm-Menu-item", { hasText: "JupyterLab Dark" }).first().click();
  await page.locator('body[data-jp-theme-light="false"]').waitFor({ state: "attached" });
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  await canvas(page).scrollIntoViewIfNeeded();
  await takeScreenshot(page, "image-dark");
});

test("after a reload of the page it is back, with its pixels and how it was set, and goes on", async ({
  page,
  lab,
}) => {
  await save(page);
  await page.goto(`${lab.url}/lab/tree/widgets.ipynb?token=${lab.token}`);
  await canvas(page).waitFor({ timeout: 60_000 });
  await idle(page);
  assert.ok((await colours(page)) > 8);
  assert.is(await page.locator(".emlab-select").first().inputValue(), "inferno");
  assert.is(await page.locator(".emlab-notice").first().innerText(), "");
  await page.locator(".emlab-select").first().selectOption("grey");
  assert.match(await evaluate(page, "view.current.colourMap"), "grey");
});

test("a second page shows it too, and each hears of the other", async ({ browser, lab, page }) => {
  const other = await openNotebook(browser, lab, "widgets.ipynb");
  await canvas(other).waitFor({ timeout: 60_000 });
  assert.is(await other.locator(".emlab-select").first().inputValue(), "grey");
  await other.locator(".emlab-select").first().selectOption("magma");
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll("select")).some(
      ({ className, value }) => className === "emlab-select" && value === "magma",
    ),
  );
  await page.locator(".emlab-select").first().selectOption("cividis");
  await other.waitForFunction(() =>
    Array.from(document.querySelectorAll("select")).some(
      ({ className, value }) => className === "emlab-select" && value === "cividis",
    ),
  );
  await other.close();
});

test("4096 x 4096 px are dragged at 30 frames a second at least", async ({ page }) => {
  const data = "Float32Array.from({ length: 4096 * 4096 }, (_, i) => (i % 4099) + (i >> 13))";
  const large4096 = `em.micrograph(${data}, { widthPx: 4096 })`;
  await runCell(page, `em.widgets.image(${large4096})`);
  const large = canvas(page, 2);
  await large.waitFor({ timeout: 120_000 });
  await large.scrollIntoViewIfNeeded();
  const { frames, seconds } = await large.evaluate(dragForTwoSeconds);
  console.log(`  ${(frames / seconds).toFixed(1)} frames a second`);
  assert.ok(frames / seconds >= 30, `${frames} frames in ${seconds} s`);
});

test("a restart of the kernel is said; the image stays", async ({ page }) => {
  await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await page
    .locator(".lm-Menu-item", { hasText: /^Restart Kernel…/ })
    .first()
    .click();
  await page.locator(".jp-Dialog button", { hasText: "Restart" }).click();
  await page.locator(".emlab-notice", { hasText: "Not connected" }).first().waitFor({ timeout: 30_000 });
  assert.ok((await colours(page)) > 8);
  await page.locator(".emlab-select").first().selectOption("viridis");
  await canvas(page).scrollIntoViewIfNeeded();
  await takeScreenshot(page, "image-disconnected");
});

test("the saved notebook has a picture beside each view, and no error was thrown", async ({ page, folder, errors }) => {
  await save(page);
  const { cells } = JSON.parse(fs.readFileSync(path.join(folder, "widgets.ipynb"), "utf8"));
  const data = cells[0].outputs[0].data;
  assert.ok(data["image/png"].length > 10_000);
  assert.match(String(data["text/plain"]), "512 x 512 px");
  assert.ok(data["application/vnd.jupyter.widget-view+json"].model_id);
  assert.equal(errors, []);
});

/** @param {Element} element */
async function dragForTwoSeconds(element) {
  let frames = 0;
  element.addEventListener("emlab-drawn", () => frames++);
  const { left, top, width, height } = element.getBoundingClientRect();
  /** @type {(type: string, share: number) => void} */
  const move = (type, share) => {
    const [clientX, clientY] = [left + width * share, top + height * share];
    element.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerId: 1, button: 0, bubbles: true }));
  };
  element.setPointerCapture = () => {};
  element.dispatchEvent(new KeyboardEvent("keydown", { key: "1" }));
  move("pointerdown", 0.5);
  const startedAt = performance.now();
  while (performance.now() - startedAt < 2000) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    move("pointermove", 0.5 + 0.4 * Math.sin((performance.now() - startedAt) / 200));
  }
  move("pointerup", 0.5);
  return { frames, seconds: (performance.now() - startedAt) / 1000 };
}

test.run();
