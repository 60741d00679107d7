import { kernelTimeout } from "./timers.js";

/** Why a cell was stopped without its `finally`: the user interrupted it, or the kernel is ending. */
export type ForcedStopReason = "interrupted" | "ending";

/** Brings what a cell has left moving into a safe state; may be called when nothing is moving. */
export type ForcedStopHook = (reason: ForcedStopReason) => void | Promise<void>;

/** How long a hook may take (ms): the next cell waits for it, or the end of the process. */
const limitMs: Readonly<Record<ForcedStopReason, number>> = { interrupted: 2000, ending: 1200 };

/** The hooks that stand in for the `finally` of a cell that was stopped by force. */
export class ForcedStop {
  readonly #hooks = new Set<ForcedStopHook>();
  readonly #onFailure: (error: unknown) => void;
  #running: Promise<unknown> = Promise.resolve();

  /** `onFailure` is told of hooks that throw or take too long. */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Registers a hook; the result takes it back. */
  add(hook: ForcedStopHook): () => void {
    this.#hooks.add(hook);
    return () => this.#hooks.delete(hook);
  }

  /** Calls all hooks side by side; resolves when each has ended or has had its time. */
  run(reason: ForcedStopReason): Promise<void> {
    const calls = [...this.#hooks].map((hook) => this.#call(hook, reason));
    const ended = Promise.all([this.#running, ...calls]).then(() => {});
    this.#running = ended;
    return ended;
  }

  /** Resolves when no hook is running. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #call(hook: ForcedStopHook, reason: ForcedStopReason): Promise<void> {
    try {
      await Promise.race([hook(reason), tooLate(limitMs[reason])]);
    } catch (error) {
      this.#onFailure(error);
    }
  }
}

function tooLate(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    const message = `a safety hook did not end within ${ms} ms: look at the instrument yourself`;
    kernelTimeout(() => reject(new Error(message)), ms).unref();
  });
}
