import type { Random } from "../../core/random.js";

/** Counts detected electrons: each value is drawn from the Poisson distribution of the expected number; cost about 50 ns a pixel. */
export function countElectrons(expected: Float32Array, random: Random): Float32Array {
  const counts = new Float32Array(expected.length);
  for (let i = 0; i < expected.length; i++) counts[i] = random.poisson(expected[i]);
  return counts;
}
