import fs from "node:fs";
import path from "node:path";
import { prefixKernelsFolder, userDataFolder } from "../kernelspec/jupyterFolders.mjs";
import { checkedKernelName, usualKernelName } from "../kernelspec/kernelName.mjs";
import { SetupError } from "../setup/setupError.mjs";

/** The options of `emlab install` and `emlab uninstall` that say where. */
export const placeOptions = /** @type {const} */ ({
  user: { type: "boolean" },
  prefix: { type: "string" },
  name: { type: "string" },
});

/** What they mean, for the usage. */
export const placeUsage = `  --user            for all Jupyters of this user (this is the default)
  --prefix FOLDER   for the Jupyter of one Python environment: a venv, a conda environment, /usr/local
  --name NAME       as \`jupyter console --kernel NAME\` calls it (default: emlab)`;

/**
 * The folder of a kernelspec.
 * @param {{ user?: boolean | undefined, prefix?: string | undefined, name?: string | undefined }} place
 * @param {string} folder that paths are seen from
 * @param {import("../kernelspec/jupyterFolders.mjs").Machine} [machine]
 * @returns {string}
 */
export function specFolder({ user, prefix, name = usualKernelName }, folder, machine = {}) {
  const checked = checkedKernelName(name);
  if (prefix === undefined) return path.join(userDataFolder(machine), "kernels", checked);
  if (user) throw new SetupError("--user and --prefix exclude each other.", "Give one of the two.");
  const full = path.resolve(folder, prefix);
  if (!isFolder(full)) {
    throw new SetupError(
      `--prefix ${prefix}: there is no such folder (${full}).`,
      'Give the folder of a Python environment; `python -c "import sys; print(sys.prefix)"` prints it.',
    );
  }
  return path.join(prefixKernelsFolder(full), checked);
}

/** @param {string} full */
function isFolder(full) {
  return fs.statSync(full, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
