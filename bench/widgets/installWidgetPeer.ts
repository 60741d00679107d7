import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { EmError } from "../../src/core/error.js";
import { peerPython } from "../peerProcess.js";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("../../../.bench/widgets/", import.meta.url));
const pythonFolder = join(folder, "python");

/** The versions that the figures are about. */
export const peerPackages = ["ipykernel==7.4.0", "ipywidgets==8.1.9", "pillow==12.3.0"];

/** The name of the peer's kernel in JupyterLab. */
export const peerKernel = { name: "widgets-peer", display_name: "ipykernel with ipywidgets", language: "python" };

/** Where Jupyter of the project alone looks for kernels of the user (docs/decisions/0042). */
const kernelFolder = fileURLToPath(
  new URL(`../../../.setup/jupyter/data/kernels/${peerKernel.name}/`, import.meta.url),
);

/** Makes a Python environment with ipykernel and ipywidgets, and has JupyterLab offer it; the result takes it out of there again. */
export async function installWidgetPeer(): Promise<() => void> {
  const python = join(pythonFolder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const stamp = join(folder, "installed.txt");
  const wanted = peerPackages.join(" ");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    console.error(`Installing ${wanted} into ${folder} …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await install(python);
    writeFileSync(stamp, wanted);
  }
  const { display_name, language } = peerKernel;
  const spec = { argv: [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"], display_name, language };
  mkdirSync(kernelFolder, { recursive: true });
  writeFileSync(join(kernelFolder, "kernel.json"), JSON.stringify(spec));
  return () => rmSync(kernelFolder, { recursive: true, force: true });
}

async function install(python: string): Promise<void> {
  const options = ["--only-binary", ":all:", "--disable-pip-version-check", "--no-input", "--quiet"];
  try {
    await run(peerPython(), ["-m", "venv", pythonFolder]);
    await run(python, ["-m", "pip", "install", ...options, ...peerPackages]);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new EmError("BadFile", `the peer could not be installed:\n${(stderr || message).trim().slice(-800)}`, {
      fix: "It comes from PyPI: look at the network. --only emlab measures without it.",
      cause: error,
    });
  }
}
