import os from "node:os";

/** Below this a kernel hardly starts (MB). */
const leastMb = 500;
/** A kernel, a browser and a few large images (MB). */
const comfortableMb = 2_000;

/**
 * Memory that programs may still take.
 * @param {{ freeMb?: number, totalMb?: number }} [given]
 * @returns {import("./runChecks.mjs").Finding}
 */
export function memoryCheck({ freeMb = os.freemem() / 1e6, totalMb = memoryOfMachineMb() } = {}) {
  const what = `${(freeMb / 1000).toFixed(1)} GB of ${(totalMb / 1000).toFixed(1)} GB memory are free`;
  if (freeMb >= comfortableMb) return { state: "ok", what };
  return {
    state: freeMb < leastMb ? "problem" : "note",
    what: `Only ${what}; a kernel with a few large images takes about ${comfortableMb / 1000} GB`,
    fix: "Close programs, or shut down kernels that you do not use (JupyterLab: the square with the circle, on the left).",
  };
}

/** Containers may have less than the machine. */
function memoryOfMachineMb() {
  const limit = process.constrainedMemory?.() ?? 0;
  return Math.min(os.totalmem(), limit > 0 ? limit : Number.POSITIVE_INFINITY) / 1e6;
}
