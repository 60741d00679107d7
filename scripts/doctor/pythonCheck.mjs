import fs from "node:fs";
import { findPython, probePython } from "../setup/findPython.mjs";
import { projectRoot, venvPython } from "../setup/project.mjs";

/**
 * The Python of the project's environment, or the one that the set-up would make it with.
 * @param {{ root?: string, probe?: typeof probePython, find?: typeof findPython }} [given]
 * @returns {import("./runChecks.mjs").Finding}
 */
export function pythonCheck({ root = projectRoot, probe = probePython, find = findPython } = {}) {
  const own = venvPython(root);
  if (fs.existsSync(own)) {
    const python = probe([own]);
    if (python) return { state: "ok", what: `Python ${python.version.join(".")} (${own})` };
    return {
      state: "problem",
      what: `The Python of this folder does not run: ${own}. The one that it was made from may have been removed.`,
      fix: "Delete the folder .venv and type npm start.",
    };
  }
  const python = find();
  return {
    state: "note",
    what: `Python ${python.version.join(".")} (${python.executable}); this folder has no environment of its own yet`,
    fix: "npm start makes it. Jupyters that you have elsewhere need none.",
  };
}
