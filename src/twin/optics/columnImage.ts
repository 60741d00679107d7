import type { Column } from "../specimens/columnSpecimen.js";

/** The probe as two round Gaussians, the second one the tail that source size and aberrations leave. */
export interface Probe {
  /** Standard deviation of the core. */
  readonly sigmaNm: number;
  /** Share of the intensity in the tail. */
  readonly tailFraction: number;
  /** Width of the tail beside the core's. @unitless */
  readonly tailRatio: number;
}

/** The geometry of a scanned frame. */
export interface ScanFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelNm: number;
  /** Sideways displacement of each row (scan noise), one value a row, in px. */
  readonly rowShiftPx?: Float32Array;
}

/**
 * Draws columns as the probe sees them, g = f (x) h: a column of weight 1 has the peak value 1 over a background of 0.
 *
 * Returns heightPx x widthPx values. Cost: O(columns x probe area). Source: linear imaging model of HAADF-STEM.
 */
export function columnImage(columns: readonly Column[], frame: ScanFrame, probe: Probe): Float32Array {
  const image = new Float32Array(frame.widthPx * frame.heightPx);
  const core = probe.sigmaNm / frame.pixelNm;
  const tail = core * probe.tailRatio;
  const coreShare = 1 - probe.tailFraction;
  const tailPeak = probe.tailFraction / (probe.tailRatio * probe.tailRatio);
  const peak = coreShare + tailPeak;
  for (const column of columns) {
    if (column.weight === 0) continue;
    const x = column.xNm / frame.pixelNm;
    const y = column.yNm / frame.pixelNm;
    addGaussian(image, frame, x, y, core, (column.weight * coreShare) / peak);
    if (tailPeak > 0) addGaussian(image, frame, x, y, tail, (column.weight * tailPeak) / peak);
  }
  return image;
}

function addGaussian(
  image: Float32Array,
  { widthPx, heightPx, rowShiftPx }: ScanFrame,
  x: number,
  y: number,
  sigma: number,
  height: number,
): void {
  const reach = 4.5 * sigma;
  const scale = -0.5 / (sigma * sigma);
  const firstRow = Math.max(0, Math.ceil(y - reach));
  const lastRow = Math.min(heightPx - 1, Math.floor(y + reach));
  for (let row = firstRow; row <= lastRow; row++) {
    const centre = x - (rowShiftPx?.[row] ?? 0);
    const vertical = height * Math.exp(scale * (row - y) * (row - y));
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(widthPx - 1, Math.floor(centre + reach));
    for (let col = first; col <= last; col++) {
      image[row * widthPx + col] += vertical * Math.exp(scale * (col - centre) * (col - centre));
    }
  }
}
