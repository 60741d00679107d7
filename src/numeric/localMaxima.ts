import { EmError } from "../core/error.js";
import { checkPlane } from "./checkPlane.js";

export interface LocalMaximaOptions {
  /** Half the window: a maximum is the highest of the (2 radiusPx + 1) x (2 radiusPx + 1) pixels around it. Default 1. */
  readonly radiusPx?: number;
  /** Only values above it count. Default: all. @unitless */
  readonly threshold?: number;
  /** Maxima nearer than this to an edge are left out: 1 leaves out the outermost pixels. Default 0. */
  readonly borderPx?: number;
}

/**
 * Pixels that are the highest of the square window around them (scipy.ndimage.maximum_filter(data, 2 radiusPx + 1) == data).
 *
 * Takes heightPx x widthPx values; gives the indices y * widthPx + x of the maxima in rising order. The window is cut at the edges of the
 * image. Of equal highest values in one window (a plateau, saturated pixels) only the first in reading order counts, so a plateau smaller
 * than the window gives one maximum, its topmost and then leftmost pixel, where scipy gives them all. NaN is never a maximum and hides none.
 * Errors: BadShape; BadOption for a radius or border that is no whole number of at least 1 and 0 pixels. Cost: 1024 x 1024 px in about 4 ms.
 *
 * @example
 * localMaxima(Float32Array.of(0, 2, 0, 1, 0), 5, 1, { threshold: 0.5 }); // 1, 3
 */
export function localMaxima(
  data: Float32Array,
  widthPx: number,
  heightPx: number,
  { radiusPx = 1, threshold = -Infinity, borderPx = 0 }: LocalMaximaOptions = {},
): Int32Array {
  checkPlane("localMaxima", data, widthPx, heightPx);
  checkWhole("radiusPx", radiusPx, 1);
  checkWhole("borderPx", borderPx, 0);
  const ring = nearRing(widthPx);
  const found: number[] = [];
  for (let y = borderPx; y < heightPx - borderPx; y++) {
    const inner = y > 0 && y < heightPx - 1;
    for (let x = borderPx; x < widthPx - borderPx; x++) {
      const i = y * widthPx + x;
      const value = data[i];
      if (!(value > threshold)) continue;
      // Most pixels fall here, on a slope; the whole window is looked at for the few that are left.
      if (inner && x > 0 && x < widthPx - 1 && beatenNearby(data, i, value, ring)) continue;
      if (isHighest(data, widthPx, heightPx, x, y, radiusPx)) found.push(i);
    }
  }
  return Int32Array.from(found);
}

/** Index steps to the eight neighbours: the four before a pixel in reading order, then the four after. */
const nearRing = (width: number) => Int32Array.of(-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1);

function beatenNearby(data: Float32Array, i: number, value: number, ring: Int32Array): boolean {
  return (
    data[i + 1] > value ||
    data[i - 1] >= value ||
    data[i + ring[6]] > value ||
    data[i + ring[1]] >= value ||
    data[i + ring[0]] >= value ||
    data[i + ring[2]] >= value ||
    data[i + ring[5]] > value ||
    data[i + ring[7]] > value
  );
}

function isHighest(data: Float32Array, width: number, height: number, x: number, y: number, radius: number): boolean {
  const value = data[y * width + x];
  const left = Math.max(0, x - radius);
  const right = Math.min(width - 1, x + radius);
  const bottom = Math.min(height - 1, y + radius);
  for (let v = Math.max(0, y - radius); v <= bottom; v++) {
    for (let i = v * width + left, end = v * width + right, own = y * width + x; i <= end; i++) {
      if (data[i] > value || (data[i] === value && i < own)) return false;
    }
  }
  return true;
}

function checkWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new EmError("BadOption", `localMaxima: ${name} is ${value}`, {
    fix: `${name} must be a whole number of at least ${least} px.`,
  });
}
