import { gaussianBlur } from "../../numeric/index.js";
import { type ChipRows, chipStart } from "./chipRows.js";
import { type BlockSource, chipSidePx, emptyBlock, type FeatureBlock } from "./featureBlock.js";

/** Bins of a histogram: 0 to 8 brighter neighbours in one run, and any other pattern. */
const binCount = 10;

/** The bin of each of the 256 patterns of eight neighbours. */
export const lbpBins: Uint8Array = Uint8Array.from({ length: 256 }, (_, pattern) => {
  const turned = ((pattern << 1) | (pattern >> 7)) & 255;
  return onesIn(pattern ^ turned) <= 2 ? onesIn(pattern) : binCount - 1;
});

function onesIn(pattern: number): number {
  let ones = 0;
  for (let rest = pattern; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
}

/** Radii at which neighbours are compared: 1, 2 and 4 px, more for chips of more than 64 px. */
export function lbpRadiiPx(sidePx: number): number[] {
  return [1, 2, 4].map((radius) => radius * Math.max(1, sidePx / 64));
}

/**
 * Histograms of local binary patterns at three radii: which share of the pixels is darker than how many of its eight neighbours.
 *
 * Patterns that are equal but for a turn count as one, and those with more than one run of brighter neighbours too. The image is blurred
 * by half of the radius first, for noise alone would decide otherwise; shares are square roots, whose noise does not depend on them.
 * Cost: 3 blurs, and 8 comparisons for each place; larger radii look at fewer places.
 * Source: Ojala, Pietikainen and Maenpaa 2002, IEEE Trans. PAMI 24, 971.
 */
export function lbpFeatures({ image, chips, step }: BlockSource): FeatureBlock {
  const { widthPx, heightPx } = image;
  const radii = lbpRadiiPx(chipSidePx(chips));
  const block = emptyBlock(chips, binCount * radii.length);
  const count = chips.columns * chips.rows;
  for (const [i, radiusPx] of radii.entries()) {
    const blurred = gaussianBlur(image.data, widthPx, heightPx, radiusPx / 2);
    for (let chip = 0; chip < count; chip++) {
      if (chip % chips.columns === 0) step((i + chip / count) / radii.length);
      const shares = lbpHistogram(blurred, widthPx, chips, chip, radiusPx);
      block.values.set(shares.map(Math.sqrt), chip * block.featureCount + binCount * i);
    }
  }
  return block;
}

/** Shares of the bins in a chip, of its places whose neighbours lie in the chip. */
export function lbpHistogram(
  data: Float32Array,
  widthPx: number,
  chips: ChipRows,
  chip: number,
  radiusPx: number,
): Float64Array {
  const straight = Math.round(radiusPx);
  const slant = Math.max(1, Math.round(radiusPx * Math.SQRT1_2));
  const every = Math.max(1, Math.floor(radiusPx / 2));
  const [right, down] = [straight, straight * widthPx];
  const [slantDown, slantUp] = [slant * widthPx + slant, slant * widthPx - slant];
  const counts = new Float64Array(binCount);
  const start = chipStart(widthPx, chips, chip);
  let places = 0;
  for (let y = straight; y < chips.chipHeightPx - straight; y += every) {
    const row = start + y * widthPx;
    for (let i = row + straight; i < row + chips.chipWidthPx - straight; i += every) {
      const own = data[i];
      const pattern =
        (data[i + right] > own ? 1 : 0) |
        (data[i + slantDown] > own ? 2 : 0) |
        (data[i + down] > own ? 4 : 0) |
        (data[i + slantUp] > own ? 8 : 0) |
        (data[i - right] > own ? 16 : 0) |
        (data[i - slantDown] > own ? 32 : 0) |
        (data[i - down] > own ? 64 : 0) |
        (data[i - slantUp] > own ? 128 : 0);
      counts[lbpBins[pattern]] += 1;
      places += 1;
    }
  }
  return counts.map((n) => n / Math.max(1, places));
}
