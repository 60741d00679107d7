import type { OutputPort } from "./outputPort.js";
import { type BarOptions, ProgressBar } from "./progressBar.js";
import { ProgressLine } from "./progressLine.js";
import type { ShownIds } from "./shownIds.js";

/** How a run has ended, as its bars tell it. */
export type RunEnd = "ok" | "error" | "interrupted";

/** The place of a bar among those of its run. */
interface Nested {
  readonly bar: ProgressBar;
  /** The lines of bars within it that have ended, by their label: the next one of that label is drawn there. */
  readonly freeLines: Map<string, ProgressLine[]>;
}

/** The bars that are open, by the run that opened them. */
export class ProgressBars {
  readonly #port: OutputPort;
  readonly #ids: ShownIds;
  readonly #open = new Map<number, Nested[]>();
  #lastId = 0;

  constructor(port: OutputPort, ids: ShownIds) {
    this.#port = port;
    this.#ids = ids;
  }

  /** A new bar: within the last one of its run that is open, if there is one. */
  open(options: BarOptions): ProgressBar {
    const runId = this.#port.owner();
    const open = this.#open.get(runId) ?? [];
    this.#open.set(runId, open);
    const parent = open.at(-1);
    const line = parent?.freeLines.get(options.label ?? "")?.pop() ?? this.#newLine();
    const onEnd = (ended: ProgressBar) => this.#close(runId, ended, parent, options.label ?? "");
    const bar = new ProgressBar(options, { line, signal: this.#port.signal(), onEnd });
    open.push({ bar, freeLines: new Map() });
    return bar;
  }

  /** The run has ended: what waits is shown, and after an error or interrupt no bar goes on. */
  endRun(runId: number, how: RunEnd): void {
    const open = this.#open.get(runId) ?? [];
    for (const { bar, freeLines } of [...open].reverse()) {
      if (how !== "ok") bar.end(how === "error" ? "stopped" : "interrupted");
      flushAll(freeLines);
      bar.place.line.flush();
    }
  }

  #newLine(): ProgressLine {
    this.#lastId += 1;
    return new ProgressLine(this.#port, this.#ids, `emlab-progress-${process.pid}-${this.#lastId}`);
  }

  #close(runId: number, bar: ProgressBar, parent: Nested | undefined, label: string): void {
    const open = this.#open.get(runId) ?? [];
    const at = open.findIndex((nested) => nested.bar === bar);
    if (at >= 0) for (const { freeLines } of open.splice(at, 1)) flushAll(freeLines);
    if (open.length === 0) this.#open.delete(runId);
    const { line } = bar.place;
    // Of the many bars within another one each would be a message of its own: they share a line and its pace.
    if (parent && open.includes(parent)) parent.freeLines.set(label, [...(parent.freeLines.get(label) ?? []), line]);
    else line.flush();
  }
}

function flushAll(lines: ReadonlyMap<string, readonly ProgressLine[]>): void {
  for (const free of lines.values()) for (const line of free) line.flush();
}
