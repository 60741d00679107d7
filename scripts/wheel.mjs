import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./setup/project.mjs";
import { setUpOrExit } from "./setup.mjs";

// npm run wheel: the kernel with its packages and the extension of JupyterLab as one file for pip, for Linux on x64.
await setUpOrExit();
const startedAt = Date.now();
// It needs packages that the set-up has brought.
const { buildWheel } = await import("./wheel/buildWheel.mjs");
const wheel = await buildWheel(path.join(projectRoot, ".artifacts", "wheel"));
const megabytes = (fs.statSync(wheel).size / 1e6).toFixed(1);
const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
console.log(`${path.relative(projectRoot, wheel)} (${megabytes} MB, ${seconds} s)`);
