import fs from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { emlabSpecs, installedSpec } from "../kernelspec/installedSpec.mjs";
import { kernelEntry } from "../kernelspec/installKernelspec.mjs";
import { kernelsFolders } from "../kernelspec/jupyterFolders.mjs";
import { kernelspecFolder, projectRoot } from "../setup/project.mjs";

/**
 * Every kernelspec of emlab on this machine, as far as its folder is known: what it starts must be there still. A Node that was updated
 * and a folder of emlab that was moved leave specs behind that start nothing.
 * @param {{ root?: string, folders?: readonly string[] }} [given]
 * @returns {Promise<import("./runChecks.mjs").Finding[]>}
 */
export async function kernelspecCheck({
  root = projectRoot,
  folders = kernelsFolders([path.join(root, ".venv")]),
} = {}) {
  const specs = emlabSpecs(folders);
  if (specs.length === 0) {
    const fix = "npm start installs it for this folder, emlab install for the Jupyters that you have elsewhere.";
    return [{ state: "problem", what: "The kernel is installed nowhere that Jupyter looks", fix }];
  }
  return Promise.all(specs.map((folder) => specFinding(folder, root)));
}

/**
 * @param {string} folder
 * @param {string} root
 * @returns {Promise<import("./runChecks.mjs").Finding>}
 */
async function specFinding(folder, root) {
  const found = installedSpec(folder);
  if (found.kind !== "emlab") return { state: "problem", what: `The kernelspec ${folder} went away meanwhile` };
  const { node, entry, spec } = found;
  const fix = `${fixFor(folder, root)}\nOr take it away: ${commandFor("uninstall", folder)}`;
  if (!fs.existsSync(node))
    return { state: "problem", what: `The kernelspec ${folder} starts a Node that is gone: ${node}`, fix };
  if (!fs.existsSync(entry)) {
    return { state: "problem", what: `The kernelspec ${folder} starts an emlab that is gone: ${entry}`, fix };
  }
  if (!isSame(entry, kernelEntry(root))) {
    return { state: "note", what: `The kernelspec ${folder} starts another emlab: ${entry}` };
  }
  if (await isOutdated(spec, node, entry)) {
    return { state: "problem", what: `The kernelspec ${folder} was written by an older emlab`, fix };
  }
  return { state: "ok", what: `The kernelspec ${folder} starts this emlab` };
}

/**
 * @param {string} folder
 * @param {string} root
 */
function fixFor(folder, root) {
  return folder === kernelspecFolder(root) ? `Delete ${folder} and type npm start.` : commandFor("install", folder);
}

/**
 * The command that does something to the kernelspec in a folder PREFIX/share/jupyter/kernels/NAME or DATA/kernels/NAME.
 * @param {"install" | "uninstall"} word
 * @param {string} folder
 */
export function commandFor(word, folder) {
  const name = path.basename(folder);
  const nameOption = name === "emlab" ? "" : ` --name ${name}`;
  const [kernels] = kernelsFolders([]).filter((known) => known === path.dirname(folder));
  const prefix = /^(.*)[\\/]share[\\/]jupyter[\\/]kernels[\\/][^\\/]+$/.exec(folder)?.[1];
  const isOfUser = kernels !== undefined && kernels === kernelsFolders([])[0];
  return `emlab ${word}${!isOfUser && prefix ? ` --prefix ${JSON.stringify(prefix)}` : ""}${nameOption}`;
}

/**
 * @param {import("../kernelspec/installedSpec.mjs").Spec} spec
 * @param {string} node
 * @param {string} entry
 */
async function isOutdated(spec, node, entry) {
  const { kernelspec } = await import(new URL("../../dist/kernel/kernelspec.js", import.meta.url).href);
  const at = spec.argv.indexOf("--engine");
  const engine = at < 0 ? "emlab" : spec.argv[at + 1];
  return !isDeepStrictEqual(spec, kernelspec(node, entry, { displayName: spec.display_name, engine }));
}

/**
 * @param {string} a
 * @param {string} b
 */
function isSame(a, b) {
  return path.resolve(a) === path.resolve(b) || (fs.existsSync(b) && fs.realpathSync(a) === fs.realpathSync(b));
}
