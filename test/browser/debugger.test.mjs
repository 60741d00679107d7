import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { idle, inJupyterLab, openNotebook, takeScreenshot, writeNotebook } from "./lab.mjs";

const test = suite("the debugger in JupyterLab", /** @type {any} */ ({}));

const sources = [
  [
    "/** Mean of the values of a line. */",
    "function mean(values: readonly number[]): number {",
    "  let sum = 0;",
    "  for (const value of values) sum += value;",
    "  const result = sum / values.length;",
    "  return result;",
    "}",
  ],
  [
    "const line = [2, 4, 9];",
    "const stage = { xUm: 1.5, name: 'goniometer' };",
    "const average = mean(line);",
    "average * 2",
  ],
].map((lines) => lines.join("\n"));

inJupyterLab(
  test,
  "debugger",
  async ({ folder }) => {
    writeNotebook(path.join(folder, "debugged.ipynb"), sources);
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "debugged.ipynb");
  },
);

test("the bug button switches the debugger on, with gutters and the panel", async ({ page }) => {
  await bugButton(page).click();
  await page.locator(".jp-NotebookPanel[data-jp-debugger='true']").waitFor({ timeout: 30_000 });
  await page.locator(".cm-breakpoint-gutter").first().waitFor();
  const panel = page.locator("#jp-debugger-sidebar");
  if (!(await panel.isVisible())) await page.locator("[data-id='jp-debugger-sidebar']").click();
  await panel.waitFor();
});

test("a click in the gutter sets a breakpoint; running stops there and shows line, calls and values", async ({
  page,
}) => {
  await clickGutter(page, 0, 5);
  await clickGutter(page, 1, 3);
  await page.locator(".jp-DebuggerBreakpoint").nth(1).waitFor();
  await runCellAt(page, 0);
  await idle(page);
  await runCellAt(page, 1);
  await page.locator(".jp-DebuggerEditor-highlight").waitFor({ timeout: 30_000 });
  await page.locator(".jp-DebuggerVariables", { hasText: "goniometer" }).waitFor();
  await takeScreenshot(page, "debugger-stopped");
});

test("continue goes on to the breakpoint in the other cell; steps move on line by line", async ({ page }) => {
  await press(page, "continue");
  await lineShown(page, "const result = sum");
  await variable(page, "sum: 15").waitFor();
  const calls = page.locator(".jp-DebuggerCallstackFrame");
  assert.is(await calls.count(), 2);
  assert.match((await calls.allInnerTexts()).join(" "), /mean.*cell \[2\]/s);
  await takeScreenshot(page, "debugger-in-function");
  await press(page, "step-over");
  await lineShown(page, "return result");
  await variable(page, "result: 5").waitFor();
  await press(page, "step-out");
  await page.locator(".jp-DebuggerCallstackFrame").nth(1).waitFor({ state: "detached" });
  await takeScreenshot(page, "debugger-stepped-out");
});

test("an object opens, and the console of the debugger evaluates and assigns", async ({ page }) => {
  await variable(page, "stage:").click();
  await variable(page, "xUm: 1.5").first().waitFor();
  await press(page, "evaluate");
  const prompt = page.locator(".jp-DebugConsole .jp-CodeConsole-promptCell .cm-content");
  await prompt.click();
  await page.keyboard.type("line.push(100)");
  await page.keyboard.press("Shift+Enter");
  await page.locator(".jp-DebugConsole .jp-OutputArea-output", { hasText: "4" }).waitFor();
  await variable(page, "line: [ 2, 4, 9, 100 ]").waitFor();
  await takeScreenshot(page, "debugger-evaluated");
  await press(page, "evaluate");
  await page.locator(".jp-DebugConsole").waitFor({ state: "detached" });
});

test("continue ends the cell with its result, and the names of the cells are listed", async ({ page }) => {
  await press(page, "continue");
  await page.locator(".jp-DebuggerEditor-highlight").waitFor({ state: "detached" });
  await idle(page);
  const outputs = page.locator(".jp-Notebook .jp-CodeCell").nth(1).locator(".jp-OutputArea-output");
  assert.is((await outputs.last().innerText()).trim(), "10");
  await variable(page, "average: 5").waitFor();
  await takeScreenshot(page, "debugger-done");
});

test("an interrupt ends a cell that is stopped", async ({ page }) => {
  await runCellAt(page, 1);
  await lineShown(page, "const average");
  await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await page.getByRole("menuitem", { name: "Interrupt Kernel" }).click();
  await page.locator(".jp-OutputArea-output", { hasText: "Interrupted" }).waitFor();
  await page.locator(".jp-DebuggerEditor-highlight").waitFor({ state: "detached" });
  await idle(page);
});

test("with the debugger off, the breakpoints are gone and cells run through", async ({ page }) => {
  await bugButton(page).click();
  await page.locator(".jp-NotebookPanel[data-jp-debugger='true']").waitFor({ state: "detached" });
  await runCellAt(page, 1);
  await page
    .locator(".jp-Notebook .jp-CodeCell")
    .nth(1)
    .locator(".jp-OutputArea-output", { hasText: /^10$/ })
    .waitFor();
});

/** @param {import("playwright-core").Page} page */
const bugButton = (page) => page.locator(".jp-NotebookPanel-toolbar .jp-DebuggerBugButton").first();

/**
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
const lineShown = (page, text) => page.locator(".jp-DebuggerEditor-highlight", { hasText: text }).waitFor();

/**
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
const variable = (page, text) =>
  page.locator(".jp-DebuggerVariables .jp-TreeItem", { hasText: text.replace(/: ?/, "") });

/**
 * A button above the call stack: continue, step-over, step-in, step-out, evaluate.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function press(page, name) {
  await page.getByLabel("Callstack panel toolbar").locator(`[data-jp-item-name='${name}']`).click();
}

/**
 * @param {import("playwright-core").Page} page
 * @param {number} cell
 * @param {number} line from 1
 */
async function clickGutter(page, cell, line) {
  const gutter = page.locator(".jp-Notebook .jp-CodeCell").nth(cell).locator(".cm-breakpoint-gutter");
  // The first element only keeps the gutter's width.
  await gutter.locator(".cm-gutterElement").nth(line).click();
}

/**
 * @param {import("playwright-core").Page} page
 * @param {number} cell
 */
async function runCellAt(page, cell) {
  await page.locator(".jp-Notebook .jp-CodeCell").nth(cell).locator(".cm-content").click();
  await page.keyboard.press("Control+Enter");
}

test.run();
