import type { Random } from "../../core/random.js";

/** Rows of a burst at most, and the share of their pixels that it strikes. */
const mostRows = 12;
const struckFraction = 0.3;

/** Spoils some rows of a frame, as a discharge near the detector's cable does: pixels at the end of the range. */
export function addNoiseBurst(frame: Uint16Array, widthPx: number, clipCounts: number, random: Random): void {
  const rows = frame.length / widthPx;
  const first = random.below(rows);
  const last = Math.min(rows, first + 1 + random.below(mostRows));
  for (let i = first * widthPx; i < last * widthPx; i++) if (random.uniform() < struckFraction) frame[i] = clipCounts;
}
