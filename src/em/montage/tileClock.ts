import { performance } from "node:perf_hooks";

/** How long tiles take, on the clock of whoever waits for them; pauses do not count. */
export class TileClock {
  #startMs = 0;
  #pausedMs = 0;
  #pausedAtMs: number | undefined;

  start(): void {
    this.#startMs = performance.now();
  }

  pause(): void {
    this.#pausedAtMs ??= performance.now();
  }

  goOn(): void {
    if (this.#pausedAtMs === undefined) return;
    this.#pausedMs += performance.now() - this.#pausedAtMs;
    this.#pausedAtMs = undefined;
  }

  /** What is likely to be left; undefined before the first tile. */
  remainingS(done: number, total: number): number | undefined {
    if (done === 0) return undefined;
    const nowMs = this.#pausedAtMs ?? performance.now();
    return ((nowMs - this.#startMs - this.#pausedMs) / 1000 / done) * (total - done);
  }
}
