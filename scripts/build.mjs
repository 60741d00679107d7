import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
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
  const orphans = filesBelow(path.join(projectRoot, "dist"), rooms, [".js", ".js.map", ".d.ts"]).filter((file) => {
    const source = file.replace(/(\.js\.map|\.d\.ts|\.js)$/, ".ts");
    return (
      fs.existsSync(path.join(projectRoot, "dist", source)) === false && !fs.existsSync(path.join(projectRoot, source))
    );
  });
  for (const orphan of orphans) fs.rmSync(path.join(projectRoot, "dist", orphan));
}

const wasm = path.join("scripts", "buildWasm.mjs");
const wasmCode = fs.existsSync(path.join(projectRoot, wasm)) ? run(wasm) : 0;
const typesCode = run(path.join("node_modules", "typescript", "bin", "tsc"), "-b");
removeOrphans();
process.exitCode = wasmCode || typesCode;
