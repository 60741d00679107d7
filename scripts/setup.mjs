import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { adviceForFileError } from "./setup/advice.mjs";
import { checkNodeVersion } from "./setup/nodeVersion.mjs";
import { setupProgress } from "./setup/progress.mjs";
import { projectRoot } from "./setup/project.mjs";
import { SetupError } from "./setup/setupError.mjs";
import { takeSetupLock } from "./setup/setupLock.mjs";
import { readStamp, removeStamp, writeStamp } from "./setup/stamps.mjs";
import { setupSteps } from "./setup/steps.mjs";

/** node_modules and the virtual environment take about this much. */
const neededMb = 1_500;

/**
 * Sets the project up: npm packages, a Python environment with JupyterLab, the build, the kernel. What is done already is not done again;
 * an interrupted set-up goes on with the step that it was in.
 * @param {{
 *   root?: string,
 *   steps?: readonly import("./setup/steps.mjs").SetupStep[],
 *   progress?: ReturnType<typeof setupProgress>,
 *   freeMb?: (folder: string) => number,
 *   tolerated?: readonly string[],
 * }} [given] tolerated: steps after whose failure the later ones are run all the same
 * @returns {Promise<string[]>} the names of the steps that were run
 */
export async function setUp({
  root = projectRoot,
  steps = setupSteps,
  progress = setupProgress(),
  freeMb = freeDiskMb,
  tolerated = [],
} = {}) {
  checkNodeVersion();
  if (steps.every((step) => isDone(root, step))) return [];
  makeSetupFolder(root);
  const giveBack = await takeSetupLock(root, { say: progress.say });
  try {
    // Looked at again: another set-up may have done it while this one waited.
    const open = steps.filter((step) => !isDone(root, step));
    if (open.some((step) => !["build", "kernelspec", "extension"].includes(step.name))) checkFreeDisk(root, freeMb);
    return await runSteps(root, steps, progress, tolerated);
  } finally {
    giveBack();
  }
}

/**
 * @param {string} root
 * @param {import("./setup/steps.mjs").SetupStep} step
 */
function isDone(root, step) {
  return readStamp(root, step.name) === step.key(root) && step.problem(root) === undefined;
}

/**
 * @param {string} root
 * @param {readonly import("./setup/steps.mjs").SetupStep[]} steps
 * @param {ReturnType<typeof setupProgress>} progress
 * @param {readonly string[]} tolerated
 */
async function runSteps(root, steps, progress, tolerated) {
  const done = [];
  for (const [index, step] of steps.entries()) {
    if (isDone(root, step)) continue;
    const finished = progress.start(`[${index + 1}/${steps.length}] ${step.title}`);
    try {
      removeStamp(root, step.name);
      const key = step.key(root);
      await step.run(root);
      const problem = step.problem(root);
      if (problem)
        throw new SetupError(
          `${step.title}: ${problem} although the step ended well.`,
          "Type the command again; if it stays, delete the folder .setup.",
        );
      writeStamp(root, step.name, key);
      finished("done");
      done.push(step.name);
    } catch (error) {
      finished("failed");
      if (tolerated.includes(step.name)) continue;
      throw adviceForFileError(error, step.title);
    }
  }
  return done;
}

/** @param {string} root */
function makeSetupFolder(root) {
  try {
    const folder = path.join(root, ".setup");
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw adviceForFileError(error, `Writing to ${root}`);
  }
}

/**
 * @param {string} root
 * @param {(folder: string) => number} freeMb
 */
function checkFreeDisk(root, freeMb) {
  const free = freeMb(root);
  if (free >= neededMb) return;
  throw new SetupError(
    `Only ${Math.round(free)} MB are free on the disk of ${root}; the set-up needs ${neededMb} MB.`,
    "Free some space, or move the folder to another disk; then type the command again.",
  );
}

/** @param {string} folder */
function freeDiskMb(folder) {
  const disk = fs.statfsSync(folder);
  return (disk.bavail * disk.bsize) / 1e6;
}

/**
 * Sets up, or prints what is missing and ends the process with code 1: the first line of every command.
 * @param {Parameters<typeof setUp>[0]} [given]
 */
export async function setUpOrExit(given) {
  try {
    return await setUp(given);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\nemlab could not be set up: ${error.message}\n\nWhat to do: ${error.fix}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const startedAt = Date.now();
  const done = await setUpOrExit();
  console.log(
    `emlab is set up${done.length ? "" : ", nothing was to do"} (${((Date.now() - startedAt) / 1000).toFixed(1)} s).`,
  );
}
