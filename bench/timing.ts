/** Middle value; of an even number of values the lower middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Times of calls of a function one after the other, for about `roundMs` and at least one: ms. */
export function timesFor(run: () => unknown, roundMs: number): number[] {
  const times: number[] = [];
  const endMs = performance.now() + roundMs;
  while (times.length === 0 || performance.now() < endMs) {
    const startMs = performance.now();
    run();
    times.push(performance.now() - startMs);
  }
  return times;
}
