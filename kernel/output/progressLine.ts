import { kernelTimeout } from "../evaluate/timers.js";
import type { OutputPort } from "./outputPort.js";
import type { ShownIds } from "./shownIds.js";

/** The time between two states of one line that are sent: at most 10 in a second (ms). */
export const linePeriodMs = 100;

type Draw = () => Readonly<Record<string, unknown>>;

/** One output that is replaced again and again: what comes too fast waits, and the last state is always sent. */
export class ProgressLine {
  readonly #port: OutputPort;
  readonly #ids: ShownIds;
  readonly #id: string;
  readonly runId: number;
  #waiting: Draw | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextMs = -Infinity;

  constructor(port: OutputPort, ids: ShownIds, id: string, runId: number) {
    this.#port = port;
    this.#ids = ids;
    this.#id = id;
    this.runId = runId;
  }

  /** Whether it would be drawn at this time rather than wait. */
  isDue(nowMs: number): boolean {
    return nowMs >= this.#nextMs || this.#waiting === undefined;
  }

  /** Shows a state now if the last one is long enough ago; otherwise it waits, unless a newer one comes. */
  draw(draw: Draw): void {
    this.#waiting = draw;
    const waitMs = this.#nextMs - performance.now();
    if (waitMs <= 0) this.flush();
    // In a loop that never waits no timer fires; there the next step that is due draws.
    else this.#timer ??= kernelTimeout(() => this.flush(), waitMs).unref();
  }

  /** Shows the state that waits, at once. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const draw = this.#waiting;
    if (!draw) return;
    this.#waiting = undefined;
    this.#nextMs = performance.now() + linePeriodMs;
    const content = { data: draw(), metadata: {}, transient: { display_id: this.#id } };
    this.#port.publish(this.#ids.messageType(this.runId, this.#id), content, this.runId);
  }
}
