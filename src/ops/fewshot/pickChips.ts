import type { ChipFeatures } from "./chipFeatures.js";

/** The features of some chips, in the order in which they are named. */
export function pickChips({ values, featureCount }: ChipFeatures, chips: readonly number[]): ChipFeatures {
  const some = new Float32Array(chips.length * featureCount);
  for (const [i, chip] of chips.entries())
    some.set(values.subarray(chip * featureCount, (chip + 1) * featureCount), i * featureCount);
  return { values: some, featureCount };
}
