import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * A hash of texts and of the contents of files; a missing file counts as such.
 * @param {string} root
 * @param {{ texts?: readonly (string | undefined)[], files?: readonly string[] }} of files as paths from the root
 */
export function hashOf(root, { texts = [], files = [] }) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text ?? ""}\0`);
  for (const file of [...files].sort()) {
    hash.update(`${file.split(path.sep).join("/")}\0`);
    try {
      hash.update(fs.readFileSync(path.join(root, file)));
    } catch {
      hash.update("missing");
    }
  }
  return hash.digest("hex");
}

/**
 * All files below the given folders whose name ends in one of the given ways, as paths from the root.
 * @param {string} root
 * @param {readonly string[]} folders
 * @param {readonly string[]} endings
 * @returns {string[]}
 */
export function filesBelow(root, folders, endings) {
  /** @type {string[]} */
  const found = [];
  for (const folder of folders) {
    const start = path.join(root, folder);
    if (!fs.existsSync(start)) continue;
    for (const entry of fs.readdirSync(start, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !endings.some((ending) => entry.name.endsWith(ending))) continue;
      found.push(path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
    }
  }
  return found.sort();
}

/**
 * The stamp of a finished step, or undefined.
 * @param {string} root
 * @param {string} step
 */
export function readStamp(root, step) {
  try {
    return fs.readFileSync(stampFile(root, step), "utf8").trim();
  } catch {
    return undefined;
  }
}

/**
 * Writes the stamp of a finished step, in one go: a reader never sees half of it.
 * @param {string} root
 * @param {string} step
 * @param {string} stamp
 */
export function writeStamp(root, step, stamp) {
  const file = stampFile(root, step);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, `${stamp}\n`);
  fs.renameSync(`${file}.new`, file);
}

/**
 * Forgets that a step was finished.
 * @param {string} root
 * @param {string} step
 */
export function removeStamp(root, step) {
  fs.rmSync(stampFile(root, step), { force: true });
}

/**
 * @param {string} root
 * @param {string} step
 */
function stampFile(root, step) {
  return path.join(root, ".setup", `${step}.stamp`);
}
