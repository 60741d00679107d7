import type { ChipFeatures } from "./chipFeatures.js";
import type { SupportChip } from "./supportChip.js";

/**
 * For each chip the `count` examples whose features are nearest, the nearest first: chips x count, -1 where there are fewer examples.
 *
 * They explain a result to people: "because it looks like these". Cost: chips x examples x features.
 */
export function nearestSupports(features: ChipFeatures, supports: readonly SupportChip[], count: number): Int32Array {
  const { values, featureCount } = features;
  const chips = values.length / featureCount;
  const nearest = new Int32Array(chips * count).fill(-1);
  const best = new Float64Array(count);
  for (let chip = 0; chip < chips; chip++) {
    best.fill(Number.POSITIVE_INFINITY);
    for (const support of supports) {
      let distance = 0;
      for (let i = 0; i < featureCount; i++)
        distance += (values[chip * featureCount + i] - values[support.chip * featureCount + i]) ** 2;
      let at = count;
      while (at > 0 && distance < best[at - 1]) at -= 1;
      if (at === count) continue;
      best.copyWithin(at + 1, at, count - 1);
      best[at] = distance;
      const from = chip * count;
      nearest.copyWithin(from + at + 1, from + at, from + count - 1);
      nearest[from + at] = support.chip;
    }
  }
  return nearest;
}
