import type { Progress } from "../../src/core/progress.js";
import { kernelTimeout } from "../evaluate/timers.js";
import type { BarBeginning, BarOptions, ProgressBar } from "./progressBar.js";

/** Work that is done within this time shows no bar; a bar that is shown is drawn anew after it (ms). */
const patienceMs = 500;

/** A bar that a long operation shows by itself, once it has taken half a second. */
export class OperationBar {
  readonly #operation: string;
  #timer: NodeJS.Timeout;
  #latest: Progress | undefined;
  #bar: ProgressBar | undefined;

  /** @param open opens the bar under the cell that the operation was called in */
  constructor(operation: string, open: (options: BarOptions, beginning: BarBeginning) => ProgressBar) {
    this.#operation = operation;
    const startMs = performance.now();
    this.#timer = kernelTimeout(() => {
      const { done = 0, total, label } = this.#latest ?? {};
      this.#bar = open({ label: this.#labelOf(label), total }, { count: done, startMs, isUneven: true });
      this.#tick();
    }, patienceMs).unref();
  }

  /** A step may take long: the time that is told goes on meanwhile. */
  #tick(): void {
    this.#timer = kernelTimeout(() => {
      if (this.#bar?.state !== "running") return;
      this.#bar.redraw();
      this.#tick();
    }, patienceMs).unref();
  }

  /** Takes a state of the operation; one that comes after the end is not shown. */
  readonly onProgress = (state: Progress): void => {
    this.#latest = state;
    if (this.#bar?.state !== "running") return;
    this.#bar.report({ ...state, label: this.#labelOf(state.label) });
  };

  /** The operation has come to its result, or it has failed. */
  end(isDone: boolean): void {
    clearTimeout(this.#timer);
    const bar = this.#bar;
    if (bar?.state !== "running") return;
    if (isDone) {
      const total = this.#latest?.total ?? 0;
      bar.report({ done: total, total, label: this.#operation });
    }
    bar.end(isDone ? "done" : "stopped");
  }

  #labelOf(step: string | undefined): string {
    return step ? `${this.#operation}, ${step}` : this.#operation;
  }
}
