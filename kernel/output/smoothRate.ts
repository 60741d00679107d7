/** Over this time older steps lose their weight (s). */
const memoryS = 5;
/** A rate is not told before this much time has gone by (s). */
const shortestS = 0.2;

/** The rate of steps of late: it follows work that becomes slower, and does not jump with every step. */
export class SmoothRate {
  #ratePerS: number | undefined;
  #lastS = 0;
  #lastCount = 0;

  /** Tells the count at a time, and gives the rate (1/s); undefined while too little is known. */
  at(timeS: number, count: number): number | undefined {
    const spanS = timeS - this.#lastS;
    if (spanS < shortestS || count < this.#lastCount) return this.#ratePerS;
    const freshPerS = (count - this.#lastCount) / spanS;
    const weight = this.#ratePerS === undefined ? 1 : 1 - Math.exp(-spanS / memoryS);
    this.#ratePerS = (this.#ratePerS ?? 0) + weight * (freshPerS - (this.#ratePerS ?? 0));
    this.#lastS = timeS;
    this.#lastCount = count;
    return this.#ratePerS;
  }
}
