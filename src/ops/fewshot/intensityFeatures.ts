import { type ChipRows, chipStart } from "./chipRows.js";
import { type BlockSource, emptyBlock, type FeatureBlock } from "./featureBlock.js";
import { momentsOf } from "./momentsOf.js";

/** Values of a chip that are sorted for its quantiles: more tell nothing new. */
const mostSorted = 1024;

const quantiles = [0.02, 0.1, 0.5, 0.9, 0.98] as const;

/**
 * How bright each chip is: mean, logarithm of the spread, skewness, and the values below which 5, 50 and 95 % of its pixels lie.
 *
 * Give a slightly blurred image, so that the quantiles are those of the specimen rather than of the noise.
 * Cost: 3 passes over the pixels and a sort of up to 1024 values for each chip.
 */
export function intensityFeatures({ image, chips, step }: BlockSource): FeatureBlock {
  const block = emptyBlock(chips, 3 + quantiles.length);
  const count = chips.columns * chips.rows;
  for (let chip = 0; chip < count; chip++) {
    if (chip % chips.columns === 0) step(chip / count);
    const { mean, spread, skewness } = momentsOf(image.data, image.widthPx, chips, chip);
    const sorted = someValues(image.data, image.widthPx, chips, chip).sort();
    const parts = quantiles.map((share) => sorted[Math.round(share * (sorted.length - 1))]);
    block.values.set([mean, Math.log(spread + 1e-6), skewness, ...parts], chip * block.featureCount);
  }
  return block;
}

/** Values of a chip on a coarse grid of it. */
function someValues(data: Float32Array, widthPx: number, chips: ChipRows, chip: number): Float32Array {
  const start = chipStart(widthPx, chips, chip);
  const every = Math.ceil(Math.sqrt((chips.chipWidthPx * chips.chipHeightPx) / mostSorted));
  const [columns, rows] = [Math.ceil(chips.chipWidthPx / every), Math.ceil(chips.chipHeightPx / every)];
  const values = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) values[y * columns + x] = data[start + y * every * widthPx + x * every];
  return values;
}
