import { EmError } from "./error.js";
import type { Image } from "./image.js";

/** A rectangle of an image. */
export interface Region {
  /** Column of its left pixels, from 0. */
  readonly xPx: number;
  /** Row of its upper pixels, from 0. */
  readonly yPx: number;
  /** Number of columns. */
  readonly widthPx: number;
  /** Number of rows. */
  readonly heightPx: number;
}

/** What cutting changes of an image. */
export type CutImage = Pick<Image, "data" | "widthPx" | "heightPx" | "pixelNm">;

/** Copies a rectangle out of an image. Errors: BadOption when it does not lie within the image. */
export function cropImage(image: Image, { xPx, yPx, widthPx, heightPx }: Region): CutImage {
  const inside =
    [xPx, yPx, widthPx, heightPx].every(Number.isInteger) &&
    [xPx, yPx, widthPx - 1, heightPx - 1].every((n) => n >= 0) &&
    xPx + widthPx <= image.widthPx &&
    yPx + heightPx <= image.heightPx;
  if (!inside)
    throw new EmError("BadOption", `crop: ${widthPx} x ${heightPx} px at ${xPx}, ${yPx} px is not within the image`, {
      fix: `Give whole numbers of pixels; the image is ${image.widthPx} x ${image.heightPx} px.`,
    });
  const data = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const start = (yPx + y) * image.widthPx + xPx;
    data.set(image.data.subarray(start, start + widthPx), y * widthPx);
  }
  return { data, widthPx, heightPx, pixelNm: image.pixelNm };
}

/** Adds (counts) or averages (other values) blocks of pixels. Errors: BadOption for a factor that is no whole number or too large. */
export function binImage(image: Image, factor: number): CutImage {
  const largest = Math.min(image.widthPx, image.heightPx);
  if (!Number.isInteger(factor) || factor < 1 || factor > largest)
    throw new EmError("BadOption", `bin: the factor is ${factor}`, {
      fix: `Give a whole number from 1 to ${largest}.`,
    });
  const widthPx = Math.floor(image.widthPx / factor);
  const heightPx = Math.floor(image.heightPx / factor);
  const sums = new Float64Array(widthPx * heightPx);
  for (let y = 0; y < heightPx * factor; y++) addRow(sums, Math.floor(y / factor) * widthPx, image, y, factor);
  const share = image.isCounts ? 1 : factor * factor;
  const data = new Float32Array(sums.length);
  for (let i = 0; i < sums.length; i++) data[i] = sums[i]! / share;
  return { data, widthPx, heightPx, pixelNm: image.pixelNm === undefined ? undefined : image.pixelNm * factor };
}

/** Adds the blocks of a row of the image to the sums that begin at a place. */
function addRow(sums: Float64Array, start: number, { data, widthPx }: Image, y: number, factor: number): void {
  const columns = Math.floor(widthPx / factor);
  let from = y * widthPx;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (const end = from + factor; from < end; from++) sum += data[from]!;
    sums[start + column]! += sum;
  }
}
