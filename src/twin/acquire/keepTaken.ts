import type { Random } from "../../core/random.js";
import type { AcquireRequest } from "../../instrument/acquireRequest.js";
import { type DetectorChain, detect } from "../detectors/detect.js";
import type { Part } from "./takeParts.js";

/** How far an acquisition came. */
export interface Progressed {
  /** Share of its time that has passed: below 1 when it was ended early. */
  readonly doneFraction: number;
  /** Share of its time in which the beam was on: less than the above when somebody has blanked it meanwhile. */
  readonly litFraction: number;
}

/**
 * Leaves in a whole recording what had been taken when it was ended or the beam blanked.
 *
 * Of a scan these are the first rows: dark ones follow while the beam was off, and zeros where nothing was read. Of an exposure as a whole
 * it is a share of the counts everywhere. Cost: 50 ns a count that is not zero.
 */
export function keepTaken(
  part: Part,
  request: AcquireRequest,
  { doneFraction, litFraction }: Progressed,
  detector: DetectorChain,
  random: Random,
): void {
  const { data, shape, kind } = part;
  const isWhole = kind === "spectrum" || kind === "diffraction" || (request.kind === "eds" && request.sweeps > 1);
  if (isWhole) {
    for (let i = 0; i < data.length; i++) if (data[i] > 0) data[i] = thinned(data[i], litFraction, random);
    return;
  }
  const rows = shape[0] ?? 1;
  const rowLength = data.length / rows;
  // Sums of slices of time are not exact: a row that lacks a rounding is whole.
  const placesOf = (fraction: number) => Math.floor(rows * fraction + 1e-6) * rowLength;
  const [lit, done] = [placesOf(litFraction), placesOf(doneFraction)];
  data.fill(0, lit);
  if (kind === "image" && done > lit) data.set(detect(new Float32Array(done - lit), 0, detector, random), lit);
}

/** Counts above which their binomial share is as good as normal. @unitless */
const manyCounts = 100;

/** A share of independent counts: a binomial number. */
function thinned(count: number, fraction: number, random: Random): number {
  if (count > manyCounts) {
    const mean = count * fraction;
    const drawn = Math.round(mean + Math.sqrt(mean * (1 - fraction)) * random.normal());
    return Math.min(count, Math.max(0, drawn));
  }
  let kept = 0;
  for (let i = 0; i < count; i++) if (random.uniform() < fraction) kept++;
  return kept;
}
