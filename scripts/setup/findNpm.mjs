import fs from "node:fs";
import path from "node:path";
import { SetupError } from "./setupError.mjs";

/**
 * The path of npm-cli.js, which is run by this very Node: so no shell and no npm.cmd is needed, and paths may hold spaces.
 * Looked for in $npm_execpath (set when npm started us), beside Node, then on the PATH.
 * @param {{ env?: NodeJS.ProcessEnv, execPath?: string, exists?: (file: string) => boolean, realpath?: (file: string) => string }} [given]
 * @returns {string}
 */
export function findNpm({
  env = process.env,
  execPath = process.execPath,
  exists = fs.existsSync,
  realpath = fs.realpathSync,
} = {}) {
  if (env.npm_execpath && path.basename(env.npm_execpath) === "npm-cli.js" && exists(env.npm_execpath))
    return env.npm_execpath;
  const fromFolder = path.join("node_modules", "npm", "bin", "npm-cli.js");
  const nodeFolder = path.dirname(execPath);
  const places = [path.join(nodeFolder, fromFolder), path.join(nodeFolder, "..", "lib", fromFolder)];
  for (const folder of (env.PATH ?? env.Path ?? "").split(path.delimiter).filter(Boolean)) {
    places.push(path.join(folder, fromFolder));
    const link = path.join(folder, "npm");
    if (exists(link)) places.push(realpath(link));
  }
  const found = places.find((place) => path.basename(place) === "npm-cli.js" && exists(place));
  if (found) return found;
  throw new SetupError(
    "npm was not found beside Node or on the PATH.",
    "Debian and Ubuntu pack it apart: sudo apt install npm. Elsewhere install Node again from https://nodejs.org.",
  );
}
