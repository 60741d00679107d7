// Timers of Node itself: those of globalThis belong to the cell that sets them, and end with it.
import { clearTimeout, setTimeout } from "node:timers";
import { frameWindow, readPageReport } from "../../messages/live/pageReport.js";

/** A page that has drawn nothing for so long is not waited for: it is hidden, or gone without a word (ms). */
const patienceMs = 2000;

/** Where no page is known to draw, a frame is sent so often: one that has just come back will take it (ms). */
const restMs = 1000;

/**
 * Between two frames (ms): somewhat less than between two pictures of a screen, so that few of these miss one. A page makes room for two frames at
 * once; sent together they would be drawn as one.
 */
const spacingMs = 13;

/** Sends a frame under a number, at the binning that the pages can make use of. */
export type SendFrame<F> = (frame: F, number: number, binning: number) => void;

interface Page {
  drawn: number;
  binning: number;
  heardAtMs: number;
}

/**
 * Frames on their way to the pages that show them: at most a few at a time, always the newest, and the last one for certain.
 *
 * What comes while the pages are still drawing takes the place of what waits. A page that hides or goes is waited for 2 s, once.
 */
export class FrameStream<F> {
  readonly #send: SendFrame<F>;
  readonly #nowMs: () => number;
  readonly #pages = new Map<string, Page>();
  #waiting: F | undefined;
  #last: F | undefined;
  #number = 0;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: SendFrame<F>, nowMs = () => performance.now()) {
    this.#send = send;
    this.#nowMs = nowMs;
  }

  /** How many frames were sent. @unitless */
  get sentCount(): number {
    return this.#number;
  }

  /** Shows a frame, as soon as the pages have room for it. */
  push(frame: F): void {
    this.#waiting = frame;
    this.#last = frame;
    this.#go();
  }

  /** Takes what a page says; anything else is left out. */
  receive(body: unknown): void {
    const report = readPageReport(body);
    if (!report) return;
    const { what, page: name, number, binning } = report;
    if (what === "left") this.#pages.delete(name);
    else {
      const drawn = Math.min(number, this.#number);
      const before = this.#pages.get(name);
      // A page that is new owes nothing for what was sent before it came.
      const page = { drawn: before ? Math.max(before.drawn, drawn) : this.#number, binning, heardAtMs: this.#nowMs() };
      this.#pages.set(name, page);
      if (what === "ready") this.#waiting ??= this.#last;
    }
    this.#go();
  }

  /** Sends nothing more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#pages.clear();
    this.#waiting = undefined;
    this.#last = undefined;
  }

  #go(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const frame = this.#waiting;
    if (frame === undefined) return;
    const waitMs = this.#waitMs();
    if (waitMs > 0) {
      this.#timer = setTimeout(() => this.#go(), waitMs).unref();
      return;
    }
    this.#waiting = undefined;
    this.#number += 1;
    this.#sentAtMs = this.#nowMs();
    const pages = this.#listening();
    this.#send(frame, this.#number, pages.length > 0 ? Math.min(...pages.map((page) => page.binning)) : 1);
  }

  /** How long until a frame may be sent; 0 for now. */
  #waitMs(): number {
    const now = this.#nowMs();
    const pages = this.#listening();
    if (pages.length === 0) return Math.max(0, this.#sentAtMs + restMs - now);
    const full = pages.filter(({ drawn }) => this.#number - drawn >= frameWindow);
    if (full.length > 0) return Math.max(1, ...full.map((page) => page.heardAtMs + patienceMs - now));
    return Math.max(0, this.#sentAtMs + spacingMs - now);
  }

  /** The pages that draw, or were heard a short while ago. */
  #listening(): Page[] {
    const now = this.#nowMs();
    return [...this.#pages.values()].filter(
      ({ drawn, heardAtMs }) => this.#number - drawn < frameWindow || now - heardAtMs < patienceMs,
    );
  }
}
