import { spawnSync } from "node:child_process";
import path from "node:path";
import { jupyterEnvironment } from "../jupyter/environment.mjs";
import { projectRoot, venvPython } from "../setup/project.mjs";
import { filesBelow } from "../setup/stamps.mjs";
import { outcomeLine } from "./runTestFiles.mjs";

/** @typedef {import("./runTestFiles.mjs").Counts} Counts */

/** A file of tests that takes longer hangs (ms). */
const timeoutMs = 300_000;

/**
 * The tests of the kernel through Jupyter's own clients, each file in a process of the virtual environment; a line for each as it ends.
 * @param {readonly string[]} words only files whose path holds one of these; all files when there are none
 * @returns {Counts[]}
 */
export function pythonTests(words) {
  return filesBelow(projectRoot, ["test/kernel"], ["_test.py"])
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .map(runOne);
}

/**
 * @param {string} file
 * @returns {Counts}
 */
function runOne(file) {
  const startedAt = Date.now();
  const { stdout, stderr } = spawnSync(venvPython(), [path.join("scripts", "testing", "runPythonTests.py"), file], {
    cwd: projectRoot,
    env: { ...jupyterEnvironment(), PYTHONIOENCODING: "utf-8" },
    encoding: "utf8",
    timeout: timeoutMs,
  });
  const lines = stdout.trim().split(/\r?\n/);
  const counts = countsIn(lines.at(-1) ?? "");
  console.log(`  ${outcomeLine(file.slice("test/".length), counts, (Date.now() - startedAt) / 1000)}`);
  const shown =
    counts.failed > 0 ? [...lines, ...stderr.split("\n").slice(-40)] : lines.filter((line) => / skipped /.test(line));
  for (const line of shown) console.log(`        ${line}`);
  return counts;
}

/**
 * The counts in the last line that the runner prints; without it, or without a test, the file has failed.
 * @param {string} line
 * @returns {Counts}
 */
function countsIn(line) {
  try {
    const counts = /** @type {Counts} */ (JSON.parse(line));
    return counts.passed + counts.failed + counts.skipped > 0 ? counts : { passed: 0, failed: 1, skipped: 0 };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
