import { allocatorSettings } from "../src/core/allocatorSettings.js";
import { type EngineName, engineNames } from "./engineName.js";

/** What a kernelspec may say differently from the one that emlab is installed with. */
export interface KernelspecChoices {
  /** How the launcher and the kernel menu call it. */
  readonly displayName?: string;
  /** Which implementation evaluates the cells. */
  readonly engine?: EngineName;
}

/** The content of kernel.json: the node that installs is the node that runs, by its absolute path. */
export function kernelspec(
  node: string,
  entry: string,
  { displayName = "emlab (TypeScript)", engine = engineNames[0] }: KernelspecChoices = {},
): Readonly<Record<string, unknown>> {
  const engineWords = engine === engineNames[0] ? [] : ["--engine", engine];
  return {
    // Without the flag, Node aborts when an interrupt ends a loop in a timer callback (docs/decisions/0011). A flag of V8
    // beside it would cost 30 ms at the start: Node's own code is kept for V8 as it is by default.
    argv: [node, "--no-force-async-hooks-checks", entry, ...engineWords, "{connection_file}"],
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
