/**
 * A plain two-dimensional image as the operations take it: it crosses thread boundaries as it is.
 *
 * Rows lie one after the other (row-major). Pixel coordinates: xPx is the column, to the right; yPx is the row, downwards;
 * the origin is the centre of the first pixel.
 */
export interface Image {
  /** heightPx x widthPx values, row after row. @unitless */
  readonly data: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Size of a pixel, or undefined when the image is not calibrated. */
  readonly pixelNm?: number;
  /** True when the values are detected electrons (whole numbers, Poisson noise): only then are error bounds in absolute terms known. */
  readonly isCounts?: boolean;
}
