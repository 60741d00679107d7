import { seededRandom } from "../../../src/core/random.js";

/** 8 x 8 chips of 16 px. */
export const chips = { chipWidthPx: 16, chipHeightPx: 16, offsetXPx: 0, offsetYPx: 0, columns: 8, rows: 8 };

/** Left half smooth stripes, right half noise; the last chip is far brighter than both. */
export function twoTextures() {
  const random = seededRandom(3, "two textures");
  const data = new Float32Array(128 * 128);
  for (let y = 0; y < 128; y++)
    for (let x = 0; x < 128; x++) {
      const isOdd = x >= 112 && y >= 112;
      data[y * 128 + x] =
        (x < 64 ? Math.sin(y / 3) : 2 * random.uniform() - 1) + 0.1 * random.uniform() + (isOdd ? 40 : 0);
    }
  return { data, widthPx: 128, heightPx: 128 };
}

export const supports = [
  { chip: 0, classIndex: 0 },
  { chip: 17, classIndex: 0 },
  { chip: 6, classIndex: 1 },
  { chip: 30, classIndex: 1 },
];

/** An image of one chip. */
export function oneChip(sidePx: number, valueAt: (x: number, y: number) => number) {
  const data = Float32Array.from({ length: sidePx * sidePx }, (_, i) => valueAt(i % sidePx, Math.floor(i / sidePx)));
  return {
    image: { data, widthPx: sidePx, heightPx: sidePx },
    chips: { chipWidthPx: sidePx, chipHeightPx: sidePx, offsetXPx: 0, offsetYPx: 0, columns: 1, rows: 1 },
    step: () => {},
  };
}
