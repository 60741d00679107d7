import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../setup/project.mjs";

/**
 * What a stage or a file of tests came to.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

const runner = fileURLToPath(new URL("runTestFile.mjs", import.meta.url));

/**
 * Runs test files, each in its own process, and prints a line for each as it ends.
 * @param {readonly { name: string, file: string }[]} tests name: as printed; file: what is executed
 * @param {{ atOnce?: number, env?: NodeJS.ProcessEnv, timeoutS?: number, mostLines?: number, print?: (line: string) => void }} [how]
 *   mostLines: of what a file prints, so that one with many failures does not bury the others
 * @returns {Promise<Counts>}
 */
export async function runTestFiles(
  tests,
  { atOnce = 1, env = process.env, timeoutS = 300, mostLines = 40, print = console.log } = {},
) {
  const waiting = [...tests];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const lane = async () => {
    for (let test = waiting.shift(); test; test = waiting.shift()) {
      const startedAt = Date.now();
      const { counts, output } = await runOne(test.file, env, timeoutS);
      print(`  ${outcomeLine(test.name, counts, (Date.now() - startedAt) / 1000)}`);
      printOutput(test.name, output, counts.failed > 0 ? /./ : /skip|still open/i, mostLines, print);
      sum.passed += counts.passed;
      sum.failed += counts.failed;
      sum.skipped += counts.skipped;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, lane));
  return sum;
}

/**
 * @param {string} file
 * @param {NodeJS.ProcessEnv} env
 * @param {number} timeoutS
 * @returns {Promise<{ counts: Counts, output: string }>}
 */
function runOne(file, env, timeoutS) {
  const child = fork(runner, [file], {
    cwd: projectRoot,
    env: { ...env, FORCE_COLOR: "0" },
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  let late = false;
  /** @type {Counts | undefined} */
  let counts;
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  child.on("message", (message) => (counts ??= /** @type {Counts} */ (message)));
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, timeoutS * 1000);
  return new Promise((resolve) => {
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      const problem = late ? `was ended after ${timeoutS} s` : problemWith(counts, code, signal);
      const failed = {
        passed: counts?.passed ?? 0,
        failed: Math.max(1, counts?.failed ?? 0),
        skipped: counts?.skipped ?? 0,
      };
      resolve(
        problem
          ? { counts: failed, output: `${output}\n  the file ${problem}` }
          : { counts: /** @type {Counts} */ (counts), output },
      );
    });
  });
}

/**
 * @param {Counts | undefined} counts
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function problemWith(counts, code, signal) {
  if (!counts) return `ended before its tests did (${signal ?? `exit code ${code}`})`;
  if (counts.passed + counts.failed + counts.skipped === 0) return "registers no test: is test.run() missing?";
  return code !== 0 ? `ended with ${signal ?? `exit code ${code}`} after its tests` : undefined;
}

/**
 * @param {string} name
 * @param {Counts} counts
 * @param {number} seconds
 */
export function outcomeLine(name, { passed, failed, skipped }, seconds) {
  const parts = [`${passed} passed`, failed ? `${failed} failed` : "", skipped ? `${skipped} skipped` : ""].filter(
    Boolean,
  );
  return `${failed ? "FAIL" : "ok  "}  ${name.padEnd(52)} ${parts.join(", ")}  ${seconds.toFixed(1)} s`;
}

/**
 * @param {string} name
 * @param {string} output
 * @param {RegExp} wanted the lines that concern the reader: of a file that passes, what was skipped or left open
 * @param {number} mostLines
 * @param {(line: string) => void} print
 */
function printOutput(name, output, wanted, mostLines, print) {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== "" && wanted.test(line));
  for (const line of lines.slice(0, mostLines)) print(`        ${line}`);
  if (lines.length > mostLines)
    print(`        … ${lines.length - mostLines} more lines; all of them: npm test -- ${name}`);
}
