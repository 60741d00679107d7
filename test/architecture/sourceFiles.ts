import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A file of the project: its path from the root with slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The root of the project, from a compiled test in dist/test/architecture. */
export const projectRoot = path.resolve(fileURLToPath(new URL("../../..", import.meta.url)));

/** Folders that hold nothing written by hand. */
const made =
  /(^|\/)(node_modules|dist|\.venv|\.git|\.setup|\.artifacts|\.bench|coverage|\.ipynb_checkpoints|__pycache__)(\/|$)/;

/** The files below folders of the project whose name matches, sorted by path; "" is the root itself. */
export function sourceFiles(folders: readonly string[], name: RegExp): SourceFile[] {
  return folders
    .flatMap((folder) => pathsBelow(folder))
    .filter((file) => name.test(file))
    .sort()
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(projectRoot, file), "utf8") }));
}

function pathsBelow(folder: string): string[] {
  const full = path.join(projectRoot, folder);
  if (!fs.existsSync(full) || made.test(folder)) return [];
  return fs.readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const inside = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return pathsBelow(inside);
    return entry.isFile() && !made.test(inside) ? [inside] : [];
  });
}
