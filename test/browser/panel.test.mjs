import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorsOf, idle, inJupyterLab, openNotebook, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("the instrument panel in JupyterLab", /** @type {any} */ ({}));

const first = "const began = 1;";
const connect = 'await em.connect("twin:mxene?seed=7&speed=real", { runs: false, doseBudgetEPerA2: 50_000 });';

inJupyterLab(
  test,
  "panel",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "panel.ipynb"), [first]);
    writeNotebook(path.join(folder, "other.ipynb"), [first]);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "panel.ipynb");
    context.errors = errorsOf(context.page);
  },
);

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const panel = (page) => page.locator(".emlab-panel");

/** @param {Page} page @param {string} text */
const told = (page, text, timeout = 20_000) => panel(page).filter({ hasText: text }).waitFor({ timeout });

/** @param {Page} page @param {string} name */
const fact = (page, name) =>
  page.locator(".emlab-panel dt", { hasText: name }).locator("xpath=following-sibling::dd[1]");

/**
 * Waits for the error of a cell, and how long that took.
 * @param {import("playwright-core").Locator} cell
 * @param {string | RegExp} text
 */
async function endsWith(cell, text) {
  const startedAt = performance.now();
  await cell.locator(".jp-OutputArea-output", { hasText: text }).first().waitFor({ timeout: 20_000 });
  return performance.now() - startedAt;
}

test("it opens from the side bar, connects to nothing, and says so", async ({ page }) => {
  await page.locator('.jp-SideBar.jp-mod-right [data-id="emlab-instrument"]').click();
  await told(page, "Not connected");
  await takeScreenshot(page, "panel-empty");
});

test("STOP while a cell moves the stage: it ends with Aborted within a second, and the panel shows it stopped", async ({
  page,
}) => {
  const cell = await runCell(page, `${connect}\nawait em.stage.moveTo({ alphaDeg: 30 });`);
  await told(page, "DIGITAL TWIN");
  await fact(page, "State").filter({ hasText: "moving" }).waitFor();
  await fact(page, "Kernel").filter({ hasText: "a cell is running" }).waitFor();
  await page.waitForTimeout(600);
  await takeScreenshot(page, "panel-moving");
  await page.locator(".emlab-stop").click();
  const tookMs = await endsWith(cell, "Aborted");
  console.log(`  from the click to the error in the cell: ${tookMs.toFixed(0)} ms`);
  assert.ok(tookMs < 1000, `${tookMs} ms`);
  await fact(page, "State").filter({ hasText: "stopped" }).waitFor();
  await fact(page, "Kernel").filter({ hasText: "idle" }).waitFor();
  assert.match(await page.locator(".emlab-panel-said").innerText(), "Stopped: the stage is stopped and the beam is");
  const isWhole = await panel(page).evaluate((node) =>
    Array.from(node.querySelectorAll("td, th, dd, button")).every((part) => {
      return part.getBoundingClientRect().right <= node.getBoundingClientRect().right;
    }),
  );
  assert.ok(isWhole, "nothing is cut off at the edge of the side bar");
  await takeScreenshot(page, "panel-light");
});

test("by the keys, from the cell's own editor, with the panel closed", async ({ page }) => {
  await page.locator('.jp-SideBar.jp-mod-right [data-id="emlab-instrument"]').click();
  await panel(page).waitFor({ state: "hidden" });
  const cell = await runCell(page, "await em.stage.moveTo({ alphaDeg: -30 });");
  await page.waitForTimeout(1500);
  await page.keyboard.press("Control+Alt+.");
  const tookMs = await endsWith(cell, "Aborted");
  console.log(`  from the keys to the error in the cell: ${tookMs.toFixed(0)} ms`);
  assert.ok(tookMs < 1000, `${tookMs} ms`);
  await page.locator('.jp-SideBar.jp-mod-right [data-id="emlab-instrument"]').click();
  await told(page, "DIGITAL TWIN");
});

