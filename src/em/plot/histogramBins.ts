/** How many values fall into each of even bins. */
export interface HistogramBins {
  /** Middles of the bins, in the units of the values. @unitless */
  readonly middles: readonly number[];
  /** How many values fall into each. @unitless */
  readonly numbers: readonly number[];
  /** In the units of the values. @unitless */
  readonly width: number;
  /** How many values are finite and between the ends. @unitless */
  readonly counted: number;
  /** How many are not finite. @unitless */
  readonly notFinite: number;
}

/** Which values count, and into how many bins; 0 bins: as many as suit them. */
export interface BinChoice {
  /** In the units of the values. @unitless */
  readonly from: number;
  /** In the units of the values. @unitless */
  readonly to: number;
  /** @unitless */
  readonly bins: number;
}

const mostBins = 500;
/** Quartiles are taken of no more values than this: enough for the width of a bin. */
const sampleSize = 100_000;

/**
 * Counts values in even bins; the greatest value belongs to the last.
 *
 * Without a number of bins their width is 2 IQR / n^(1/3), and for whole numbers a whole one, since others would hold unequal shares.
 * Source: Freedman and Diaconis 1981. Cost: two passes, and the sorting of at most 100,000 values.
 */
export function histogramBins(values: ArrayLike<number>, { from, to, bins }: BinChoice): HistogramBins {
  let [low, high, counted, notFinite, areWhole] = [Infinity, -Infinity, 0, 0, true];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) notFinite++;
    else if (value >= from && value <= to) {
      counted++;
      if (value < low) low = value;
      if (value > high) high = value;
      if (areWhole && !Number.isInteger(value)) areWhole = false;
    }
  }
  if (counted === 0) return { middles: [], numbers: [], width: 1, counted, notFinite };
  const { start, width, count } = layOut(values, { from, to, bins, low, high, counted, areWhole });
  const numbers = new Array<number>(count).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= from && value <= to && Number.isFinite(value))
      numbers[Math.min(count - 1, Math.max(0, Math.floor((value - start) / width)))]!++;
  }
  return { middles: numbers.map((_, i) => start + (i + 0.5) * width), numbers, width, counted, notFinite };
}

interface Reach extends BinChoice {
  readonly low: number;
  readonly high: number;
  readonly counted: number;
  readonly areWhole: boolean;
}

function layOut(values: ArrayLike<number>, reach: Reach): { start: number; width: number; count: number } {
  const { from, to, bins, low, high, counted, areWhole } = reach;
  const [least, greatest] = [Number.isFinite(from) ? from : low, Number.isFinite(to) ? to : high];
  if (bins > 0) {
    const spread = greatest > least ? greatest - least : Math.abs(least) * 1e-3 || 1;
    const start = greatest > least ? least : least - spread / 2;
    return { start, width: spread / bins, count: bins };
  }
  const wanted = (2 * quartileDistance(values, reach)) / Math.cbrt(counted) || (high - low) / 10 || 1;
  const width = Math.max(wanted, (greatest - least) / mostBins);
  if (areWhole) {
    const whole = Math.max(1, Math.ceil(width - 1e-9));
    return { start: low - 0.5, width: whole, count: Math.floor((high - low) / whole) + 1 };
  }
  const count = Math.max(1, Math.min(mostBins, Math.ceil((greatest - least) / width)));
  return greatest > least
    ? { start: least, width: (greatest - least) / count, count }
    : { start: least - width / 2, width, count: 1 };
}

function quartileDistance(values: ArrayLike<number>, { from, to }: Reach): number {
  const step = Math.max(1, Math.floor(values.length / sampleSize));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step) {
    const value = values[i]!;
    if (Number.isFinite(value) && value >= from && value <= to) sample.push(value);
  }
  const sorted = Float64Array.from(sample).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return at(0.75) - at(0.25);
}
