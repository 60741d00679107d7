import fs from "node:fs";
import path from "node:path";
import { filesBelow } from "./stamps.mjs";

const importPattern = /\b(?:from|import)\s*\(?\s*["'](\.[^"']*)\.js["']/g;

/**
 * The TypeScript files of a folder and all that they import of other folders, as paths from the root: what a build of the folder depends on.
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
export function importedSources(root, folder) {
  const found = new Set(filesBelow(root, [folder], [".ts"]));
  // A set is walked with what is added meanwhile: imports of imports too.
  for (const file of found) {
    for (const [, name] of fs.readFileSync(path.join(root, file), "utf8").matchAll(importPattern)) {
      const imported = path.join(path.dirname(file), `${name}.ts`);
      if (fs.existsSync(path.join(root, imported))) found.add(imported);
    }
  }
  return [...found].sort();
}
