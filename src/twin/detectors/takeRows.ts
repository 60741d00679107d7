import type { ImageGrid } from "./imageGrid.js";
import type { ScanFrame } from "./scanFrame.js";
import { kernelWeights } from "./spreadKernel.js";

/**
 * Takes the pixels of a scan from a grid, each row where the beam really was: 6 taps across the rows, then 6 along them.
 *
 * The grid's values must have been divided by the kernel's transform. Cost: about 15 ns a pixel.
 */
export function takeRows(source: Float32Array, pitch: number, grid: ImageGrid, frame: ScanFrame): Float32Array {
  const { widthPx, heightPx } = frame;
  const out = new Float32Array(widthPx * heightPx);
  const line = new Float32Array(grid.widthPx);
  for (let row = 0; row < heightPx; row++) {
    const a = (frame.startAlongNm + frame.rowAlongNm[row] - grid.leastAlongNm) / grid.stepAlongNm;
    const b = (frame.rowAcrossNm[row] - grid.leastAcrossNm) / grid.stepAcrossNm;
    const first = Math.max(0, Math.floor(a) - 2);
    const last = Math.min(grid.widthPx, Math.ceil(a + (widthPx - 1) * grid.perPixel) + 4);
    mixRows(line, source, (Math.floor(b) - 2) * pitch, pitch, kernelWeights(b - Math.floor(b)), first, last);
    const target = out.subarray(row * widthPx, (row + 1) * widthPx);
    if (grid.perPixel >= 1) takePixels(target, line, a, 1, grid.perPixel);
    else takePhases(target, line, a, Math.round(1 / grid.perPixel));
  }
  return out;
}

function mixRows(
  line: Float32Array,
  source: Float32Array,
  start: number,
  pitch: number,
  weights: readonly number[],
  first: number,
  last: number,
): void {
  const [w0, w1, w2, w3, w4, w5] = weights;
  for (let i = first, at = start + first; i < last; i++, at++) {
    line[i] =
      w0 * source[at] +
      w1 * source[at + pitch] +
      w2 * source[at + 2 * pitch] +
      w3 * source[at + 3 * pitch] +
      w4 * source[at + 4 * pitch] +
      w5 * source[at + 5 * pitch];
  }
}

/** Where several pixels share a grid step, every so many-th of them has the same weights. */
function takePhases(target: Float32Array, line: Float32Array, a: number, pixelsPerPoint: number): void {
  for (let phase = 0; phase < Math.min(pixelsPerPoint, target.length); phase++) {
    takePixels(target.subarray(phase), line, a + phase / pixelsPerPoint, pixelsPerPoint, 1);
  }
}

/** Fills every stride-th pixel from a place of the line that goes on by `advance` points each time. */
function takePixels(target: Float32Array, line: Float32Array, a: number, stride: number, advance: number): void {
  const [w0, w1, w2, w3, w4, w5] = kernelWeights(a - Math.floor(a));
  for (let i = 0, at = Math.floor(a) - 2; i < target.length; i += stride, at += advance) {
    target[i] =
      w0 * line[at] + w1 * line[at + 1] + w2 * line[at + 2] + w3 * line[at + 3] + w4 * line[at + 4] + w5 * line[at + 5];
  }
}
