/** The image of one column: an elliptic Gaussian core with a tail of the same shape, 2.2 times as wide. */
export interface ProbeShape {
  /** Standard deviations of the core along x and y, and their correlation. */
  readonly sigmaXPx: number;
  readonly sigmaYPx: number;
  /** @unitless */
  readonly correlation: number;
  /** Share of the column's intensity that is in the tail. @unitless */
  readonly tailFraction: number;
}

/** Width of the tail beside the core's: source size and aberrations give 2 to 2.5. @unitless */
const tailRatio = 2.2;
const tableStep = 1 / 32;
/** Squared radius, in core sigmas, beyond which a column is taken as dark. @unitless */
const largestQ = 27;

/** A probe shape made ready for many evaluations. */
export interface Probe {
  readonly shape: ProbeShape;
  /** Inverse of the core's covariance: xx, xy, yy. @unitless */
  readonly inverse: readonly [number, number, number];
  /** Half sizes of the box outside which the column is dark. */
  readonly reachXPx: number;
  readonly reachYPx: number;
  /** Geometric mean of the two core widths. */
  readonly sigmaPx: number;
  /** Value (1 at the centre) and its derivative by q, by squared radius q in steps of 1/32. @unitless */
  readonly value: Float64Array;
  /** @unitless */
  readonly slope: Float64Array;
  /** Sum of the values over all pixels: the electrons of a column of amplitude 1. @unitless */
  readonly volume: number;
}

/** Tabulates a probe shape over the squared radius; linear interpolation in the table is good to 1e-4 of the peak. */
export function makeProbe(shape: ProbeShape): Probe {
  const { sigmaXPx: sx, sigmaYPx: sy, correlation: c, tailFraction } = shape;
  const det = sx * sx * sy * sy * (1 - c * c);
  const core = 1 - tailFraction;
  const tail = tailFraction / (tailRatio * tailRatio);
  const peak = core + tail;
  const length = Math.ceil(largestQ / tableStep) + 2;
  const edge = profile(largestQ, core / peak, tail / peak);
  const value = new Float64Array(length);
  const slope = new Float64Array(length);
  for (let i = 0; i < length; i++)
    value[i] = Math.max(0, profile(i * tableStep, core / peak, tail / peak) - edge) / (1 - edge);
  for (let i = 0; i < length - 1; i++) slope[i] = (value[i + 1] - value[i]) / tableStep;
  const reach = Math.sqrt(largestQ);
  return {
    shape,
    inverse: [(sy * sy) / det, (-c * sx * sy) / det, (sx * sx) / det],
    reachXPx: reach * sx,
    reachYPx: reach * sy,
    sigmaPx: Math.sqrt(Math.sqrt(det)),
    value,
    slope,
    volume: (2 * Math.PI * Math.sqrt(det)) / peak,
  };
}

function profile(q: number, core: number, tail: number): number {
  return core * Math.exp(-0.5 * q) + tail * Math.exp((-0.5 * q) / (tailRatio * tailRatio));
}

/** Adds a column of a given amplitude at a position to an image; negative amplitudes take it out again. */
export function addColumn(
  image: Float32Array,
  widthPx: number,
  heightPx: number,
  probe: Probe,
  xPx: number,
  yPx: number,
  amplitude: number,
): void {
  if (amplitude === 0) return;
  const [ixx, ixy, iyy] = probe.inverse;
  const table = probe.value;
  const firstRow = Math.max(0, Math.ceil(yPx - probe.reachYPx));
  const lastRow = Math.min(heightPx - 1, Math.floor(yPx + probe.reachYPx));
  const firstCol = Math.max(0, Math.ceil(xPx - probe.reachXPx));
  const lastCol = Math.min(widthPx - 1, Math.floor(xPx + probe.reachXPx));
  for (let row = firstRow; row <= lastRow; row++) {
    const dy = row - yPx;
    for (let col = firstCol; col <= lastCol; col++) {
      const dx = col - xPx;
      const q = ixx * dx * dx + 2 * ixy * dx * dy + iyy * dy * dy;
      image[row * widthPx + col] += amplitude * probeValue(table, q);
    }
  }
}

/** Value of a tabulated probe by squared radius q, without the slope. @unitless */
export function probeValue(table: Float64Array, q: number): number {
  if (q >= largestQ) return 0;
  const at = q / tableStep;
  const k = at | 0;
  return table[k] + (at - k) * (table[k + 1] - table[k]);
}

/** Value and slope of the probe by squared radius q. @unitless */
export function probeAt(probe: Probe, q: number): [value: number, slope: number] {
  if (q >= largestQ) return [0, 0];
  const k = (q / tableStep) | 0;
  return [probeValue(probe.value, q), probe.slope[k]];
}
