import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { jupyterEnvironment } from "../jupyter/environment.mjs";
import { entryPattern } from "../kernelspec/installedSpec.mjs";
import { projectRoot, venvPython } from "../setup/project.mjs";

const call = promisify(execFile);

/**
 * A Jupyter as it answers: the version of its JupyterLab and the kernels that it offers, by name.
 * @typedef {{ lab: string | undefined, kernels: Record<string, { spec: { argv?: string[] } }> }} JupyterAnswer
 * @typedef {{ program: string, kernels: readonly string[], lab: readonly string[] }} Questions the words after the program that ask for each
 * @typedef {(questions: Questions, env: NodeJS.ProcessEnv) => Promise<JupyterAnswer | undefined>} AskJupyter
 */

/** By the modules: `python -m jupyter kernelspec` would run the one of another Jupyter that stands first on the PATH. */
const modules = {
  kernels: ["-m", "jupyter_client.kernelspecapp", "list", "--json"],
  lab: ["-m", "jupyterlab", "--version"],
};
const commands = { kernels: ["kernelspec", "list", "--json"], lab: ["lab", "--version"] };

/**
 * Which JupyterLab opens, and whether it offers emlab: that of this folder (npm start), and the one on the PATH (jupyter lab).
 * @param {{ root?: string, env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, ask?: AskJupyter }} [given]
 * @returns {Promise<import("./runChecks.mjs").Finding[]>}
 */
export async function jupyterCheck({
  root = projectRoot,
  env = process.env,
  platform = process.platform,
  ask = askJupyter,
} = {}) {
  const python = venvPython(root, platform);
  const onPath = programOnPath("jupyter", env, platform);
  const [own, other] = await Promise.all([
    fs.existsSync(python) ? ask({ program: python, ...modules }, jupyterEnvironment({ root, env })) : undefined,
    onPath === undefined ? undefined : ask({ program: onPath, ...commands }, env),
  ]);
  const findings = [ownFinding(fs.existsSync(python), own, other)];
  if (onPath !== undefined && !isInside(onPath, path.join(root, ".venv"))) findings.push(pathFinding(onPath, other));
  return findings;
}

/**
 * @param {boolean} isMade
 * @param {JupyterAnswer | undefined} own
 * @param {JupyterAnswer | undefined} other
 * @returns {import("./runChecks.mjs").Finding}
 */
function ownFinding(isMade, own, other) {
  if (own?.lab && own.kernels["emlab"])
    return { state: "ok", what: `npm start opens JupyterLab ${own.lab}, which offers emlab` };
  if (!isMade) {
    const state = other?.lab ? "note" : "problem";
    return { state, what: "npm start has no JupyterLab yet", fix: "npm start sets it up, in about two minutes." };
  }
  const what = !own ? "does not answer" : own.lab ? "does not offer emlab" : "has no JupyterLab";
  return {
    state: "problem",
    what: `The Jupyter of this folder ${what}`,
    fix: "Delete the folders .venv and .setup/*.stamp, and type npm start.",
  };
}

/**
 * @param {string} program
 * @param {JupyterAnswer | undefined} found
 * @returns {import("./runChecks.mjs").Finding}
 */
function pathFinding(program, found) {
  if (!found) return { state: "note", what: `${program} does not answer`, fix: "Only of concern if you use it." };
  const what = `Your ${program} has ${found.lab ? `JupyterLab ${found.lab}` : "no JupyterLab"}`;
  const names = Object.keys(found.kernels).filter((name) => isEmlab(found.kernels[name]?.spec.argv));
  if (names.length > 0) return { state: "ok", what: `${what} and offers emlab as ${names.join(", ")}` };
  return { state: "note", what: `${what} and does not offer emlab`, fix: "emlab install makes it known there." };
}

/** @param {string[] | undefined} argv */
function isEmlab(argv) {
  return argv?.some((word) => entryPattern.test(word)) ?? false;
}

/** @type {AskJupyter} */
async function askJupyter({ program, ...questions }, env) {
  const options = { env, timeout: 30_000, windowsHide: true, encoding: /** @type {const} */ ("utf8") };
  try {
    const [kernels, lab] = await Promise.all([
      call(program, questions.kernels, options),
      call(program, questions.lab, options).catch(() => undefined),
    ]);
    return { lab: lab?.stdout.trim(), kernels: JSON.parse(kernels.stdout).kernelspecs };
  } catch {
    return undefined;
  }
}

/**
 * Where a program of this name is found on the PATH; undefined when nowhere.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function programOnPath(name, env, platform) {
  const folders = platform === "win32" ? path.win32 : path.posix;
  const file = platform === "win32" ? `${name}.exe` : name;
  const candidates = (env.PATH ?? env.Path ?? "").split(folders.delimiter).filter(Boolean);
  return candidates.map((folder) => folders.join(folder, file)).find((full) => fs.existsSync(full));
}

/**
 * @param {string} file
 * @param {string} folder
 */
function isInside(file, folder) {
  const relative = path.relative(folder, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}
