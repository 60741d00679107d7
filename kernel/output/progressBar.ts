import { inspect } from "node:util";
import { EmError } from "../../src/core/error.js";
import type { Progress } from "../../src/core/progress.js";
import { InterruptedError } from "../evaluate/interruption.js";
import { nameOfKind } from "./mediaFormats.js";
import type { ProgressLine } from "./progressLine.js";
import { type ProgressState, progressBundle, progressWords } from "./progressText.js";
import { SmoothRate } from "./smoothRate.js";

/** What a bar says beside its numbers. */
export interface BarOptions {
  readonly label?: string | undefined;
  readonly unit?: string | undefined;
  readonly total?: number | undefined;
}

/** Where a bar begins that is opened late. */
export interface BarBeginning {
  readonly count?: number;
  readonly startMs?: number;
  /** Steps of which some take much longer than others tell nothing of the time that is left: no rate is shown. */
  readonly isUneven?: boolean;
}

/** What a bar is part of. */
export interface BarPlace {
  readonly line: ProgressLine;
  /** Called once, when the bar has come to its last state. */
  readonly onEnd: (bar: ProgressBar) => void;
}

/** A bar that counts steps; every change is shown, at most 10 times in a second. */
export class ProgressBar {
  readonly place: BarPlace;
  /** Called when an interrupt ends the bar, by whoever waits for its next step. */
  onInterrupt: (() => void) | undefined;
  readonly unit: string;
  readonly #startMs: number;
  readonly #rate: SmoothRate | undefined;
  #label: string;
  #total: number | undefined;
  #count: number;
  #endMs: number | undefined;
  #state: ProgressState = "running";

  constructor({ label = "", unit = "", total }: BarOptions, place: BarPlace, beginning: BarBeginning = {}) {
    const { count = 0, startMs = performance.now(), isUneven = false } = beginning;
    this.place = place;
    this.#count = count;
    this.#startMs = startMs;
    this.#rate = isUneven ? undefined : new SmoothRate();
    this.#label = label;
    this.unit = unit;
    this.#total = total;
    this.redraw();
  }

  /** The steps done so far. */
  get count(): number {
    return this.#count;
  }

  /** The steps in all, where they are known. */
  get total(): number | undefined {
    return this.#total;
  }

  get label(): string {
    return this.#label;
  }

  get state(): ProgressState {
    return this.#state;
  }

  advance(steps = 1): void {
    if (typeof steps !== "number" || !(steps >= 0 && steps < Infinity)) throw badSteps("advance", steps);
    this.#moveTo(this.#count + steps);
  }

  set(count: number): void {
    if (typeof count !== "number" || !(count >= 0 && count < Infinity)) throw badSteps("set", count);
    this.#moveTo(count);
  }

  /** Takes the state that a long operation reports. */
  report({ done, total, label }: Progress): void {
    this.#total = total;
    this.#label = label;
    this.#moveTo(done);
  }

  /** Shows the bar as it stands, with the time that has gone by. */
  redraw(): void {
    this.place.line.draw(() => progressBundle(this.#view()));
  }

  done(): void {
    this.end("done");
  }

  /** Ends the bar; a bar that has ended stays as it is. */
  end(state: Exclude<ProgressState, "running">): void {
    if (this.#state !== "running") return;
    this.#state = state;
    this.#endMs = performance.now();
    this.redraw();
    this.place.onEnd(this);
    if (state === "interrupted") this.onInterrupt?.();
  }

  /** The steps from where the bar stands to its total; each counts as done when the next one is asked for. */
  *[Symbol.iterator](): IterableIterator<number> {
    let isWhole = false;
    try {
      for (let step = this.#count; this.#total === undefined || step < this.#total; step += 1) {
        yield step;
        this.advance();
      }
      isWhole = true;
    } finally {
      this.end(isWhole ? "done" : "stopped");
    }
  }

  [Symbol.dispose](): void {
    this.end(this.#total === undefined || this.#count >= this.#total ? "done" : "stopped");
  }

  [inspect.custom](): string {
    return `progress: ${progressWords(this.#view())}`;
  }

  #moveTo(count: number): void {
    if (this.#state === "interrupted") throw new InterruptedError();
    if (this.#state !== "running") return;
    this.#count = count;
    if (this.place.line.isDue(performance.now())) this.redraw();
  }

  #view() {
    const elapsedS = ((this.#endMs ?? performance.now()) - this.#startMs) / 1000;
    const averagePerS = this.#rate && this.#count / elapsedS;
    const ratePerS = this.#state === "running" ? this.#rate?.at(elapsedS, this.#count) : averagePerS;
    const [label, unit, count, total] = [this.#label, this.unit, this.#count, this.#total];
    return { state: this.#state, label, unit, count, total, elapsedS, ratePerS };
  }
}

function badSteps(name: string, given: unknown): EmError {
  const found = typeof given === "number" ? String(given) : nameOfKind(given);
  return new EmError("BadOption", `${name} of a progress bar was given ${found}`, {
    fix: "Give a number of steps of at least 0.",
  });
}
