import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { jupyterEnvironment } from "../jupyter/environment.mjs";
import { stopChildWithUs } from "../jupyter/stopChild.mjs";
import { projectRoot, venvPython } from "../setup/project.mjs";

/**
 * What happens while a notebook runs; cells are code cells, counted from 1.
 * @typedef {{ event: "started", cells: number }
 *   | { event: "cell", cell: number, seconds: number }
 *   | { event: "error", cell: number, name: string, text: string }
 *   | { event: "failed", text: string }
 *   | { event: "written", file: string }} NotebookEvent
 */

/**
 * Executes a notebook in a kernel of its own and writes it, with its outputs, as .ipynb and .html. What was executed is written also
 * when a cell fails.
 * @param {import("./withParameters.mjs").Notebook} notebook
 * @param {{ file: string, target: string, onEvent: (event: NotebookEvent) => void }} how file: where it was read from; target: where it is
 *   written to, without its ending
 * @returns {Promise<boolean>} true when every cell ran
 */
export async function executeNotebook(notebook, { file, target, onEvent }) {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "emlab-notebook-"));
  try {
    const prepared = path.join(work, path.basename(file));
    fs.writeFileSync(prepared, JSON.stringify(notebook));
    return await runPython([prepared, target, path.dirname(file)], onEvent);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} args
 * @param {(event: NotebookEvent) => void} onEvent
 * @returns {Promise<boolean>}
 */
function runPython(args, onEvent) {
  const script = path.join(projectRoot, "scripts", "notebook", "executeNotebook.py");
  const child = spawn(venvPython(), ["-u", script, ...args], {
    cwd: projectRoot,
    env: { ...jupyterEnvironment(), PYTHONIOENCODING: "utf-8" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const forget = stopChildWithUs(child);
  let told = false;
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr = (stderr + chunk).slice(-4_000);
  });
  const lines = readline.createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    if (!line.startsWith("{")) return;
    const event = JSON.parse(line);
    told ||= event.event === "error" || event.event === "failed";
    onEvent(event);
  });
  return new Promise((resolve) => {
    const finish = (/** @type {boolean} */ ran, note = stderr) => {
      forget();
      if (!ran && !told)
        onEvent({ event: "failed", text: note.trim() || "The program that runs notebooks ended early." });
      told = true;
      resolve(ran);
    };
    child.once("error", (error) => finish(false, error.message));
    child.once("close", (code) => finish(code === 0));
  });
}
