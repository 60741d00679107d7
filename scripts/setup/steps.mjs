import fs from "node:fs";
import path from "node:path";
import { installKernelspec } from "../kernelspec/installKernelspec.mjs";
import { adviceFor } from "./advice.mjs";
import { findNpm } from "./findNpm.mjs";
import { findPython } from "./findPython.mjs";
import { importedSources } from "./importedSources.mjs";
import { configureNbconvert, installLabextension, labextensionProblem } from "./labextension.mjs";
import { nodeModulesProblem } from "./nodePackages.mjs";
import { kernelspecFolder, venvPython } from "./project.mjs";
import { runCommand } from "./runCommand.mjs";
import { SetupError } from "./setupError.mjs";
import { filesBelow, hashOf } from "./stamps.mjs";

/**
 * One step of the set-up. It is done when its stamp equals its key and nothing of what it made is missing.
 * @typedef {object} SetupStep
 * @property {string} name
 * @property {string} title as people read it
 * @property {(root: string) => string} key a hash of all that it depends on
 * @property {(root: string) => string | undefined} problem what is missing of what it made
 * @property {(root: string) => Promise<void>} run
 */

/**
 * @param {string} root
 * @param {string} step
 */
function logFileOf(root, step) {
  return path.join(root, ".setup", `${step}.log`);
}

/**
 * Runs a program and throws a SetupError with advice when it fails.
 * @param {string} root
 * @param {string} step
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 * @param {() => boolean} [isLeftUndone] for a program that says it went well when it did not
 */
async function mustRun(root, step, title, program, args, isLeftUndone = () => false) {
  const logFile = logFileOf(root, step);
  const { code, output } = await runCommand(program, args, { cwd: root, logFile });
  if (code !== 0 || isLeftUndone()) throw adviceFor(title, output, logFile);
}

/** @type {SetupStep} */
const nodePackages = {
  name: "npm",
  title: "npm packages",
  key: (root) =>
    hashOf(root, {
      texts: [process.platform, process.arch, process.versions.modules],
      files: ["package.json", "package-lock.json", ".npmrc"],
    }),
  problem: nodeModulesProblem,
  async run(root) {
    const args = [findNpm(), "ci", "--prefer-offline", "--no-audit", "--no-fund"];
    // On a full disk npm warns about every file that it could not write, and ends with success.
    const isUndone = () => nodeModulesProblem(root) !== undefined;
    const install = () => mustRun(root, "npm", "npm ci", process.execPath, args, isUndone);
    for (let patience = 3; ; patience--) {
      try {
        return await install();
      } catch (error) {
        // An npm that outlived its killed set-up, or a virus scanner, may still be at work in the folder.
        if (patience === 0 || !/ENOTEMPTY|EBUSY/.test(String(error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, 5_000));
      }
    }
  },
};

/**
 * Holds the EMLAB_PYTHON that the environment was made with.
 * @param {string} root
 */
const askedFor = (root) => path.join(root, ".venv", "emlab-python.txt");

const requirements = path.join("scripts", "requirements.lock.txt");

/** @type {SetupStep} */
const pythonPackages = {
  name: "python",
  title: "Python environment with JupyterLab",
  key: (root) => hashOf(root, { texts: [root, process.platform], files: [requirements] }),
  problem(root) {
    if (!fs.existsSync(venvPython(root))) return "the virtual environment is missing";
    // Without EMLAB_PYTHON any environment will do, also one made when it was set.
    const wanted = process.env.EMLAB_PYTHON;
    const had = fs.existsSync(askedFor(root)) ? fs.readFileSync(askedFor(root), "utf8") : "";
    return !wanted || had === wanted ? undefined : "it was made with another Python";
  },
  async run(root) {
    const python = findPython();
    const folder = path.join(root, ".venv");
    // A half-made environment is not repaired: pip may hold packages of which only a part was written.
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    await mustRun(root, "python", "Making the Python environment", python.executable, ["-m", "venv", folder]);
    const pip = "-m pip install --no-deps --only-binary :all: --disable-pip-version-check --no-input".split(" ");
    await mustRun(root, "python", "pip install", venvPython(root), [...pip, "--requirement", requirements]);
    fs.writeFileSync(askedFor(root), process.env.EMLAB_PYTHON ?? "");
    // JupyterLab runs a script of its own by Node, which must not take our package.json ("type": "module") for the one of that script.
    fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
    // JupyterLab brings a Python kernel along; notebooks here are TypeScript, and one kernel in the launcher is clearer.
    fs.rmSync(path.join(kernelspecFolder(root), "..", "python3"), { recursive: true, force: true });
  },
};

/**
 * @param {string} title
 * @param {string} output
 * @param {string} logFile
 */
function buildError(title, output, logFile) {
  if (!/error TS\d+/.test(output)) return adviceFor(title, output, logFile);
  return new SetupError(
    `The TypeScript sources have errors:\n${output.trim()}`,
    "Correct them, or undo your changes: git stash",
  );
}

/** @type {SetupStep} */
const build = {
  name: "build",
  title: "Build",
  key: (root) =>
    hashOf(root, {
      files: [
        ...filesBelow(root, ["src", "kernel", "test", "bench"], [".ts", ".cts"]),
        ...[
          "package-lock.json",
          "scripts/build.mjs",
          "scripts/buildWasm.mjs",
          "scripts/buildCompiler.mjs",
          "scripts/indexDeclarations.mjs",
          "scripts/packKernel.mjs",
        ],
        ...fs.readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name)),
      ],
    }),
  problem(root) {
    const changedMs = (/** @type {string[]} */ ...names) =>
      fs.statSync(path.join(root, "dist", ...names), { throwIfNoEntry: false })?.mtimeMs;
    const packedMs = changedMs("packed", "complete.txt");
    if (!changedMs("kernel", "main.cjs") || !packedMs) return "dist is incomplete";
    // The compiler alone: the kernel would run as it is, and start late (docs/decisions/0061).
    return (changedMs("emlab.tsbuildinfo") ?? 0) > packedMs ? "the kernel was compiled and not packed" : undefined;
  },
  async run(root) {
    const logFile = logFileOf(root, "build");
    const { code, output } = await runCommand(process.execPath, ["scripts/build.mjs"], { cwd: root, logFile });
    if (code !== 0) throw buildError("The build", output, logFile);
  },
};

