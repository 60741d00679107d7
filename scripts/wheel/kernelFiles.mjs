import fs from "node:fs";
import path from "node:path";
import { filesIn } from "./filesIn.mjs";

/** @typedef {import("./zipArchive.mjs").Entry} Entry */

/**
 * The built kernel and `em`: what threads and workers load by their URLs, the declarations that cells are checked with, the packed files and
 * the compiler. Not the maps to the sources, which are not there, nor the other engine, whose compiler alone has 38 MB.
 * @param {string} root
 * @param {string} place
 * @returns {Entry[]}
 */
export function kernelFiles(root, place) {
  const isCode = (/** @type {string} */ file) => /\.(c?js|d\.ts|wasm|txt)$/.test(file);
  const isOtherEngine = (/** @type {string} */ file) => /^engines\/tslab\/|^tslabMain-/.test(file);
  return ["kernel", "packed", "src", "compiler"].flatMap((room) => {
    const isWanted = (/** @type {string} */ file) =>
      room === "compiler" ? /\.(cjs|json)$/.test(file) : isCode(file) && !isOtherEngine(file);
    return filesIn(path.join(root, "dist", room), `${place}/dist/${room}`, isWanted);
  });
}

/**
 * The packed compiler: its name, and its content.
 * @param {string} root
 */
export function packedCompiler(root) {
  const folder = path.join(root, "dist", "compiler");
  const [name] = fs.readdirSync(folder).filter((file) => file.endsWith(".cjs"));
  if (name === undefined) throw new Error(`There is no packed compiler in ${folder}: npm run build makes it.`);
  return { name, content: fs.readFileSync(path.join(folder, name)) };
}
