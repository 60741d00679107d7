import fs from "node:fs";
import { createRequire } from "node:module";

/** @typedef {import("playwright-core").Page} Page */

const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * What axe-core calls serious or critical within the elements that a selector finds, one line for each element; empty when all is well.
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<string[]>}
 */
export async function seriousIssues(page, selector) {
  if ((await page.locator(selector).count()) === 0) throw new Error(`nothing on the page is a ${selector}`);
  // Evaluated rather than added as a script: the page may forbid scripts of others.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(fs.readFileSync(axeFile, "utf8"));
  const violations = await page.evaluate(async (include) => {
    const { axe } = /** @type {any} */ (window);
    // JupyterLab's body has no height and hides what overflows: axe-core would take all of the page for hidden, and check no contrast.
    document.body.style.minHeight = "100vh";
    const found = await axe.run({ include: [include] }, { resultTypes: ["violations"] });
    document.body.style.removeProperty("min-height");
    return found.violations;
  }, selector);
  return violations
    .filter((/** @type {{ impact: string }} */ { impact }) => impact === "serious" || impact === "critical")
    .flatMap((/** @type {{ id: string, nodes: any[] }} */ { id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary.replace(/\s+/g, " ")}`),
    );
}

/**
 * The controls and texts within an element that are not seen whole, because they reach beyond something that hides or scrolls sideways, or
 * because they do not hold their own text; empty when all is well.
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<string[]>}
 */
export async function cutOff(page, selector) {
  if ((await page.locator(selector).count()) === 0) throw new Error(`nothing on the page is a ${selector}`);
  return page.locator(selector).evaluateAll((roots) => {
    const parts = "button, input, select, textarea, output, label, td, th, dd, dt, [tabindex], [role=status]";
    /** @param {Element} part */
    const problem = (part) => {
      const box = part.getBoundingClientRect();
      // What is folded away has a box as well.
      if (!part.checkVisibility()) return undefined;
      if (box.width === 0 || box.height === 0) return undefined;
      let canScroll = false;
      for (let around = part.parentElement; around; around = around.parentElement) {
        const style = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        if (style.overflowX !== "visible" && (box.right > edge.right + 1 || box.left < edge.left - 1))
          return `reaches beyond <${around.tagName.toLowerCase()} class="${around.className}">`;
        // What scrolls can be brought into sight.
        canScroll ||= style.overflowY === "auto" || style.overflowY === "scroll";
        if (!canScroll && style.overflowY === "hidden" && box.bottom > edge.bottom + 1)
          return `is cut at the bottom of <${around.tagName.toLowerCase()} class="${around.className}">`;
        if (around.matches(".jp-WindowedPanel-outer, .lm-DockPanel, .emlab-panel")) break;
      }
      const holdsText = part.matches("button, output, td, th, dd, dt");
      return holdsText && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline"
        ? "does not hold its text"
        : undefined;
    };
    return roots.flatMap((root) =>
      Array.from(root.querySelectorAll(parts)).flatMap((part) => {
        const found = problem(part);
        return found === undefined ? [] : [`${part.outerHTML.slice(0, 120)} ${found}`];
      }),
    );
  });
}

/**
 * What moves by itself within an element, or would when it changes; for pages that are asked for less motion.
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<string[]>}
 */
export function moving(page, selector) {
  return page.locator(selector).evaluateAll((roots) =>
    roots.flatMap((root) =>
      [root, ...Array.from(root.querySelectorAll("*"))].flatMap((part) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(part);
        const isStill = (/** @type {string} */ durations) =>
          durations.split(", ").every((each) => parseFloat(each) < 0.01);
        if ((animationName === "none" || isStill(animationDuration)) && isStill(transitionDuration)) return [];
        return [`<${part.tagName.toLowerCase()} class="${part.getAttribute("class")}">`];
      }),
    ),
  );
}

/**
 * Changes JupyterLab's theme by its menu.
 * @param {Page} page
 * @param {"Light" | "Dark"} theme
 */
export async function useTheme(page, theme) {
  await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await page.locator(".lm-Menu-item", { hasText: "Theme" }).first().hover();
  await page
    .locator(".lm-Menu-item", { hasText: new RegExp(`^JupyterLab ${theme}$`) })
    .first()
    .click();
  await page.locator(`body[data-jp-theme-light="${theme === "Light"}"]`).waitFor({ state: "attached" });
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
}