/** What JupyterLab does unless the user says otherwise: no questions about news, documentation beside completions. */
const labSettings = path.join("scripts", "jupyter", "labSettings.json");

/** @type {SetupStep} */
const kernelspec = {
  name: "kernelspec",
  title: "Kernel for JupyterLab and papermill",
  key: (root) =>
    hashOf(root, {
      texts: [root, process.execPath],
      files: [
        ...["kernel/kernelspec.ts", "scripts/kernelspec/installKernelspec.mjs", labSettings],
        ...filesBelow(root, ["python"], [".py", ".toml", ".json"]),
      ],
    }),
  problem: (root) =>
    fs.existsSync(path.join(kernelspecFolder(root), "kernel.json")) ? undefined : "the kernelspec is missing",
  async run(root) {
    await installKernelspec(kernelspecFolder(root), { root });
    const folder = path.join(root, ".venv", "share", "jupyter", "lab", "settings");
    fs.mkdirSync(folder, { recursive: true });
    fs.copyFileSync(path.join(root, labSettings), path.join(folder, "overrides.json"));
    // Its build needs nothing but Python, so no network either (docs/decisions/0035).
    const pip = "-m pip install --no-index --no-deps --force-reinstall --disable-pip-version-check --no-input".split(
      " ",
    );
    const python = path.join(root, "python", "emlab_jupyter");
    await mustRun(root, "kernelspec", "Installing what Jupyter needs of us", venvPython(root), [...pip, python]);
  },
};

/** @type {SetupStep} */
const extension = {
  name: "extension",
  title: "Widgets for JupyterLab",
  key: (root) =>
    hashOf(root, {
      files: [
        ...importedSources(root, path.join("extension", "src")),
        ...filesBelow(root, [path.join("extension", "style")], [".css", ".js"]),
        ...["package-lock.json", "scripts/buildExtension.mjs", "scripts/setup/labextension.mjs"],
        ...["extension/package.json", "extension/tsconfig.json"],
      ],
    }),
  problem: labextensionProblem,
  async run(root) {
    const logFile = logFileOf(root, "extension");
    const { code, output } = await runCommand(process.execPath, ["scripts/buildExtension.mjs"], { cwd: root, logFile });
    if (code !== 0) throw buildError("The build of the widgets", output, logFile);
    installLabextension(root);
    configureNbconvert(root);
  },
};

/**
 * The steps in their order: a later one needs what an earlier one made.
 * @type {readonly SetupStep[]}
 */
export const setupSteps = [nodePackages, pythonPackages, build, kernelspec, extension];

/**
 * What the kernel itself needs, where Jupyter is there already.
 * @type {readonly SetupStep[]}
 */
export const kernelSteps = [nodePackages, build];
