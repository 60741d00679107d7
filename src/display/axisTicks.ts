import { roundDown125 } from "./scaleBar.js";

/** Round values along an axis, each with what is written beside it. */
export interface AxisTicks {
  readonly at: readonly number[];
  readonly labels: readonly string[];
}

/**
 * Round values from low to high: steps of 1, 2 or 5 times a power of ten, at most `most` of them.
 *
 * @example
 * axisTicks(0, 10, 6).labels; // "0", "2", "4", "6", "8", "10"
 */
export function axisTicks(low: number, high: number, most: number): AxisTicks {
  if (!(high > low) || !Number.isFinite(high - low)) return { at: [low], labels: [label(low, 1)] };
  const step = roundUp125((high - low) / Math.max(1, most - 1));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const at = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
  return { at, labels: at.map((value) => label(value, step)) };
}

function roundUp125(value: number): number {
  const below = roundDown125(value);
  if (below >= value * (1 - 1e-9)) return below;
  return roundDown125(below * 2.5000001);
}

/** Large and small numbers as 2e5, others with as many decimals as the step has. */
function label(value: number, step: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || step < 1e-4) return value.toExponential(2).replace(/\.?0*e\+?/, "e");
  return value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}
