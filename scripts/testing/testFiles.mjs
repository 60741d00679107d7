import path from "node:path";
import { projectRoot } from "../setup/project.mjs";
import { filesBelow } from "../setup/stamps.mjs";

/**
 * The test files of a room of test/, by their sources: a compiled test whose source is gone is never run. Files in TypeScript are run from
 * dist, those of the scripts (.mjs) as they are.
 * @param {(room: string) => boolean} isWanted room: the first folder under test/
 * @param {readonly string[]} words only files whose path holds one of these; all files when there are none
 * @returns {{ name: string, file: string }[]}
 */
export function testFiles(isWanted, words) {
  return filesBelow(projectRoot, ["test"], [".test.ts", ".test.mjs"])
    .filter((source) => isWanted(source.split(path.sep)[1] ?? ""))
    .filter((source) => words.length === 0 || words.some((word) => source.split(path.sep).join("/").includes(word)))
    .map((source) => ({
      name: source.split(path.sep).slice(1).join("/"),
      file: path.join(projectRoot, source.endsWith(".ts") ? path.join("dist", source.replace(/\.ts$/, ".js")) : source),
    }));
}
