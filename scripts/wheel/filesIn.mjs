import fs from "node:fs";
import path from "node:path";

/** @typedef {import("./zipArchive.mjs").Entry} Entry */

/**
 * The files of a folder and of those below it as entries of an archive, by their names; node_modules below it are left out.
 * @param {string} folder
 * @param {string} place where they go in the archive
 * @param {(file: string) => boolean} isWanted by its path from the folder, with forward slashes
 * @returns {Entry[]}
 */
export function filesIn(folder, place, isWanted = () => true) {
  return namesIn(folder)
    .filter(isWanted)
    .sort()
    .map((file) => ({ path: `${place}/${file}`, content: fs.readFileSync(path.join(folder, file)) }));
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function namesIn(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return entry.isFile() ? [entry.name] : [];
    if (entry.name === "node_modules") return [];
    return namesIn(path.join(folder, entry.name)).map((below) => `${entry.name}/${below}`);
  });
}
