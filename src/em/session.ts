import { EmError } from "../core/error.js";
import type { Progress } from "../core/progress.js";
import type { CommsPort } from "../widgets/commPort.js";
import { WidgetHost } from "../widgets/widgetHost.js";

/** Shows how far a long operation is. */
interface ShownProgress {
  onProgress(state: Progress): void;
  /** Ends it: with the result, or without. */
  end(isDone: boolean): void;
}

/** What the kernel lends to `em` while cells run. */
export interface Session {
  /** The signal that fires when the running cell is interrupted; undefined when no cell runs. */
  signal(): AbortSignal | undefined;
  /** Shows a value at once, as the last line of a cell would be shown. */
  display(value: unknown): void;
  /** A bar under the running cell for an operation, shown once it has taken half a second. */
  progress(operation: string): ShownProgress;
  /** Asks the person at the notebook; rejects where nobody can be asked. */
  ask(prompt: string): Promise<string>;
  /** Registers what brings an instrument into a safe state when a cell was stopped without its `finally`. */
  onForcedStop(hook: ForcedStopHook): () => void;
  /** Channels to the front end, for widgets; undefined where there is none. */
  readonly comms: CommsPort | undefined;
}

type ForcedStopHook = (reason: "interrupted" | "ending") => void | Promise<void>;

const unbound: Session = {
  signal: () => undefined,
  display: () => undefined,
  progress: () => ({ onProgress: () => undefined, end: () => undefined }),
  ask: () => Promise.reject(new Error("nobody can be asked here")),
  onForcedStop: () => () => {},
  comms: undefined,
};
let session: Session = unbound;
let host: WidgetHost | undefined;

/** Tells `em` of the kernel that it runs in; without it nothing is interrupted and nothing is shown by itself. */
export function bindSession(bound: Partial<Session>): void {
  session = { ...unbound, ...bound };
  // At once: a page that is opened again asks for the widgets before any is made.
  host = session.comms && new WidgetHost(session.comms);
}

/** The widgets that are open at the front end; undefined where there is none. */
export function widgetHost(): WidgetHost | undefined {
  return host;
}

/** The signal of the running cell, which fires when the user interrupts it; undefined when no cell runs. */
export function sessionSignal(): AbortSignal | undefined {
  return session.signal();
}

/** Fills in the signal of the running cell where the user gives none. */
export function withSessionSignal<T extends { readonly signal?: AbortSignal }>(options: T | undefined): T {
  const given = options ?? ({} as T);
  const signal = session.signal();
  // What is no object goes on as it is: the operation says what is wrong with it.
  if (signal === undefined || typeof given !== "object" || given.signal !== undefined) return given;
  return { ...given, signal };
}

/** Runs a long operation and shows how far it is, unless the user looks at its progress by other means. */
export async function withSessionProgress<T>(
  operation: string,
  given: ((state: Progress) => void) | undefined,
  work: (onProgress: (state: Progress) => void) => Promise<T>,
): Promise<T> {
  if (given) return work(given);
  const shown = session.progress(operation);
  let isDone = false;
  try {
    const result = await work(shown.onProgress);
    isDone = true;
    return result;
  } finally {
    shown.end(isDone);
  }
}

/** Shows a value in the notebook. */
export function showNow(value: unknown): void {
  session.display(value);
}

/**
 * Asks the person at the notebook for a line of text.
 *
 * Errors: NotArmed where nobody can be asked: a notebook that a program runs.
 */
export async function askPerson(prompt: string): Promise<string> {
  try {
    return await session.ask(prompt);
  } catch (error) {
    throw new EmError("NotArmed", "a person has to answer, and nobody can be asked here", {
      fix: "Run this cell in JupyterLab, by itself.",
      cause: error,
    });
  }
}

/**
 * Calls the hook when a cell was stopped by force, so that its `finally` did not run, and when the kernel ends. It has 2 s
 * (1.2 s at the end), may be called when nothing is moving, and more than once. Returns what takes it back.
 */
export function onForcedStop(hook: ForcedStopHook): () => void {
  return session.onForcedStop(hook);
}
