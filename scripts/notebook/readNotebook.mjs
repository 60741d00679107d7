import fs from "node:fs";
import { SetupError } from "../setup/setupError.mjs";

/**
 * Reads a notebook and checks that it is one for the emlab kernel.
 * @param {string} file
 * @returns {import("./withParameters.mjs").Notebook}
 */
export function readNotebook(file) {
  const notebook = parse(file, readText(file));
  if (!Array.isArray(notebook?.cells) || notebook.nbformat !== 4 || typeof notebook.metadata !== "object") {
    throw new SetupError(
      `${file} is JSON but not a notebook of format 4.`,
      "Open it in JupyterLab and save it again, or give another file.",
    );
  }
  const kernel = notebook.metadata.kernelspec?.name ?? "emlab";
  const language = notebook.metadata.language_info?.name ?? "typescript";
  if (kernel !== "emlab" && language !== "typescript") {
    throw new SetupError(
      `${file} is written for the kernel "${kernel}" (${language}), not for emlab.`,
      "Choose the emlab kernel in JupyterLab (top right) and save it, or give another file.",
    );
  }
  return { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, metadata: cell.metadata ?? {} })) };
}

/** @param {string} file */
function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    const what = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new SetupError(`${file} ${what}.`, "Give the path of an .ipynb file, as seen from the folder you are in.");
  }
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {import("./withParameters.mjs").Notebook}
 */
function parse(file, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = text.trim() === "" ? "it is empty" : /** @type {Error} */ (error).message;
    throw new SetupError(
      `${file} is not a notebook: ${reason}.`,
      "Give an .ipynb file; if it was one, restore it from a copy or from git.",
    );
  }
}
