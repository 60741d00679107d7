import type { Micrograph } from "../core/micrograph.js";
import { displayMicrograph } from "../core/micrographDisplay.js";
import { type ContrastRange, percentileRange } from "../display/contrast.js";

/** So many pixels tell the contrast of a live frame well enough. */
const enough = 65_536;

/** The contrast that suits a frame, from pixels spread over it. Cost: 1 ms, whatever the size of the frame. */
export function thinnedRange(data: Float32Array): ContrastRange {
  // An odd step: an even one could meet the same columns in every row.
  const step = Math.floor(data.length / enough) | 1;
  const pixels = new Float32Array(Math.ceil(data.length / step));
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[i * step]!;
  return percentileRange(pixels, 0.1, 99.9);
}

/** The still picture of a live view: its last frame. */
export function liveStill(last: Micrograph | undefined): Readonly<Record<string, unknown>> {
  if (last) return displayMicrograph(last, {});
  return { "text/plain": "A live view: its frames are seen in JupyterLab while it runs." };
}
