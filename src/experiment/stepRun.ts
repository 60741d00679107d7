import { EmError, throwIfAborted } from "../core/error.js";

/** How a run is: it ends in done, stopped or failed. */
export type StepRunState = "planned" | "running" | "pausing" | "paused" | "done" | "stopped" | "failed";

/** What a run does. */
export interface StepRunWork {
  /** How the work is called in errors: "em.run.montage". */
  readonly name: string;
  /** How many steps there are. @unitless */
  readonly count: number;
  /** Before the first step, and after the last, whatever happened. */
  begin?(): Promise<void>;
  end?(state: StepRunState, failure: unknown): Promise<void>;
  step(index: number, signal: AbortSignal): Promise<void>;
  /** A step failed: true where the run goes on with the next. */
  passOver(index: number, error: unknown): boolean;
}

/**
 * Steps that are done one after the other, and can be paused, gone on with and stopped between them.
 *
 * A pause waits for the step that is being done; a stop ends it.
 */
export class StepRun {
  readonly #work: StepRunWork;
  readonly #stop = new AbortController();
  readonly #listeners = new Set<() => void>();
  #state: StepRunState = "planned";
  #failure: unknown;
  #done: Promise<void> | undefined;
  #goOn: () => void = () => {};

  constructor(work: StepRunWork) {
    this.#work = work;
  }

  get state(): StepRunState {
    return this.#state;
  }

  /** Why it ended before its time; undefined where it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** True once nothing more comes. */
  get isOver(): boolean {
    return this.#state === "done" || this.#state === "stopped" || this.#state === "failed";
  }

  /** Calls the listener whenever the state changes; the result ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Begins, or gives the run that has begun; resolves when all steps are done or it was stopped.
   *
   * Errors: Aborted when the signal fires; what a step has thrown that is not passed over. @param signal ends the run as an interrupt does
   */
  start(signal?: AbortSignal): Promise<void> {
    this.#done ??= this.#run(signal);
    return this.#done;
  }

  /** Waits before the next step. */
  pause(): void {
    if (this.#state === "running") this.#set("pausing");
  }

  /** Goes on after a pause. */
  resume(): void {
    if (this.#state !== "pausing" && this.#state !== "paused") return;
    this.#set("running");
    this.#goOn();
  }

  /** Ends it now: the step that is being done is ended too. */
  stop(): void {
    if (this.isOver) return;
    this.#stop.abort(new Error("stop() was called"));
    this.#goOn();
    if (this.#state === "planned") this.#set("stopped");
  }

  async #run(signal: AbortSignal | undefined): Promise<void> {
    const interrupt = () => {
      this.#stop.abort(signal?.reason);
      this.#goOn();
    };
    if (signal?.aborted) interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    let end: StepRunState = "done";
    try {
      await this.#all(signal);
    } catch (error) {
      const isStopped = this.#stop.signal.aborted;
      end = isStopped || isAborted(error) ? "stopped" : "failed";
      // Whoever stopped it knows; an interrupt must not let a cell go on to what comes after it.
      if (!isStopped || signal?.aborted) this.#failure = error;
    } finally {
      signal?.removeEventListener("abort", interrupt);
    }
    await this.#work.end?.(end, this.#failure).catch((error: unknown) => {
      if (end !== "failed") [end, this.#failure] = ["failed", this.#failure ?? error];
    });
    this.#set(end);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #all(signal: AbortSignal | undefined): Promise<void> {
    const { name, count } = this.#work;
    const ending = this.#stop.signal;
    throwIfAborted(ending, name);
    this.#set("running");
    await this.#work.begin?.();
    for (let index = 0; index < count; index++) {
      await this.#pauseWhereAsked();
      throwIfAborted(ending, name);
      try {
        await this.#work.step(index, ending);
      } catch (error) {
        if (ending.aborted || isAborted(error) || !this.#work.passOver(index, error)) throw error;
      }
    }
    if (signal?.aborted) throwIfAborted(signal, name);
  }

  async #pauseWhereAsked(): Promise<void> {
    if (this.#state !== "pausing" || this.#stop.signal.aborted) return;
    this.#set("paused");
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
    });
  }

  #set(state: StepRunState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof EmError && error.tag === "Aborted";
}
