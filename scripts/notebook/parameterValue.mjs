import fs from "node:fs";
import path from "node:path";

/**
 * The value that a text of the command line stands for: a number, true, false, JSON, a path made absolute, or the text itself.
 * The notebook runs in its own folder, but people give paths as seen from theirs: so a text that names a file, or with a slash in it a
 * folder, becomes the full path.
 * @param {string} text
 * @param {string} folder that relative paths are seen from
 * @returns {unknown}
 */
export function parameterValue(text, folder) {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  if (/^[[{"]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return namesPath(text, folder) ? path.resolve(folder, text) : text;
}

/**
 * @param {string} text
 * @param {string} folder
 */
function namesPath(text, folder) {
  if (text === "") return false;
  try {
    const entry = fs.statSync(path.resolve(folder, text));
    return entry.isFile() || (entry.isDirectory() && /[/\\]/.test(text));
  } catch {
    return false;
  }
}
