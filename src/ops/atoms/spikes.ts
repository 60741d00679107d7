import type { Image } from "../../core/image.js";

/** A frame whose dead and hot pixels were replaced. */
export interface CleanImage {
  readonly image: Image;
  /** Pixels that were replaced. @unitless */
  readonly replaced: number;
}

/** A spike stands this many times the frame's range above (or below) all its neighbours. @unitless */
const beyondRange = 3;
/** And this many times as far as the neighbours differ among themselves: no column of more than 0.8 px does. @unitless */
const beyondNeighbours = 4;
/** Share of the pixels that may lie outside the range on each side. @unitless */
const outsideShare = 0.001;

/**
 * Replaces single pixels that no column and no counting noise explains (X-rays, hot and dead pixels) by the median of their neighbours.
 *
 * Pixels on the edge and pairs of spikes stay as they are. Cost: O(pixels).
 */
export function withoutSpikes(image: Image): CleanImage {
  const { widthPx, heightPx } = image;
  const limits = frameLimits(image.data);
  let data = image.data;
  let replaced = 0;
  for (let row = 1; row < heightPx - 1; row++) {
    for (let col = 1; col < widthPx - 1; col++) {
      const at = row * widthPx + col;
      const value = image.data[at];
      if (value >= limits.low && value <= limits.high) continue;
      const around = neighboursOf(image, at);
      if (!isSpike(value, around, limits)) continue;
      if (replaced === 0) data = image.data.slice();
      data[at] = around[around.length >> 1];
      replaced++;
    }
  }
  return { image: { ...image, data }, replaced };
}

interface FrameLimits {
  readonly low: number;
  readonly high: number;
  /** Distance from the typical value to the bright and to the dark end of the range. */
  readonly above: number;
  readonly below: number;
}

function frameLimits(data: Float32Array): FrameLimits {
  const step = Math.max(1, Math.floor(data.length / 40000));
  const sorted = data.filter((_, i) => i % step === 0).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const [dark, typical, bright] = [at(outsideShare), at(0.5), at(1 - outsideShare)];
  return { low: dark, high: bright, above: bright - typical, below: typical - dark };
}

/** The eight neighbours, in rising order. */
function neighboursOf({ data, widthPx }: Image, at: number): Float32Array {
  const offsets = [-widthPx - 1, -widthPx, -widthPx + 1, -1, 1, widthPx - 1, widthPx, widthPx + 1];
  return Float32Array.from(offsets, (offset) => data[at + offset]).sort();
}

function isSpike(value: number, around: Float32Array, { above, below }: FrameLimits): boolean {
  const [lowest, highest] = [around[0], around[around.length - 1]];
  const spread = beyondNeighbours * (highest - lowest);
  const up = value - highest;
  const down = lowest - value;
  return (up > beyondRange * above && up > spread) || (down > beyondRange * below && down > spread);
}
