import { OperationBar } from "./operationBar.js";
import type { OutputPort } from "./outputPort.js";
import { type BarBeginning, type BarOptions, ProgressBar } from "./progressBar.js";
import { ProgressLine } from "./progressLine.js";
import type { ShownIds } from "./shownIds.js";

/** Runs whose bars can still be ended by an interrupt; bars that nobody ends would otherwise stay in memory. */
const runsKept = 128;

/** How a run has ended, as its bars tell it. */
export type RunEnd = "ok" | "error" | "interrupted";

/** Lines of bars that have ended, by what they were for: the next bar of that is drawn there. */
type FreeLines = Map<string, ProgressLine[]>;

/** Where a bar takes its line from, and leaves it. */
interface LinePlace {
  readonly freeLines: FreeLines | undefined;
  readonly key: string;
}

/** A bar that is open, and the lines of those that have ended within it. */
interface Nested {
  readonly bar: ProgressBar;
  readonly freeLines: FreeLines;
}

/** The run that a bar belongs to, and its interrupt. */
interface BarOwner {
  readonly runId: number;
  readonly signal: AbortSignal | undefined;
}

/** The bars that are open, by the run that opened them. */
export class ProgressBars {
  readonly #port: OutputPort;
  readonly #ids: ShownIds;
  readonly #open = new Map<number, Nested[]>();
  /** Lines of operations that show their bars by themselves, outside of any other bar. */
  readonly #shared = new Map<number, FreeLines>();
  readonly #watched = new WeakSet<AbortSignal>();
  #lastId = 0;

  constructor(port: OutputPort, ids: ShownIds) {
    this.#port = port;
    this.#ids = ids;
  }

  /** A new bar: within the last one of its run that is open, if there is one. */
  open(options: BarOptions): ProgressBar {
    const runId = this.#port.owner();
    const parent = this.#open.get(runId)?.at(-1);
    const place = { freeLines: parent?.freeLines, key: options.label ?? "" };
    return this.#openAt({ runId, signal: this.#port.signal() }, options, place);
  }

  /** A bar that an operation shows by itself when it takes long; many calls in one cell share a line. */
  forOperation(operation: string): OperationBar {
    const at = { runId: this.#port.owner(), signal: this.#port.signal() };
    return new OperationBar(operation, (options, beginning) => {
      const shared = this.#shared.get(at.runId) ?? new Map();
      this.#shared.set(at.runId, shared);
      const freeLines = this.#open.get(at.runId)?.at(-1)?.freeLines ?? shared;
      return this.#openAt(at, options, { freeLines, key: operation }, beginning);
    });
  }

  #openAt({ runId, signal }: BarOwner, options: BarOptions, place: LinePlace, beginning?: BarBeginning): ProgressBar {
    const line = place.freeLines?.get(place.key)?.pop() ?? this.#newLine(runId);
    const onEnd = (ended: ProgressBar) => this.#close(runId, ended, place);
    const bar = new ProgressBar(options, { line, onEnd }, beginning);
    if (signal) this.#watch(signal, runId);
    const open = this.#open.get(runId) ?? [];
    this.#open.set(runId, open);
    open.push({ bar, freeLines: new Map() });
    if (this.#open.size > runsKept) this.#open.delete(this.#open.keys().next().value!);
    return bar;
  }

  /** The run has ended, or the timers of all: what waits is shown, and after an error or interrupt no bar goes on. */
  endRun(runId: number | undefined, how: RunEnd): void {
    const runs = runId === undefined ? [...this.#open.keys()] : [runId];
    for (const run of runs) this.#endBars(run, how);
  }

  #endBars(runId: number, how: RunEnd): void {
    const open = this.#open.get(runId) ?? [];
    for (const { bar, freeLines } of [...open].reverse()) {
      if (how !== "ok") bar.end(how === "error" ? "stopped" : "interrupted");
      flushAll(freeLines);
      bar.place.line.flush();
    }
    flushAll(this.#shared.get(runId) ?? new Map());
    this.#shared.delete(runId);
  }

  /** One listener for all bars of a run: of more than ten on one signal Node warns. */
  #watch(signal: AbortSignal, runId: number): void {
    if (this.#watched.has(signal)) return;
    this.#watched.add(signal);
    signal.addEventListener("abort", () => this.#endBars(runId, "interrupted"), { once: true });
  }

  #newLine(runId: number): ProgressLine {
    this.#lastId += 1;
    return new ProgressLine(this.#port, this.#ids, `emlab-progress-${process.pid}-${this.#lastId}`, runId);
  }

  #close(runId: number, bar: ProgressBar, { freeLines, key }: LinePlace): void {
    const open = this.#open.get(runId) ?? [];
    const at = open.findIndex((nested) => nested.bar === bar);
    if (at >= 0) for (const ended of open.splice(at, 1)) flushAll(ended.freeLines);
    if (open.length === 0) this.#open.delete(runId);
    const { line } = bar.place;
    // Of many bars in one place each would be a message of its own: they share a line and its pace.
    const isShared = freeLines === this.#shared.get(runId) || open.some((nested) => nested.freeLines === freeLines);
    if (freeLines && isShared) freeLines.set(key, [...(freeLines.get(key) ?? []), line]);
    else line.flush();
  }
}

function flushAll(lines: FreeLines): void {
  for (const free of lines.values()) for (const line of free) line.flush();
}
