import { gaussianBlur } from "../../numeric/index.js";
import { type BlockSource, chipSidePx, emptyBlock, type FeatureBlock, geometric } from "./featureBlock.js";
import { momentsOf } from "./momentsOf.js";

/** Bands of the texture, fine to coarse. */
const bandCount = 6;

/** The standard deviations of the blurs between which the bands lie. */
export function dogSigmasPx(sidePx: number): number[] {
  return geometric(0.8, Math.max(1.6, sidePx / 8), bandCount + 1);
}

/**
 * Differences of Gaussians at six scales, and for each how strong it is in each chip (logarithm of the spread), whether bright or dark
 * features make it (skewness) and whether few or many (logarithm of the kurtosis).
 *
 * The scales reach from 0.8 px to an eighth of the chip's lesser side. Cost: 7 blurs of the image and 12 passes over the pixels.
 * Source: Marr and Hildreth 1980, Proc. R. Soc. Lond. B 207, 187, for the bands.
 */
export function dogFeatures({ image, chips, step }: BlockSource): FeatureBlock {
  const block = emptyBlock(chips, 3 * bandCount);
  const { data, widthPx, heightPx } = image;
  const [first, ...others] = dogSigmasPx(chipSidePx(chips));
  let fine = gaussianBlur(data, widthPx, heightPx, first);
  for (const [band, sigmaPx] of others.entries()) {
    step(band / bandCount);
    const coarse = gaussianBlur(data, widthPx, heightPx, sigmaPx);
    for (let i = 0; i < fine.length; i++) fine[i] -= coarse[i];
    describeBand(
      block,
      { image: { data: fine, widthPx, heightPx }, chips, step: () => step((band + 0.5) / bandCount) },
      band,
    );
    fine = coarse;
  }
  return block;
}

function describeBand({ values, featureCount }: FeatureBlock, { image, chips, step }: BlockSource, band: number): void {
  const count = chips.columns * chips.rows;
  for (let chip = 0; chip < count; chip++) {
    if (chip % chips.columns === 0) step(0);
    const { spread, skewness, kurtosis } = momentsOf(image.data, image.widthPx, chips, chip);
    const at = chip * featureCount + 3 * band;
    values[at] = Math.log(spread + 1e-6);
    values[at + 1] = skewness;
    values[at + 2] = Math.log(kurtosis);
  }
}
