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
 * Makes `process.exit`, `process.abort` and a deadly signal to the kernel itself throw in cells and in what they call:
 * they would end the kernel with all variables. Returns the true `process.exit`.
 */
export function guardExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  const kill = process.kill.bind(process);
  const refuse = (call: string) => (): never => {
    throw new Error(`${call} would end the kernel with all variables. Use Restart in the Kernel menu.`);
  };
  process.exit = refuse("process.exit");
  process.abort = refuse("process.abort");
  process.kill = (pid, signal) => {
    const isOwn = [process.pid, -process.pid, 0].includes(pid);
    // 0 only asks whether the process is there, and SIGINT is an interrupt.
    return isOwn && signal !== 0 && signal !== "SIGINT"
      ? refuse("process.kill of its own process")()
      : kill(pid, signal);
  };
  return exit;
}

/** Defines globals that a cell may replace by a variable of its own. */
export function defineGlobals(globals: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
