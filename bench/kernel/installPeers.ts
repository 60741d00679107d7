import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { EmError } from "../../src/core/error.js";
import { peerPython } from "../peerProcess.js";

const run = promisify(execFile);
/** Where npm and pip install what the benchmark compares with; git ignores it. */
export const peersFolder = fileURLToPath(new URL("../../../.bench/kernel/", import.meta.url));
/** The working folder of every kernel of the benchmark: tslab needs one that has node_modules. */
export const nodePeersFolder = join(peersFolder, "node");
const pythonFolder = join(peersFolder, "python");

/** The Python that has ipykernel. */
export const kernelPython = join(pythonFolder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** The versions that the figures are about. */
export const peerVersions = { tslab: "1.0.22", deno: "2.9.6", ipykernel: "7.4.0" } as const;

/** Installs tslab and Deno by npm, without their install scripts, unless they are there in these versions. */
export async function installNodePeers(): Promise<void> {
  const { tslab, deno } = peerVersions;
  const packages = [`tslab@${tslab}`, `deno@${deno}`];
  await once(nodePeersFolder, packages.join(" "), async () => {
    writeFileSync(join(nodePeersFolder, "package.json"), '{ "private": true }\n');
    const script = new URL("../../../scripts/setup/findNpm.mjs", import.meta.url).href;
    const { findNpm } = (await import(script)) as { findNpm(): string };
    const options = ["--ignore-scripts", "--save-exact", "--no-audit", "--no-fund", "--prefer-offline"];
    await run(process.execPath, [findNpm(), "install", ...options, ...packages], { cwd: nodePeersFolder });
  });
}

/** Makes a Python environment with ipykernel, unless it is there in this version. */
export async function installPythonPeer(): Promise<void> {
  const wanted = `ipykernel==${peerVersions.ipykernel}`;
  await once(pythonFolder, wanted, async () => {
    await run(peerPython(), ["-m", "venv", pythonFolder]);
    const options = ["--only-binary", ":all:", "--disable-pip-version-check", "--no-input", "--quiet"];
    await run(kernelPython, ["-m", "pip", "install", ...options, wanted]);
  });
}

/** Fills a folder, unless its stamp says that it holds what is wanted. */
async function once(folder: string, wanted: string, fill: () => Promise<void>): Promise<void> {
  const stamp = join(folder, "installed.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error(`Installing ${wanted} into ${folder} …`);
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await fill();
    writeFileSync(stamp, wanted);
  } catch (error) {
    if (error instanceof EmError) throw error;
    const { stderr, message } = error as Error & { stderr?: string };
    const reason = (stderr || message).trim().split("\n").slice(-5).join("\n");
    throw new EmError("BadFile", `${wanted} could not be installed:\n${reason}`, {
      fix: "It comes from the registry of npm or PyPI: look at the network. --only emlab measures without peers.",
      cause: error,
    });
  }
}
