import fs from "node:fs";
import path from "node:path";

/**
 * A kernelspec as it stands in its folder. Of emlab: it starts an emlab kernel, of this or of another folder of emlab.
 * @typedef {{ kind: "absent" } | { kind: "damaged", reason: string } | { kind: "foreign", spec: Spec } | { kind: "emlab", spec: Spec, node: string, entry: string }} InstalledSpec
 * @typedef {{ argv: string[], display_name?: string, language?: string }} Spec
 */

/** What a kernel of emlab starts: main.js in earlier versions. */
export const entryPattern = /[\\/]dist[\\/]kernel[\\/]main\.c?js$/;

/**
 * Reads the kernel.json of a folder.
 * @param {string} folder
 * @returns {InstalledSpec}
 */
export function installedSpec(folder) {
  const file = path.join(folder, "kernel.json");
  if (!fs.existsSync(file)) return { kind: "absent" };
  /** @type {Spec} */
  let spec;
  try {
    spec = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    return { kind: "damaged", reason: /** @type {Error} */ (error).message };
  }
  if (!Array.isArray(spec?.argv)) return { kind: "damaged", reason: "it has no argv" };
  const entry = spec.argv.find((word) => entryPattern.test(word));
  const [node] = spec.argv;
  const isOurs = entry !== undefined && node !== undefined && spec.language === "typescript";
  return isOurs ? { kind: "emlab", spec, node, entry } : { kind: "foreign", spec };
}

/**
 * The folders of all kernels of emlab below the given folders.
 * @param {readonly string[]} kernelsFolders
 * @returns {string[]}
 */
export function emlabSpecs(kernelsFolders) {
  return kernelsFolders.flatMap((folder) =>
    namesIn(folder)
      .map((name) => path.join(folder, name))
      .filter((spec) => installedSpec(spec).kind === "emlab"),
  );
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}
