import type { InputOptions } from "../frontEnd/cellInput.js";
import type { FrontEnd } from "../frontEnd/frontEnd.js";
import type { CellOutput } from "../output/cellOutput.js";

/** The functions that every cell finds without an import; language/prelude.ts declares them. */
export function cellGlobals(output: CellOutput, { input, comms }: FrontEnd) {
  return {
    ...output.globals,
    input: (prompt?: unknown, options?: InputOptions): Promise<string> => input.input(prompt, options),
    comms,
  };
}

/**
 * Makes `process.exit` throw in cells and in what they call: it would end the kernel with all variables.
 * Returns the true one.
 */
export function guardExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  process.exit = () => {
    throw new Error("process.exit would end the kernel with all variables. Use Restart in the Kernel menu.");
  };
  return exit;
}

/** Defines globals that a cell may replace by a variable of its own. */
export function defineGlobals(globals: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
