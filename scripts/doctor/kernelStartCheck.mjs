import fs from "node:fs";
import { kernelEntry } from "../kernelspec/installKernelspec.mjs";
import { projectRoot } from "../setup/project.mjs";
import { runInKernel } from "./runInKernel.mjs";

/**
 * Starts the kernel as Jupyter does and runs a cell in it.
 * @param {{ root?: string, run?: typeof runInKernel }} [given]
 * @returns {Promise<import("./runChecks.mjs").Finding>}
 */
export async function kernelStartCheck({ root = projectRoot, run = runInKernel } = {}) {
  if (!fs.existsSync(kernelEntry(root))) return { state: "note", what: "No kernel was started: the build is missing" };
  const startedAt = performance.now();
  const fix = `The lines above come from the kernel. If they do not help: delete ${root}/dist and type npm start.`;
  try {
    const result = await run("1+1");
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (result === "2") return { state: "ok", what: `A kernel starts, says that 1+1 is 2, and ends (${seconds} s)` };
    return { state: "problem", what: `A kernel starts, but says that 1+1 is ${result}`, fix };
  } catch (error) {
    return { state: "problem", what: `The kernel does not start: ${/** @type {Error} */ (error).message}`, fix };
  }
}
