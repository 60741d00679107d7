import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "playwright-core";
import { projectRoot } from "../../scripts/setup/project.mjs";

/** Where the screenshots go; the folder is ignored by git. */
export const screenshots = path.join(projectRoot, ".artifacts", "screenshots");

/** No traffic of the browser's own, and a sandbox that containers allow. */
const browserArguments = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** @returns {Promise<number>} a port of this machine that is free now */
async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts JupyterLab on a folder as `npm start` does, and waits until it answers.
 * @param {string} folder
 * @param {readonly string[]} [added] further arguments of JupyterLab
 * @returns {Promise<{ url: string, token: string, log: () => string, stop: () => Promise<number | null> }>}
 */
export async function startLab(folder, added = []) {
  const port = await freePort();
  const token = "for-the-test";
  const args = [
    "--no-browser",
    "--port",
    String(port),
    `--IdentityProvider.token=${token}`,
    `--ServerApp.root_dir=${folder}`,
    ...added,
  ];
  // Whoever tries a build beside an environment that is in use starts JupyterLab in another way.
  const start = process.env.EMLAB_START_LAB ?? path.join(projectRoot, "scripts", "start.mjs");
  const child = spawn(process.execPath, [start, ...args], {
    cwd: projectRoot,
    env: { ...process.env, JUPYTERLAB_SETTINGS_DIR: path.join(folder, ".settings") },
  });
  let log = "";
  child.stdout.on("data", (chunk) => (log += chunk));
  child.stderr.on("data", (chunk) => (log += chunk));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(`${url}/api/status?token=${token}`)); tries++) {
    if (child.exitCode !== null || tries > 240) throw new Error(`JupyterLab did not start:\n${log}`);
    await wait(250);
  }
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill("SIGINT");
      await once(child, "exit");
    }
    return child.exitCode;
  };
  return { url, token, log: () => log, stop };
}

/** @param {string} url */
async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** @returns {Promise<import("playwright-core").Browser>} */
export function startBrowser() {
  const executablePath = process.env.EMLAB_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: browserArguments });
}

const emlabKernel = { name: "emlab", display_name: "emlab (TypeScript)", language: "typescript" };

/**
 * Writes a notebook of code cells that nobody has run yet.
 * @param {string} file
 * @param {readonly string[]} sources
 */
export function writeNotebook(file, sources, kernel = emlabKernel) {
  const empty = { cell_type: "code", metadata: {}, outputs: [], execution_count: null };
  const cells = sources.map((source, i) => ({ ...empty, id: `cell${i}`, source }));
  const metadata = { kernelspec: kernel, language_info: { name: kernel.language } };
  fs.writeFileSync(file, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
}

/**
 * Opens a notebook and waits until its kernel is idle: before that JupyterLab drops what it is told to run.
 * @param {import("playwright-core").Browser} browser
 * @param {{ url: string, token: string }} lab
 * @param {string} name
 */
export async function openNotebook(browser, { url, token }, name) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${url}/lab/tree/${encodeURIComponent(name)}?token=${token}&reset`);
  await page.locator(".jp-Notebook").first().waitFor({ timeout: 60_000 });
  await idle(page);
  return page;
}

/**
 * Has JupyterLab on a folder of its own, and a browser, for all tests of a suite: context.folder, context.lab, context.browser.
 * @param {any} test the suite
 * @param {string} name of the folder; with a space, as people have them
 * @param {(context: any) => unknown} write puts the notebooks into context.folder
 * @param {(context: any) => unknown} [open] opens what the tests begin with
 */
export function inJupyterLab(test, name, write, open) {
  test.before(async (/** @type {any} */ context) => {
    context.folder = fs.mkdtempSync(path.join(os.tmpdir(), `emlab ${name} `));
    await write(context);
    context.lab = await startLab(context.folder);
    context.browser = await startBrowser();
    await open?.(context);
  });
  test.after(async (/** @type {any} */ { browser, lab, folder }) => {
    await browser?.close();
    await lab?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
}

/**
 * The messages of the errors that nobody catches in a page, as they come.
 * @param {import("playwright-core").Page} page
 */
export function errorsOf(page) {
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  return errors;
}

/**
 * The status bar says so: the sign in the notebook's corner is "idle" even before there is a kernel.
 * @param {import("playwright-core").Page} page
 */
export async function idle(page) {
  await page.locator("#jp-main-statusbar", { hasText: "| Idle" }).waitFor({ timeout: 60_000 });
}

/**
 * Runs all cells by the menu, as people do, and waits until none is queued or running.
 * @param {import("playwright-core").Page} page
 * @param {number} [timeoutMs]
 */
export async function runAll(page, timeoutMs = 120_000) {
  await page.locator(".jp-NotebookPanel-toolbar").first().waitFor();
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
  await page.waitForFunction(
    () => {
      const prompts = Array.from(document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")).map(
        (prompt) => prompt.textContent ?? "",
      );
      return prompts.length > 0 && prompts.every((text) => /\[\d+\]/.test(text));
    },
    undefined,
    { timeout: timeoutMs },
  );
  await idle(page);
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
export async function takeScreenshot(page, name) {
  fs.mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
}

/**
 * Adds a cell at the end and types into it.
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
export async function newCell(page, text) {
  await page.locator(".jp-Notebook .jp-CodeCell").last().locator(".cm-content").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await idle(page);
  await page.keyboard.type(text);
}

/**
 * Adds a cell, starts it, and gives it at once: it may run for ever.
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
export async function runCell(page, text) {
  await newCell(page, "");
  // In one piece: typed key by key, a list of completions could open and take the next key.
  await page.keyboard.insertText(text);
  await page.keyboard.press("Control+Enter");
  return page.locator(".jp-Notebook .jp-CodeCell").last();
}
