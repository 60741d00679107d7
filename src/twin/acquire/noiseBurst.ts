import type { Random } from "../../core/random.js";
import { type ParameterGroup, placeholder, type ValuesOf } from "../parameter.js";

/** How bad the twin's faults are when they are switched on. */
export const faultParameters = {
  burstRowsPx: placeholder(12, "rows of a burst of noise at most, a guess"),
  burstStruckFraction: placeholder(0.3, "share of the pixels of these rows that it strikes, a guess"),
} as const satisfies ParameterGroup;

/** Spoils some rows of a frame, as a discharge near the detector's cable does: pixels at the end of the range. */
export function addNoiseBurst(
  frame: Uint16Array,
  widthPx: number,
  clipCounts: number,
  { burstRowsPx, burstStruckFraction }: ValuesOf<typeof faultParameters>,
  random: Random,
): void {
  const rows = frame.length / widthPx;
  const first = random.below(rows);
  const last = Math.min(rows, first + 1 + random.below(burstRowsPx));
  for (let i = first * widthPx; i < last * widthPx; i++) {
    if (random.uniform() < burstStruckFraction) frame[i] = clipCounts;
  }
}
