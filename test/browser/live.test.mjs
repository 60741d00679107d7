import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorsOf, idle, inJupyterLab, openNotebook, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("live views in JupyterLab", /** @type {any} */ ({}));

const first = `await em.connect("twin:mxene?seed=5");
await em.beam.unblank();
const view = em.widgets.live({ title: "Looking" });
view`;

/** Frames that say which they are: the value of every pixel is the number of the frame. */
const numbered = `async function* numbered(count: number) {
  for (let i = 1; i <= count; i += 1) {
    yield em.micrograph(new Float32Array(256 * 256).fill(i), { widthPx: 256, isCounts: true, title: "frame " + i });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}`;

const large = `async function* large() {
  const data = Float32Array.from({ length: 4096 * 4096 }, (_, i) => (i >> 6) % 7);
  yield em.micrograph(data, { widthPx: 4096, isCounts: true, title: "large" });
}
(await view.follow(large())).widthPx`;

inJupyterLab(
  test,
  "live",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "live.ipynb"), [first]);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "live.ipynb");
    context.errors = errorsOf(context.page);
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const mode = (page) => page.locator(".emlab-live-mode").first();

/** @param {Page} page */
const title = (page) => page.locator(".emlab-title").first();

/**
 * Waits until an element says something.
 * @param {import("playwright-core").Locator} locator
 * @param {RegExp} words
 */
async function says(locator, words) {
  for (let tries = 0; tries < 300; tries++) {
    const text = await locator.textContent({ timeout: 30_000 });
    if (words.test(text ?? "")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.unreachable(`it never said ${words}: ${await locator.textContent()}`);
}

/**
 * @param {import("playwright-core").Locator} cell
 * @param {RegExp} words
 */
const result = (cell, words) => says(cell.locator(".jp-OutputArea-executeResult .jp-OutputArea-output"), words);

test("before the first frame it says that it waits", async ({ page }) => {
  await page.locator(".jp-Notebook .jp-CodeCell .cm-content").first().click();
  await page.keyboard.press("Shift+Enter");
  await says(mode(page), /Waiting for the first frame/);
  await idle(page);
});

test("frames of the twin are seen while the cell runs, and Stop ends it", async ({ page }) => {
  const cell = await runCell(
    page,
    "const seen = await view.follow(em.acquire.live({ sizePx: 128, dwellUs: 1 }));\nseen.widthPx",
  );
  await page.locator(".emlab-canvas").first().waitFor();
  await says(mode(page), /Live/);
  await says(page.locator(".jp-Notebook .jp-CodeCell .jp-InputArea-prompt").last(), /\*/);
  await takeScreenshot(page, "live-light");
  await page.locator(".emlab-widget").first().getByRole("button", { name: /^Stop/ }).click();
  await result(cell, /128/);
  await says(mode(page), /Ended/);
});

test("the last frame is always the one that is seen, whatever was left out before", async ({ page }) => {
  await runCell(page, numbered);
  await idle(page);
  for (const count of [7, 200]) {
    const cell = await runCell(page, `(await view.follow(numbered(${count}))).title`);
    await result(cell, new RegExp(`frame ${count}`));
    await says(title(page), new RegExp(`frame ${count}$`));
    const box = await page.locator(".emlab-canvas").first().boundingBox();
    if (!box) throw new Error("the frame is not seen");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await says(page.locator(".emlab-readout").first(), new RegExp(`: ${count} electrons`));
    await page.mouse.move(5, 5);
  }
});

test("a frame that is larger than the view comes with fewer pixels, unless all are wanted", async ({ page }) => {
  await runCell(page, large);
  await says(title(page), /(\d) x \1 px in one/);
  await page.getByLabel("full size").first().check();
  await says(title(page), /^(?!.*in one)/);
  await page.getByLabel("full size").first().uncheck();
  await says(title(page), /px in one/);
});

test("the contrast follows the frames until a person holds it", async ({ page }) => {
  const bright = page.locator(".emlab-controls label", { hasText: "bright" }).locator("input").first();
  await bright.focus();
  await page.keyboard.press("ArrowLeft");
  await result(await runCell(page, "view.current.isAutoContrast"), /false/);
  await page.getByRole("button", { name: "Contrast that suits the image" }).first().click();
  await result(await runCell(page, "view.current.isAutoContrast"), /true/);
});

test("after a reload of the page the last frame is there again, and frames go on", async ({ page }) => {
  await page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
  await page.keyboard.press("Control+s");
  await page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").waitFor({ state: "detached" });
  await page.reload();
  await page.locator(".jp-Notebook").first().waitFor();
  await idle(page);
  await says(title(page), /px in one/);
  const cell = await runCell(page, "(await view.follow(numbered(30))).title");
  await result(cell, /frame 30/);
  await says(title(page), /frame 30$/);
});

test("a restart of the kernel is shown, and nothing has failed in the page", async ({ page, errors }) => {
  await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await page.getByRole("menuitem", { name: "Restart Kernel…" }).click();
  await page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
  await says(page.locator(".emlab-notice").first(), /Not connected to a kernel/);
  assert.equal(errors, []);
});

test.run();
