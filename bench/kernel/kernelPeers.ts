import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EngineName } from "../../kernel/engineName.js";
import { kernelspec } from "../../kernel/kernelspec.js";
import { allocatorSettings } from "../../src/core/allocatorSettings.js";
import { EmError } from "../../src/core/error.js";
import { version } from "../../src/core/version.js";
import { installNodePeers, installPythonPeer, kernelPython, nodePeersFolder, peerVersions } from "./installPeers.js";

/** A kernel of the benchmark: how it is started and what it speaks. */
export interface KernelPeer {
  readonly name: string;
  readonly version: string;
  readonly language: "typescript" | "python";
  /** As in its kernelspec. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly interruptMode: "message" | "signal";
}

/** Ours first: ratios are of its figures to those of the others. "emlab-tslab" is ours with tslab's converter as its engine. */
export const peerNames = ["emlab", "emlab-tslab", "tslab", "deno", "ipykernel"] as const;

/** The kernel of a name, installed where it is not there yet. */
export async function kernelPeer(name: (typeof peerNames)[number]): Promise<KernelPeer> {
  switch (name) {
    case "emlab":
      return emlab(name, "emlab");
    case "emlab-tslab":
      return emlab(name, "tslab");
    case "tslab":
      await installNodePeers();
      return tslab();
    case "deno":
      await installNodePeers();
      return deno();
    case "ipykernel":
      await installPythonPeer();
      return ipykernel();
  }
}

function emlab(name: string, engine: EngineName): KernelPeer {
  const entry = fileURLToPath(new URL("../../kernel/main.cjs", import.meta.url));
  const spec = kernelspec(process.execPath, entry, { engine });
  const { argv, env } = spec as { argv: string[]; env: NodeJS.ProcessEnv };
  return {
    name,
    version,
    language: "typescript",
    argv,
    env: { ...process.env, ...env },
    interruptMode: "message",
  };
}

function tslab(): KernelPeer {
  const program = join(nodePeersFolder, "node_modules", "tslab", "bin", "tslab");
  const argv = [process.execPath, program, "kernel", "--config-path={connection_file}"];
  return {
    name: "tslab",
    version: peerVersions.tslab,
    language: "typescript",
    argv,
    env: plainEnv(),
    interruptMode: "signal",
  };
}

/** The npm package only starts the program that lies in the package of the platform. */
function deno(): KernelPeer {
  const folder = join(nodePeersFolder, "node_modules", "@deno");
  const program = process.platform === "win32" ? "deno.exe" : "deno";
  const found = (existsSync(folder) ? readdirSync(folder) : [])
    .map((platform) => join(folder, platform, program))
    .find((path) => existsSync(path));
  if (!found) {
    throw new EmError("BadFile", `there is no Deno for ${process.platform} ${process.arch} in ${folder}`, {
      fix: "Leave it out: --only tslab,ipykernel",
    });
  }
  // No question to the network about newer versions.
  const env = { ...plainEnv(), DENO_NO_UPDATE_CHECK: "1" };
  const argv = [found, "jupyter", "--kernel", "--conn", "{connection_file}"];
  return { name: "deno", version: peerVersions.deno, language: "typescript", argv, env, interruptMode: "signal" };
}

function ipykernel(): KernelPeer {
  const argv = [kernelPython, "-m", "ipykernel_launcher", "-f", "{connection_file}"];
  return {
    name: "ipykernel",
    version: peerVersions.ipykernel,
    language: "python",
    argv,
    env: plainEnv(),
    interruptMode: "signal",
  };
}

/** Our environment without what is set for ours alone. */
function plainEnv(): NodeJS.ProcessEnv {
  const names = Object.keys(allocatorSettings);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
}
