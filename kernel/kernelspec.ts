import { allocatorSettings } from "../src/core/allocatorSettings.js";
import { type EngineName, engineNames } from "./engineName.js";

/** What a kernelspec may say differently from the one that emlab is installed with. */
export interface KernelspecChoices {
  /** How the launcher and the kernel menu call it. */
  readonly displayName?: string;
  /** Which implementation evaluates the cells. */
  readonly engine?: EngineName;
}

const nodeFlags = [
  // Without it, Node aborts when an interrupt ends a loop in a timer callback (docs/decisions/0011).
  "--no-force-async-hooks-checks",
  // The user's thread has the room for young values at once that it would come to anyway (MB): the memory of a kernel
  // stays what it is from the beginning, and code that makes many objects is faster.
  "--min-semi-space-size=16",
];

/** The content of kernel.json: the node that installs is the node that runs, by its absolute path. */
export function kernelspec(
  node: string,
  entry: string,
  { displayName = "emlab (TypeScript)", engine = engineNames[0] }: KernelspecChoices = {},
): Readonly<Record<string, unknown>> {
  const engineWords = engine === engineNames[0] ? [] : ["--engine", engine];
  return {
    argv: [node, ...nodeFlags, entry, ...engineWords, "{connection_file}"],
    env: allocatorSettings,
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: true, supported_encryption: ["curve"] },
  };
}

/** The kernel's picture in the launcher: a hexagonal lattice with a vacancy in its middle, as SVG. */
export const kernelLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="12" fill="#10243a"/>
<g fill="#7fd1ff"><circle cx="20" cy="13" r="6"/><circle cx="44" cy="13" r="6"/><circle cx="10" cy="32" r="6"/>
<circle cx="54" cy="32" r="6"/><circle cx="20" cy="51" r="6"/><circle cx="44" cy="51" r="6"/></g>
<circle cx="32" cy="32" r="6" fill="none" stroke="#ffb454" stroke-width="2.5" stroke-dasharray="3 2.5"/>
</svg>
`;
