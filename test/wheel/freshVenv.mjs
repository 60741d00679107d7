import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { findPython } from "../../scripts/setup/findPython.mjs";
import { projectRoot } from "../../scripts/setup/project.mjs";

/** The versions that the project is tested with, for whatever the wheel leads pip to. */
const constraints = path.join(projectRoot, "scripts", "requirements.lock.txt");
const quiet = ["--quiet", "--no-color", "--disable-pip-version-check", "--no-input"];

/** A Python environment of its own in an empty folder, which knows nothing of the project. */
export class FreshVenv {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = path.join(folder, "venv");
    this.home = path.join(folder, "home");
    fs.mkdirSync(this.home, { recursive: true });
    spawnOrThrow(findPython().executable, ["-m", "venv", this.folder], { env: this.environment });
  }

  /** What a new user has: a home without files, this Node on the PATH, and nothing of another Python, Node or Jupyter. */
  get environment() {
    const foreign = /^(JUPYTER_|JPY_|PYTHON|NODE_|EMLAB_|XDG_|VIRTUAL_ENV$|CONDA_)/;
    const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
    const PATH = [path.dirname(process.execPath), kept.PATH].join(path.delimiter);
    return { ...kept, PATH, HOME: this.home, EMLAB_HISTORY: "off", PYTHONIOENCODING: "utf-8" };
  }

  /** @param {string[]} words */
  pip(...words) {
    // By the user's own home: pip's settings and its cache are there.
    const env = { ...this.environment, HOME: process.env.HOME };
    return spawnSync(this.#inBin("python"), ["-m", "pip", ...words, ...quiet], { encoding: "utf8", env });
  }

  /**
   * Why nothing can be installed here, or undefined: asks the index for one small package that the wheel needs.
   * @returns {string | undefined}
   */
  whyOffline() {
    const words = ["--no-deps", "--timeout", "10", "--retries", "1"];
    const { status, stderr } = this.pip("download", ...words, "--dest", this.home, "jupyterlab_widgets");
    if (status === 0) return undefined;
    return stderr.split("\n").findLast((line) => line.startsWith("ERROR:")) ?? "pip did not say why";
  }

  /** @param {string[]} requirements */
  install(...requirements) {
    const { status, stderr } = this.pip("install", "--no-compile", "--constraint", constraints, ...requirements);
    if (status !== 0) throw new Error(`pip install ended with ${status}:\n${stderr}`);
  }

  /**
   * Runs a program of the environment in the home and gives all that it prints.
   * @param {string} program
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [more]
   */
  run(program, args, more = {}) {
    const options = { cwd: this.home, env: { ...this.environment, ...more } };
    return spawnOrThrow(this.#inBin(program), args, options);
  }

  /** The files of emlab that are in the environment. */
  ownFiles() {
    const all = fs.readdirSync(this.folder, { recursive: true, encoding: "utf8" });
    return all.filter((file) => /emlab/i.test(file));
  }

  /** @param {string} program */
  #inBin(program) {
    return path.join(this.folder, "bin", program);
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv }} options
 */
function spawnOrThrow(program, args, options) {
  const { status, stdout, stderr } = spawnSync(program, args, { ...options, encoding: "utf8", timeout: 200_000 });
  if (status !== 0)
    throw new Error(`${path.basename(program)} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}
