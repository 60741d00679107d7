import type { Image } from "../../core/image.js";
import { type TileHead, tileSteps } from "../../messages/liveMontage/tileMessages.js";

/** A tile as it travels: reduced to the display, two bytes a pixel. */
export interface TileBytes {
  readonly head: Omit<TileHead, "index">;
  /** Bytes. @unitless */
  readonly pixels: Uint8Array;
}

/**
 * A tile with larger pixels, each the mean of those under it, in 65 536 steps between the least and the largest of them.
 *
 * Rows and columns that fill no large pixel are left out; a tile that is smaller than one is sent as it is. Cost: 1 ms for 512 x 512 px, 14 ms for
 * 2048 x 2048.
 */
export function tileBytes(image: Image, bin: number): TileBytes {
  const factor = Math.min(bin, image.widthPx, image.heightPx);
  const [widthPx, heightPx] = [Math.floor(image.widthPx / factor), Math.floor(image.heightPx / factor)];
  const means = factor === 1 ? image.data : blockMeans(image, factor, widthPx, heightPx);
  const { low, high } = rangeOf(means);
  const perValue = high > low ? tileSteps / (high - low) : 0;
  const steps = new Uint16Array(widthPx * heightPx);
  // NaN becomes 0. Left to the array, rounding would take several times as long.
  for (let i = 0; i < steps.length; i++) steps[i] = ((means[i]! - low) * perValue + 0.5) | 0;
  return { head: { bin: factor, widthPx, heightPx, low, high }, pixels: new Uint8Array(steps.buffer) };
}

function blockMeans(image: Image, factor: number, widthPx: number, heightPx: number): Float32Array {
  const means = new Float32Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      let sum = 0;
      for (let y = row * factor; y < (row + 1) * factor; y++) {
        const start = y * image.widthPx + column * factor;
        for (let i = start; i < start + factor; i++) sum += image.data[i]!;
      }
      means[row * widthPx + column] = sum / (factor * factor);
    }
  }
  return means;
}

/** Of the values that are finite: an infinite end would leave no step for them. */
function rangeOf(values: Float32Array): { readonly low: number; readonly high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value !== 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}