test("a cell that spins is interrupted, and the stage stops", async ({ page }) => {
  const cell = await runCell(
    page,
    "const going = em.stage.moveTo({ betaDeg: 20 });\ngoing.catch(() => {});\nawait new Promise((go) => setTimeout(go, 800));\nfor (;;) {}",
  );
  await fact(page, "State").filter({ hasText: "moving" }).waitFor();
  await page.waitForTimeout(1500);
  await page.locator(".emlab-stop").click();
  const tookMs = await endsWith(cell, /interrupt/i);
  console.log(`  a cell that spins: ${tookMs.toFixed(0)} ms`);
  await fact(page, "State").filter({ hasText: "stopped" }).waitFor();
  await fact(page, "Kernel").filter({ hasText: "idle" }).waitFor();
  // A cell that is sent while the interrupted one ends is given up with it.
  await page.waitForTimeout(500);
});

test("what was taken, and its dose", async ({ page }) => {
  await runCell(page, "(await em.acquire.haadf({ sizePx: 64, fovNm: 8, dwellUs: 10 })).widthPx");
  await fact(page, "Last recording").filter({ hasText: "haadf, 64 × 64" }).waitFor();
  assert.match(await fact(page, "Dose here").innerText(), /e\/Å² \(.* %\)/);
  assert.match(await fact(page, "Beam").innerText(), "blanked");
});

test("it follows the notebook that is in use", async ({ page }) => {
  await page.locator(".jp-DirListing-item", { hasText: "other.ipynb" }).dblclick();
  await fact(page, "Notebook").filter({ hasText: "other.ipynb" }).waitFor();
  await told(page, "Not connected", 60_000);
  await page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", { hasText: "panel.ipynb" }).click();
  await told(page, "DIGITAL TWIN");
  const other = page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", { hasText: "other.ipynb" });
  await other.click();
  await told(page, "Not connected");
  await other.locator(".lm-TabBar-tabCloseIcon").click();
  const discard = page.locator(".jp-Dialog button", { hasText: "Discard" });
  if (await discard.isVisible()) await discard.click();
  await told(page, "DIGITAL TWIN");
});

test("names are text, and the sign of the kind is not its colour alone", async ({ page }) => {
  assert.is(await page.locator(".emlab-panel-sign").innerText(), "○");
  assert.is(await page.locator(".emlab-stop").getAttribute("aria-keyshortcuts"), "Control+Alt+.");
  assert.is(await page.locator(".emlab-panel [role=status]").count(), 1);
});

test("in the dark theme", async ({ page }) => {
  await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await page.locator(".lm-Menu-item", { hasText: "Theme" }).first().hover();
  await page.locator(".lm-Menu-item", { hasText: "JupyterLab Dark" }).first().click();
  await page.locator('body[data-jp-theme-light="false"]').waitFor({ state: "attached" });
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  await takeScreenshot(page, "panel-dark");
});

test("after a restart of the kernel it says that nothing is connected", async ({ page }) => {
  await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await page
    .locator(".lm-Menu-item", { hasText: /^Restart Kernel…/ })
    .first()
    .click();
  await page.locator(".jp-Dialog button", { hasText: "Restart" }).click();
  await told(page, "Not connected", 60_000);
});

test("after a reload of the page it is connected again", async ({ page, lab, errors }) => {
  await runCell(page, connect);
  await told(page, "DIGITAL TWIN");
  await page.keyboard.press("Control+s");
  await page.goto(`${lab.url}/lab/tree/panel.ipynb?token=${lab.token}`);
  const tab = page.locator('.jp-SideBar.jp-mod-right [data-id="emlab-instrument"]');
  await tab.waitFor({ timeout: 60_000 });
  await idle(page);
  if (!(await panel(page).isVisible())) await tab.click();
  await told(page, "DIGITAL TWIN", 60_000);
  assert.equal(errors, []);
});

test.run();
