import type { Random } from "../../core/random.js";

/** A spectrum from which counts are drawn. */
export interface CountDistribution {
  /** Expected counts per channel for a factor of one. @unitless */
  readonly expected: Float64Array;
  /** Their running sum. @unitless */
  readonly cumulative: Float64Array;
  /** Their sum. @unitless */
  readonly total: number;
}

/** Makes the running sum of expected counts, which none of must be negative. */
export function countDistribution(expected: Float64Array): CountDistribution {
  const cumulative = new Float64Array(expected.length);
  let total = 0;
  for (let i = 0; i < expected.length; i++) {
    total += expected[i];
    cumulative[i] = total;
  }
  return { expected, cumulative, total };
}

/**
 * Adds Poisson counts of a spectrum times a factor to channels, and returns how many there were.
 *
 * Few counts are drawn as a number and a channel for each of them, many as a number per channel: both are exact, since independent Poisson
 * counts have a Poisson sum that falls on the channels in proportion. Cost: 0.2 us a count, at most 0.1 us a channel.
 */
export function drawCounts(
  { expected, cumulative, total }: CountDistribution,
  factor: number,
  random: Random,
  into: Int32Array | Uint16Array,
): number {
  const mean = total * factor;
  if (!(mean > 0)) return 0;
  if (mean > expected.length) return drawChannels(expected, factor, random, into);
  const count = random.poisson(mean);
  for (let i = 0; i < count; i++) into[channelOf(cumulative, random.uniform() * total)]++;
  return count;
}

function drawChannels(expected: Float64Array, factor: number, random: Random, into: Int32Array | Uint16Array): number {
  let sum = 0;
  for (let i = 0; i < expected.length; i++) {
    const count = random.poisson(expected[i] * factor);
    into[i] += count;
    sum += count;
  }
  return sum;
}

/** The first channel whose running sum lies above a value. */
function channelOf(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
