import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allocatorSettings } from "../src/core/allocatorSettings.js";

/** The name under which Jupyter knows the kernel: `jupyter console --kernel emlab`. */
export const kernelName = "emlab";

/** The content of kernel.json: the node that installs is the node that runs, by its absolute path. */
export function kernelspec(node: string, entry: string): Readonly<Record<string, unknown>> {
  return {
    // Without the flag, Node aborts when an interrupt ends a loop in a timer callback (docs/decisions/0011).
    argv: [node, "--no-force-async-hooks-checks", entry, "{connection_file}"],
    env: allocatorSettings,
    display_name: "emlab (TypeScript)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false, supported_encryption: ["curve"] },
  };
}

/**
 * Writes the kernelspec below a prefix, where Jupyter of that prefix looks: a virtual environment, /usr/local, …
 * The folder is the same on every system. Returns it. A spec that is there is replaced.
 */
export function installKernelspec(prefix: string, node = process.execPath): string {
  const folder = join(prefix, "share", "jupyter", "kernels", kernelName);
  const entry = fileURLToPath(new URL("./main.js", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeIfChanged(join(folder, "kernel.json"), `${JSON.stringify(kernelspec(node, entry), undefined, 2)}\n`);
  writeIfChanged(join(folder, "logo-svg.svg"), logo);
  return folder;
}

function writeIfChanged(path: string, text: string): void {
  if (readOrEmpty(path) === text) return;
  // Renamed into place, so that a Jupyter that looks meanwhile never reads half a file.
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** A hexagonal lattice with a vacancy in its middle. */
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="12" fill="#10243a"/>
<g fill="#7fd1ff"><circle cx="20" cy="13" r="6"/><circle cx="44" cy="13" r="6"/><circle cx="10" cy="32" r="6"/>
<circle cx="54" cy="32" r="6"/><circle cx="20" cy="51" r="6"/><circle cx="44" cy="51" r="6"/></g>
<circle cx="32" cy="32" r="6" fill="none" stroke="#ffb454" stroke-width="2.5" stroke-dasharray="3 2.5"/>
</svg>
`;
