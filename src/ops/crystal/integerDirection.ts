import { GeometryError } from "../../core/geometryError.js";
import type { Vec3 } from "../../core/vector3.js";

/** The greatest common divisor of whole numbers; 0 of zeros. */
export function commonDivisor(values: readonly number[]): number {
  return values.reduce((a, b) => {
    let [p, q] = [Math.abs(a), Math.abs(b)];
    while (q > 0) [p, q] = [q, p % q];
    return p;
  }, 0);
}

/** Whole numbers divided by their common divisor; what is not whole stays as it is. */
export function lowestTerms(values: readonly number[]): number[] {
  const divisor = values.every(Number.isInteger) ? commonDivisor(values) : 0;
  return divisor > 1 ? values.map((value) => value / divisor + 0) : values.map((value) => value + 0);
}

/** Small whole numbers along a direction, and whether they lie along it to rounding. */
export interface IntegerDirection {
  /** The nearest small indices. @unitless */
  readonly indices: Vec3;
  /** True where they lie along the direction itself. */
  readonly isExact: boolean;
}

/**
 * The smallest whole numbers in proportion to three numbers, or the nearest with no index above maxIndex.
 *
 * Errors: E_ZERO_VECTOR. Cost: O(maxIndex).
 *
 * @example
 * integerDirection([0.25, 0.5, 0]).indices; // [1, 2, 0]
 */
export function integerDirection(v: Vec3, maxIndex = 12): IntegerDirection {
  const largest = Math.max(...v.map(Math.abs));
  if (!(largest > 0)) throw new GeometryError("E_ZERO_VECTOR", "the direction is zero", "Give one that is not zero.");
  let best: IntegerDirection | undefined;
  let bestError = Number.POSITIVE_INFINITY;
  for (let n = 1; n <= maxIndex; n++) {
    const scaled = v.map((x) => (x / largest) * n);
    const indices = scaled.map((x) => Math.round(x) + 0);
    const error = Math.hypot(...scaled.map((x, i) => x - indices[i]!)) / n;
    if (error < 1e-6) return { indices: indices as unknown as Vec3, isExact: true };
    if (error >= bestError) continue;
    bestError = error;
    best = { indices: lowestTerms(indices) as unknown as Vec3, isExact: false };
  }
  return best!;
}

/** Every direction with whole indices up to a greatest one in lowest terms, one of each pair of opposite ones. Cost: O(maxIndex^3). */
export function primitiveDirections(maxIndex: number): Vec3[] {
  const found: Vec3[] = [];
  for (let u = 0; u <= maxIndex; u++)
    for (let v = u === 0 ? 0 : -maxIndex; v <= maxIndex; v++)
      for (let w = u === 0 && v === 0 ? 1 : -maxIndex; w <= maxIndex; w++)
        if (commonDivisor([u, v, w]) === 1) found.push([u, v, w]);
  return found;
}
