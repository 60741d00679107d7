import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { jupyterEnvironment } from "./jupyter/environment.mjs";
import { labArguments } from "./jupyter/labArguments.mjs";
import { stopChildWithUs } from "./jupyter/stopChild.mjs";
import { projectRoot, venvPython } from "./setup/project.mjs";
import { setUpOrExit } from "./setup.mjs";

// npm start -- [arguments of `jupyter lab`]: sets up, then opens JupyterLab on notebooks/.
await setUpOrExit();
const notebooks = path.join(projectRoot, "notebooks");
fs.mkdirSync(notebooks, { recursive: true });
console.log("JupyterLab starts; Ctrl-C in this window ends it.");
const lab = spawn(venvPython(), labArguments(notebooks, process.argv.slice(2)), {
  cwd: projectRoot,
  env: jupyterEnvironment(),
  stdio: ["ignore", "inherit", "inherit"],
  detached: process.platform !== "win32",
});
stopChildWithUs(lab);
lab.on("error", (error) => {
  console.error(
    `JupyterLab could not be started: ${error.message}\nDelete the folders .venv and .setup and type npm start again.`,
  );
  process.exitCode = 1;
});
lab.on("exit", (code, signal) => {
  process.exitCode = signal === "SIGTERM" ? 0 : (code ?? 1);
});
