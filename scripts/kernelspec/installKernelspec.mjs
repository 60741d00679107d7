import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../setup/project.mjs";
import { SetupError } from "../setup/setupError.mjs";
import { installedSpec } from "./installedSpec.mjs";

/** What we write into the folder of a kernelspec, and so all that we remove from it. */
const ownFiles = ["kernel.json", "logo-svg.svg"];

/**
 * The file that a kernelspec of this folder of emlab starts.
 * @param {string} [root]
 */
export function kernelEntry(root = projectRoot) {
  return path.join(root, "dist", "kernel", "main.cjs");
}

/**
 * Writes the kernelspec into its folder, which is made. One of emlab or a damaged one is replaced; that of other software is not.
 * @param {string} folder
 * @param {{ node?: string, root?: string, displayName?: string | undefined, engine?: "emlab" | "tslab" | undefined }} [choices]
 * @returns {Promise<"new" | "replaced" | "same" | "repaired">} what was there before
 */
export async function installKernelspec(
  folder,
  { node = process.execPath, root = projectRoot, displayName, engine } = {},
) {
  // The build is there only when the set-up has made it.
  const { kernelspec, kernelLogo } = await import(new URL("../../dist/kernel/kernelspec.js", import.meta.url).href);
  const before = installedSpec(folder);
  if (before.kind === "foreign") throw isForeign(folder, before.spec);
  const text = `${JSON.stringify(kernelspec(node, kernelEntry(root), { displayName, engine }), undefined, 2)}\n`;
  fs.mkdirSync(folder, { recursive: true });
  const changed = writeIfChanged(path.join(folder, "kernel.json"), text);
  writeIfChanged(path.join(folder, "logo-svg.svg"), kernelLogo);
  if (before.kind === "absent") return "new";
  if (before.kind === "damaged") return "repaired";
  return changed ? "replaced" : "same";
}

/**
 * Removes a kernelspec of emlab, and its folder where nothing else is in it. Throws SetupError for one that is not there or not ours.
 * @param {string} folder
 * @returns {string[]} what others have put into the folder, which stays
 */
export function removeKernelspec(folder) {
  const found = installedSpec(folder);
  if (found.kind === "foreign") throw isForeign(folder, found.spec);
  if (found.kind !== "emlab") {
    const what = found.kind === "absent" ? "There is no kernel in" : `The kernel.json is damaged (${found.reason}) in`;
    throw new SetupError(`${what} ${folder}`, "emlab doctor lists where emlab is installed.");
  }
  for (const name of ownFiles) fs.rmSync(path.join(folder, name), { force: true });
  const left = fs.readdirSync(folder);
  if (left.length === 0) fs.rmdirSync(folder);
  return left;
}

/**
 * @param {string} folder
 * @param {import("./installedSpec.mjs").Spec} spec
 */
function isForeign(folder, { display_name, argv }) {
  return new SetupError(
    `The kernel in ${folder} is not of emlab: ${display_name ?? "no name"}, started by ${argv.slice(0, 3).join(" ")}`,
    "It is left as it is. Choose another name with --name, or remove it yourself: jupyter kernelspec remove NAME",
  );
}

/**
 * Renamed into place, so that a Jupyter that looks meanwhile never reads half a file.
 * @param {string} file
 * @param {string} text
 */
function writeIfChanged(file, text) {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return false;
  fs.writeFileSync(`${file}.new`, text);
  fs.renameSync(`${file}.new`, file);
  return true;
}
