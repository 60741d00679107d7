/** The values shown as the darkest and the brightest shade. */
export interface ContrastRange {
  /** In the units of the image's values. @unitless */
  readonly low: number;
  /** In the units of the image's values. @unitless */
  readonly high: number;
}

const binCount = 16_384;

/**
 * The values below which the given per cent of the finite pixels lie, to 1/16,000 of the range between them.
 *
 * NaN and infinite pixels do not count; an image without a finite pixel gives 0 and 0. Where both percentiles fall on one value
 * (a nearly empty image) the range is that of all values. Cost: two to four passes, about 5 ms per megapixel each.
 *
 * @example
 * percentileRange(new Float32Array([0, 1, 2, 3]), 0, 100); // { low: 0, high: 3 }
 */
export function percentileRange(data: Float32Array, lowPercent: number, highPercent: number): ContrastRange {
  const whole = finiteRange(data);
  if (whole.count === 0) return { low: 0, high: 0 };
  let bracket: ContrastRange = whole;
  // A few hot pixels can squeeze all others into few bins, so the histogram is taken again within the first answer.
  for (let pass = 0; pass < 3 && bracket.high > bracket.low; pass++) {
    const next = bracketOf(data, bracket, whole.count, lowPercent, highPercent);
    const shrunk = next.high - next.low < (bracket.high - bracket.low) / 8;
    bracket = next;
    if (!shrunk) break;
  }
  const met = finiteRange(data, bracket.low, bracket.high);
  return met.high > met.low ? { low: bracket.low, high: bracket.high } : { low: whole.low, high: whole.high };
}

/** The smallest and largest finite value between two limits, and how many lie there. */
function finiteRange(data: Float32Array, from = -Infinity, to = Infinity): ContrastRange & { count: number } {
  let low = Infinity;
  let high = -Infinity;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    // The difference is 0 but for NaN and both infinities.
    if (value - value !== 0 || value < from || value > to) continue;
    count++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high, count };
}

function bracketOf(
  data: Float32Array,
  within: ContrastRange,
  count: number,
  lowPercent: number,
  highPercent: number,
): ContrastRange {
  const width = (within.high - within.low) / binCount;
  const bins = new Float64Array(binCount);
  let below = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value < within.low) below += value === -Infinity ? 0 : 1;
    else if (value <= within.high) bins[Math.min(binCount - 1, Math.floor((value - within.low) / width))]!++;
  }
  const edge = (rank: number, upper: 0 | 1) => {
    let sum = below;
    for (let bin = 0; bin < binCount; bin++) {
      sum += bins[bin]!;
      if (sum >= rank) return bin + upper === binCount ? within.high : within.low + (bin + upper) * width;
    }
    return within.high;
  };
  return {
    low: edge(Math.max(1, (lowPercent / 100) * count), 0),
    high: edge((highPercent / 100) * count, 1),
  };
}

/**
 * Turns values into shades from 0 to levels - 1, clipped at the range; NaN becomes shade 0.
 *
 * Gamma below 1 lifts the dark parts, above 1 lowers them.
 */
export function toShades(data: Float32Array, range: ContrastRange, levels: number, gamma = 1): Uint8Array {
  const shades = new Uint8Array(data.length);
  const top = levels - 1;
  const span = range.high - range.low;
  if (!(span > 0)) return shades.fill(Math.round(top / 2));
  for (let i = 0; i < data.length; i++) {
    const share = (data[i]! - range.low) / span;
    if (share >= 1) shades[i] = top;
    else if (share > 0) shades[i] = (gamma === 1 ? share : share ** gamma) * top + 0.5;
  }
  return shades;
}
