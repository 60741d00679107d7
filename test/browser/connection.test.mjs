import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { seriousIssues } from "./accessibility.mjs";
import { idle, inJupyterLab, openNotebook, runAll, runCell, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("widgets while the line to the server is cut", /** @type {any} */ ({}));

const cells = [
  "const { micrograph } = await em.demo.mxene({ seed: 3 });\nconst view = em.widgets.image(micrograph);\nview",
  `const picks = em.widgets.supportSet(micrograph, { chipPx: 64, classes: ["film", "edge"], segment: () => new Promise(() => {}) });
picks.set({ classes: [{ name: "film", chips: [0] }, { name: "edge", chips: [63] }] })`,
];

inJupyterLab(
  test,
  "connection",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "line.ipynb"), cells);
  },
  async (context) => {
    context.line = { isCut: false, sockets: new Set() };
    context.page = await openNotebook(withLine(context.browser, context.line), context.lab, "line.ipynb");
    await runAll(context.page);
  },
);

/** @typedef {import("playwright-core").Page} Page */

/**
 * A browser whose pages reach kernels by a line that can be cut: an offline browser keeps the sockets that it has.
 * @param {import("playwright-core").Browser} browser
 * @param {{ isCut: boolean, sockets: Set<import("playwright-core").WebSocketRoute> }} line
 * @returns {import("playwright-core").Browser}
 */
function withLine(browser, line) {
  const newPage = async (/** @type {import("playwright-core").BrowserContextOptions} */ options) => {
    const page = await browser.newPage(options);
    await page.routeWebSocket(/\/channels/, (socket) => {
      if (line.isCut) return void socket.close();
      line.sockets.add(socket);
      socket.connectToServer();
    });
    return page;
  };
  return /** @type {any} */ ({ newPage });
}

/** @param {{ isCut: boolean, sockets: Set<import("playwright-core").WebSocketRoute> }} line */
async function cut(line) {
  line.isCut = true;
  for (const socket of line.sockets) await socket.close();
  line.sockets.clear();
}

/** @param {Page} page */
const notices = (page) => page.locator(".emlab-notice").allInnerTexts();

test("each widget says that the line is cut, and what needs the kernel is off", async ({ page, line }) => {
  await page.locator(".emlab-canvas").nth(1).waitFor();
  assert.equal(await notices(page), ["", ""]);
  await runCell(page, "await new Promise((go) => setTimeout(go, 2500));\nview.look({ gamma: 2 });");
  await page.locator("#jp-main-statusbar", { hasText: "| Busy" }).waitFor();
  await cut(line);
  await page.locator(".emlab-notice", { hasText: "The connection to the server is interrupted" }).nth(1).waitFor();
  assert.ok(await page.locator(".emlab-segment").isDisabled());
  await page.locator(".emlab-select").first().selectOption("magma");
  await page.locator(".emlab-canvas").first().scrollIntoViewIfNeeded();
  await takeScreenshot(page, "line-cut");
  assert.equal(await seriousIssues(page, ".emlab-widget"), []);
  // Until the cell has set the gamma.
  await page.waitForTimeout(3000);
  assert.match(await page.locator(".emlab-value").first().innerText(), "gamma 1");
});

test("when the line is back the notice goes, and both sides hear of what was changed meanwhile", async ({
  page,
  line,
}) => {
  line.isCut = false;
  await page.waitForFunction(
    () => Array.from(document.querySelectorAll(".emlab-notice")).every(({ textContent }) => textContent === ""),
    undefined,
    { timeout: 60_000 },
  );
  assert.not(await page.locator(".emlab-segment").isDisabled());
  await page.locator(".emlab-value", { hasText: "gamma 2" }).first().waitFor();
  const cell = await runCell(page, "view.current.colourMap");
  await cell.locator(".jp-OutputArea-executeResult", { hasText: "magma" }).waitFor();
});

test("a kernel that goes while it segments ends the waiting", async ({ page }) => {
  const status = page.locator(".emlab-support-status").first();
  await page.locator(".emlab-segment").first().click();
  await status.filter({ hasText: "Segmenting" }).waitFor();
  await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await page
    .locator(".lm-Menu-item", { hasText: /^Restart Kernel…/ })
    .first()
    .click();
  await page.locator(".jp-Dialog button", { hasText: "Restart" }).click();
  await status.filter({ hasText: "Not segmented: the kernel has gone" }).waitFor();
  await page.locator(".emlab-notice", { hasText: "Not connected to a kernel" }).first().waitFor();
  // A server that is stopped while a kernel starts would wait for it.
  await idle(page);
});

test.run();
