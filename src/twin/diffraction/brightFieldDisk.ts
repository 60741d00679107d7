import { EmError } from "../../core/error.js";
import type { Random } from "../../core/random.js";
import { known, type ParameterGroup, placeholder, type ValuesOf, valuesOf } from "../parameter.js";

/** Numbers of the bright-field disk that an agent is to centre; after Xu, Kumar and LeBeau, arXiv 2208.02865. */
export const brightFieldDiskParameters = {
  sizePx: known(64, "the observation of the alignment environment"),
  radiusPx: known(12, "the observation of the alignment environment"),
  pixelsPerDac: placeholder(0.02, "shift of the disk per count of the deflector (PLA), in pixels"),
  blurPx: placeholder(1, "standard deviation of the edge"),
  electronsPerPx: placeholder(40, "mean number of electrons in a pixel of the disk"),
  backgroundPerPx: placeholder(0.4, "mean number of electrons in a pixel beside it"),
} as const satisfies ParameterGroup;

/** Values of the bright-field disk by name. */
export type BrightFieldDiskValues = ValuesOf<typeof brightFieldDiskParameters>;

/** Where the deflectors have brought the disk, and what it is taken with. */
export interface BrightFieldDiskOptions {
  /** Setting of the deflector off the one that centres the disk, in counts. */
  readonly deflectorXCounts: number;
  readonly deflectorYCounts: number;
  readonly random: Random;
  readonly values?: BrightFieldDiskValues;
}

/** The disk as the camera sees it. */
export interface BrightFieldDisk {
  /** sizePx x sizePx counted electrons, row after row. @unitless */
  readonly data: Float32Array;
  readonly sizePx: number;
  /** True middle of the disk: 0 is the centre of the first pixel. */
  readonly centreXPx: number;
  readonly centreYPx: number;
}

/** Takes a picture of the bright-field disk. Errors: BadOption for a deflector that is no number. Cost: 0.1 ms. */
export function brightFieldDisk(options: BrightFieldDiskOptions): BrightFieldDisk {
  const { deflectorXCounts, deflectorYCounts, random, values = valuesOf(brightFieldDiskParameters) } = options;
  if (!Number.isFinite(deflectorXCounts) || !Number.isFinite(deflectorYCounts))
    throw new EmError("BadOption", `the deflectors are at ${deflectorXCounts}, ${deflectorYCounts} counts`, {
      fix: "Give finite numbers of counts.",
    });
  const { sizePx, radiusPx, blurPx, electronsPerPx, backgroundPerPx } = values;
  const centreXPx = (sizePx - 1) / 2 + values.pixelsPerDac * deflectorXCounts;
  const centreYPx = (sizePx - 1) / 2 + values.pixelsPerDac * deflectorYCounts;
  const data = new Float32Array(sizePx * sizePx);
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++) {
      const inside = radiusPx - Math.hypot(x - centreXPx, y - centreYPx);
      data[y * sizePx + x] = random.poisson(backgroundPerPx + electronsPerPx * edge(inside / blurPx));
    }
  return { data, sizePx, centreXPx, centreYPx };
}

/** A straight edge after a Gaussian blur: the normal distribution function, to 1 % (a logistic curve). */
function edge(distance: number): number {
  return 1 / (1 + Math.exp(-1.702 * distance));
}
