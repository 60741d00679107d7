/** How sure an answer was, and whether it was right. */
export interface Certainty {
  /** @unitless */
  readonly probability: number;
  readonly isRight: boolean;
}

/** The expected calibration error over ten equal bins of probability. @unitless */
export function calibrationError(certainties: readonly Certainty[]): number {
  const bins = Array.from({ length: 10 }, () => ({ sure: 0, right: 0 }));
  for (const { probability, isRight } of certainties) {
    const bin = bins[Math.min(9, Math.floor(10 * probability))]!;
    bin.sure += probability;
    bin.right += isRight ? 1 : 0;
  }
  return bins.reduce((sum, { sure, right }) => sum + Math.abs(sure - right), 0) / certainties.length;
}

/** The chance that a value of `above` exceeds one of `below`, ties by half: the area under the ROC curve. @unitless */
export function areaUnder(above: readonly number[], below: readonly number[]): number {
  const sorted = [...below].sort((a, b) => a - b);
  const countUnder = (value: number, isTied: boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value || (isTied && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const sum = above.reduce((total, value) => total + (countUnder(value, false) + countUnder(value, true)) / 2, 0);
  return sum / above.length / below.length;
}

/** The percentile of some values, between the two nearest in proportion. @unitless */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}
