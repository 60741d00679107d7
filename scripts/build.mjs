import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { buildCompiler } from "./buildCompiler.mjs";
import { indexDeclarations } from "./indexDeclarations.mjs";
import { packKernel } from "./packKernel.mjs";
import { projectRoot } from "./setup/project.mjs";
import { filesBelow } from "./setup/stamps.mjs";

/**
 * Runs a program of the build; its output goes to the terminal.
 * @param {string[]} args
 */
function run(...args) {
  return spawnSync(process.execPath, args, { cwd: projectRoot, stdio: "inherit" }).status ?? 1;
}

/** Compiled files whose source is gone would still be imported and tested: they are removed. */
function removeOrphans() {
  const rooms = ["src", "kernel", "test", "bench"];
  const orphans = filesBelow(path.join(projectRoot, "dist"), rooms, [
    ".js",
    ".js.map",
    ".d.ts",
    ".cjs",
    ".cjs.map",
    ".d.cts",
  ]).filter((file) => {
    const source = file.replace(/(\.d)?\.(c?)(js|ts)(\.map)?$/, ".$2ts");
    return !fs.existsSync(path.join(projectRoot, source));
  });
  for (const orphan of orphans) fs.rmSync(path.join(projectRoot, "dist", orphan));
}

/**
 * The type check of the scripts does not look into that module: the types of its compiler redefine `console`.
 * @returns {Promise<number>} the exit code
 */
async function buildNumeric() {
  try {
    const { buildWasm } = await import(new URL("buildWasm.mjs", import.meta.url).href);
    await buildWasm();
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

const wasmCode = await buildNumeric();
const typesCode = run(path.join("node_modules", "typescript", "bin", "tsc"), "-b");
removeOrphans();
await buildCompiler();
indexDeclarations();
await packKernel();
process.exitCode = wasmCode || typesCode;
