import { spawnSync } from "node:child_process";
import path from "node:path";
import { projectRoot } from "./setup/project.mjs";

// Builds the JupyterLab extension into extension/labextension: the compiler first, then Jupyter's own bundler. Both are of node_modules and
// neither needs the network: what JupyterLab shares with extensions is told by @jupyterlab/core-meta.

/** @param {string[]} args */
function run(...args) {
  return spawnSync(process.execPath, args, { cwd: path.join(projectRoot, "extension"), stdio: "inherit" }).status ?? 1;
}

/** @param {string[]} names */
const inPackages = (...names) => path.join(projectRoot, "node_modules", ...names);

const compiled = run(inPackages("typescript", "bin", "tsc"), "-p", ".");
const bundled = run(
  inPackages("@jupyter", "builder", "lib", "build-labextension.js"),
  ...["--core-package-file", inPackages("@jupyterlab", "core-meta", "core.package.json"), "."],
);
process.exitCode = compiled || bundled;
