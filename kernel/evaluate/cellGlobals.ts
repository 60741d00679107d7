import type { CellRunner } from "./cellRunner.js";

/** Options of `display`. */
export interface DisplayOptions {
  /** A name for this output, by which `updateDisplay` finds it again. */
  readonly id?: string;
}

/** The functions that every cell finds without an import; language/prelude.ts declares them. */
export function cellGlobals(runner: CellRunner) {
  const show = (type: string, value: unknown, id: string | undefined) =>
    runner.show(type, value, (data) => ({ data, metadata: {}, transient: id === undefined ? {} : { display_id: id } }));
  return {
    display: (value: unknown, { id }: DisplayOptions = {}): Promise<void> => show("display_data", value, id),
    updateDisplay: (id: string, value: unknown): Promise<void> => show("update_display_data", value, id),
    clearOutput: ({ wait = false }: { wait?: boolean } = {}): Promise<void> => runner.publish("clear_output", { wait }),
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
