import type { Image } from "../../core/image.js";
import type { ChipRows } from "./chipRows.js";

/** Numbers of one kind for each chip, before they are scaled. */
export interface FeatureBlock {
  /** chips x featureCount, chip after chip. @unitless */
  readonly values: Float32Array;
  /** @unitless */
  readonly featureCount: number;
}

/** What a block of features is made from. */
export interface BlockSource {
  /** Every value is finite. */
  readonly image: Image;
  readonly chips: ChipRows;
  /** Called once in a while with the share of the block that is done; it throws when nobody wants the result any more. */
  readonly step: (share: number) => void;
}

/** A block with room for every chip. */
export function emptyBlock(chips: ChipRows, featureCount: number): FeatureBlock {
  return { values: new Float32Array(chips.columns * chips.rows * featureCount), featureCount };
}

/** The lesser side of a chip: the scales of textures are fractions of it. */
export function chipSidePx(chips: ChipRows): number {
  return Math.min(chips.chipWidthPx, chips.chipHeightPx);
}

/** `count` numbers from `first` to `last`, each the same multiple of the one before. */
export function geometric(first: number, last: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first * (last / first) ** (i / Math.max(1, count - 1)));
}
