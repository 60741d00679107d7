// What Jupyter starts. A CommonJS module, and one that loads nothing else of ours: a front end waits for what follows.
import fs = require("node:fs");
import path = require("node:path");

const dist = path.join(__dirname, "..");
/** What the compiler writes last, for each of its projects. */
const compiled = ["core.tsbuildinfo", "numeric.tsbuildinfo", "emlab.tsbuildinfo"];

/** `npm run build` packs the modules (scripts/packKernel.mjs); where the compiler alone has run since, they are old. */
function isPackNew(): boolean {
  const packedMs = changedMs(path.join("packed", "complete.txt"));
  return packedMs !== undefined && compiled.every((file) => (changedMs(file) ?? 0) <= packedMs);
}

function changedMs(file: string): number | undefined {
  return fs.statSync(path.join(dist, file), { throwIfNoEntry: false })?.mtimeMs;
}

if (isPackNew()) require(path.join(dist, "packed", "launch.cjs"));
else import("./launch.js");
