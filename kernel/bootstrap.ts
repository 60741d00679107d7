import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Progress } from "../src/core/progress.js";
import type { Comms } from "./comms.js";
import type { ForcedStopHook } from "./evaluate/forcedStop.js";
import { moduleUrl } from "./packedModules.js";

/** What the kernel offers to the module that exports `em`. */
export interface SessionHooks {
  /** The signal of the running cell: it fires when the user interrupts; undefined when no cell runs. */
  signal(): AbortSignal | undefined;
  /** Shows a value under the running cell. */
  display(value: unknown): Promise<void>;
  /** Channels to the front end, for widgets. */
  readonly comms: Comms;
  /** Takes the states of a long operation, and shows them as a bar under the running cell once it has taken half a second. */
  progress(operation: string): { onProgress(state: Progress): void; end(isDone: boolean): void };
  /** Asks the person at the front end for a line of text; rejects where nobody can be asked. */
  ask(prompt: string): Promise<string>;
  /**
   * Registers what brings an instrument into a safe state when a cell was stopped without its `finally`, and when the
   * kernel ends: at an interrupt that the cell did not heed, at a restart, at a shutdown. A hook has 2 s, or 1.2 s when
   * the kernel ends; the next cell waits for it; it may be called when nothing is moving, and more than once. Returns
   * what takes it back.
   */
  onForcedStop(hook: ForcedStopHook): () => void;
}

interface EmModule {
  readonly em?: unknown;
  readonly bindSession?: (hooks: SessionHooks) => void;
}

/** The folder of the built project: its files are internal to the user. */
export const distFolder = fileURLToPath(new URL("../", import.meta.url));

const emPath = fileURLToPath(new URL("../src/em/index.js", import.meta.url));

/** The declarations of `em` for the type checker, or undefined where the module is not there. */
export function emDeclarations(): string | undefined {
  return existsSync(emPath) ? emPath : undefined;
}

/**
 * Loads the module that exports `em` and makes it global. The kernel has no static import of it: a kernel without
 * microscopy, or with a broken `em`, still runs cells.
 */
export async function loadEm(hooks: SessionHooks): Promise<unknown> {
  if (!existsSync(emPath)) return undefined;
  const loaded = (await import(moduleUrl("src/em/index.js").href)) as EmModule;
  loaded.bindSession?.(hooks);
  return loaded.em;
}
