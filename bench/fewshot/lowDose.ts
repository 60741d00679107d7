import type { Image } from "../../src/core/image.js";
import { seededRandom } from "../../src/core/random.js";

/**
 * An image as a low dose would show it: Poisson((a + 0.05) dose) / dose, with a the image from 0 to 1 between its 0.1 and 99.9
 * percentiles. `dose` is in electrons for a pixel of full scale.
 */
export function atDose({ data, widthPx, heightPx }: Image, dose: number, seed: number): Image {
  const sorted = data.slice().sort();
  const at = (percent: number) => sorted[Math.round((percent / 100) * (sorted.length - 1))]!;
  const [low, high] = [at(0.1), at(99.9)];
  const random = seededRandom(seed, "low dose");
  const counts = data.map((value) => {
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    return random.poisson((share + 0.05) * dose) / dose;
  });
  return { data: counts, widthPx, heightPx };
}
