import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { idle, inJupyterLab, newCell, openNotebook, runAll, runCell, takeScreenshot } from "./lab.mjs";

const test = suite("the kernel under JupyterLab's buttons", /** @type {any} */ ({}));

/** @param {string[]} sources */
function notebook(sources) {
  const kernelspec = { name: "emlab", display_name: "emlab (TypeScript)", language: "typescript" };
  const cells = sources.map((source, i) => {
    return { cell_type: "code", id: `cell-${i}`, source, metadata: {}, outputs: [], execution_count: null };
  });
  const metadata = { kernelspec, language_info: { name: "typescript" } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}

inJupyterLab(
  test,
  "buttons",
  async ({ folder }) => {
    fs.writeFileSync(path.join(folder, "buttons.ipynb"), notebook(["let kept = 20;", "kept += 1"]));
  },
  async (context) => {
    context.page = await openNotebook(context.browser, context.lab, "buttons.ipynb");
    await runAll(context.page);
  },
);

/**
 * Waits until a cell has a number, which it gets at its end, and gives the text of its outputs.
 * @param {import("playwright-core").Locator} cell
 * @returns {Promise<string>}
 */
async function outcome(cell) {
  await cell.locator(".jp-InputArea-prompt", { hasText: /\[\d+\]/ }).waitFor({ timeout: 30_000 });
  return (await cell.locator(".jp-OutputArea-output").allInnerTexts()).join("\n");
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name of a button in the notebook's toolbar
 */
async function press(page, name) {
  await page.locator(`.jp-NotebookPanel-toolbar [data-jp-item-name="${name}"]`).click();
}

/**
 * Clicks through the menus.
 * @param {import("playwright-core").Page} page
 * @param {string} menu
 * @param {...string} items
 */
async function choose(page, menu, ...items) {
  await page.getByRole("menuitem", { name: menu, exact: true }).click();
  for (const item of items) {
    const label = new RegExp(`^${item}$`);
    await page.locator(".lm-Menu-item", { has: page.locator(".lm-Menu-itemLabel", { hasText: label }) }).click();
  }
}

/**
 * @param {import("playwright-core").Page} page
 * @param {"Light" | "Dark"} theme
 */
async function useTheme(page, theme) {
  await choose(page, "Settings", "Theme", `JupyterLab ${theme}`);
  await page.locator(`body[data-jp-theme-name="JupyterLab ${theme}"]`).waitFor({ state: "attached" });
  // JupyterLab shows its logo over everything while it changes.
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
}

test("what a cell prints appears while it runs", async ({ page }) => {
  const cell = await runCell(page, 'console.log("begun"); await new Promise(() => {});');
  await cell.locator(".jp-OutputArea-output", { hasText: "begun" }).waitFor({ timeout: 20_000 });
  assert.is(await cell.locator(".jp-InputArea-prompt").innerText(), "[*]:");
  await press(page, "interrupt");
  assert.match(await outcome(cell), /^begun\n\nInterrupted/);
});

test("the interrupt button ends a loop that spins; the next cell works and the variables are kept", async ({
  page,
}) => {
  const cell = await runCell(page, 'console.log("spins"); while (true) {}');
  await cell.locator(".jp-OutputArea-output", { hasText: "spins" }).waitFor({ timeout: 20_000 });
  await press(page, "interrupt");
  assert.match(await outcome(cell), "Interrupted: the cell was interrupted");
  assert.is((await outcome(await runCell(page, "kept * 2"))).trim(), "42");
});

test("a bar of progress stays one output that changes in place", async ({ page }) => {
  const source = 'display(0, { id: "bar" });\nfor (let i = 1; i <= 5; i++) { await updateDisplay("bar", i); }';
  const cell = await runCell(page, source);
  assert.is((await outcome(cell)).trim(), "5");
  assert.is(await cell.locator(".jp-OutputArea-child").count(), 1);
});

test("errors are readable in the light and in the dark theme", async ({ page }) => {
  const thrown = await runCell(
    page,
    "function focus(nm: number) {\n  throw new RangeError(nm + ' nm is beyond the lens');\n}\nfocus(-90_000)",
  );
  assert.match(await outcome(thrown), /RangeError: -90000 nm is beyond the lens[\s\S]*cell \[\d+\], line 2/);
  const wrong = await runCell(page, 'const tiltDeg: number = "12";');
  assert.match(await outcome(wrong), /TS2322[\s\S]*const tiltDeg: number = "12";/);
  for (const theme of /** @type {const} */ (["Dark", "Light"])) {
    await useTheme(page, theme);
    await wrong.scrollIntoViewIfNeeded();
    await takeScreenshot(page, `errors-${theme.toLowerCase()}`);
    // The red of JupyterLab's own palette reaches 2.6 on its light red.
    const contrast = await faintest(page);
    assert.ok(contrast >= 2.5 && contrast <= 21, `the faintest colour has a contrast of ${contrast} to 1`);
  }
});

test("Tab lists the members of em, each with an icon of its kind", async ({ page }) => {
  await newCell(page, "em.");
  await page.keyboard.press("Tab");
  const list = page.locator(".jp-Completer:visible");
  await list.waitFor({ timeout: 20_000 });
  const items = await list
    .locator(".jp-Completer-item")
    .evaluateAll((/** @type {Element[]} */ found) =>
      found.map((item) => [
        item.querySelector(".jp-Completer-match")?.textContent,
        item.querySelector(".jp-Completer-typeExtended")?.textContent,
      ]),
    );
  const kinds = Object.fromEntries(items);
  assert.is(kinds["open"], "function");
  assert.is(kinds["atoms"], "property");
  await takeScreenshot(page, "completion-kinds");
  await page.keyboard.press("Escape");
});

test("a cell asks the person at the notebook, and goes on with the answer", async ({ page }) => {
  const cell = await runCell(page, 'const sample = await input("Which sample? ");\nsample.toUpperCase()');
  const box = cell.locator(".jp-Stdin-input");
  await box.waitFor({ timeout: 20_000 });
  assert.match(await cell.locator(".jp-Stdin-prompt").innerText(), "Which sample?");
  await takeScreenshot(page, "input");
  await box.fill("mxene 7");
  await box.press("Enter");
  assert.match(await outcome(cell), "'MXENE 7'");
});

test("the restart button gives a fresh kernel: the variables are gone, and it works", async ({ page }) => {
  await press(page, "restart");
  await page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
  await page
    .locator("#jp-main-statusbar", { hasText: /Starting|Restarting|Unknown|Connecting/ })
    .waitFor({ timeout: 5_000 })
    .catch(() => {});
  await idle(page);
  assert.match(await outcome(await runCell(page, "kept")), "TS2304");
  const fresh = await runCell(page, '"fresh " + (1 + 1)');
  assert.match(await outcome(fresh), "'fresh 2'");
  assert.is(await fresh.locator(".jp-InputArea-prompt").innerText(), "[2]:");
});

test("a console works: several lines, results, an error", async ({ page }) => {
  await choose(page, "File", "New", "Console");
  await page.getByRole("button", { name: /^Select/ }).click();
  const prompt = page.locator(".jp-CodeConsole-promptCell .cm-content");
  await prompt.waitFor({ timeout: 30_000 });
  await page.locator("#jp-main-statusbar", { hasText: "| Idle" }).waitFor({ timeout: 60_000 });
  for (const line of ["const half = (n: number) => n / 2;", "half(84)", 'half("a")']) {
    await prompt.click();
    await page.keyboard.insertText(line);
    await page.keyboard.press("Shift+Enter");
    await page.locator(".jp-CodeConsole-content .jp-InputArea-editor", { hasText: line }).waitFor({ timeout: 20_000 });
  }
  const shown = page.locator(".jp-CodeConsole-content .jp-OutputArea-output");
  await shown.nth(1).waitFor({ timeout: 20_000 });
  const text = (await shown.allInnerTexts()).join("\n");
  assert.match(text, /^42\s/);
  assert.match(text, "TS2345");
  await takeScreenshot(page, "console");
});

/**
 * The least contrast of a text of the errors with what is behind it, by the formula of WCAG 2.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number>}
 */
function faintest(page) {
  return page.evaluate(() => {
    /** @param {string} colour */
    const rgba = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    /** @param {number[]} colour */
    const luminance = ([r = 0, g = 0, b = 0]) => {
      const [lr = 0, lg = 0, lb = 0] = [r, g, b].map((v) =>
        v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
    };
    /** @param {Element | null} element @returns {number[]} */
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = rgba(getComputedStyle(at).backgroundColor);
        if ((colour[3] ?? 1) === 1 && colour.length >= 3) return colour;
      }
      return [255, 255, 255];
    };
    const pieces = document.querySelectorAll(
      "[data-mime-type='application/vnd.jupyter.stderr'] pre, [data-mime-type='application/vnd.jupyter.stderr'] pre span",
    );
    const contrasts = Array.from(pieces).map((piece) => {
      const [a, b] = [luminance(rgba(getComputedStyle(piece).color)), luminance(behind(piece))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
    return Math.min(...contrasts);
  });
}

test.run();
