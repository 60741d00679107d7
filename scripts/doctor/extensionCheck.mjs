import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../setup/project.mjs";

/**
 * The front end of the widgets, where this version has one: a labextension in the environment of JupyterLab.
 * @param {{ root?: string }} [given]
 * @returns {import("./runChecks.mjs").Finding}
 */
export function extensionCheck({ root = projectRoot } = {}) {
  const manifest = path.join(root, "extension", "package.json");
  if (!fs.existsSync(manifest)) return { state: "ok", what: "The widget extension is not part of this version" };
  const { name, version } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  const installed = path.join(root, ".venv", "share", "jupyter", "labextensions", name, "package.json");
  const fix = "npm start builds and installs it.";
  if (!fs.existsSync(installed))
    return { state: "problem", what: `The widget extension ${name} is not installed`, fix };
  const found = JSON.parse(fs.readFileSync(installed, "utf8")).version;
  if (found !== version) return { state: "problem", what: `The widget extension is ${found}, wanted ${version}`, fix };
  return { state: "ok", what: `The widget extension ${version} is installed` };
}
