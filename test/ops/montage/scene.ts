import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";

/** A plane of smooth spots, the same at every look; noise belongs to a look. */
export interface Scene {
  look(left: number, top: number, widthPx: number, heightPx: number, noise?: number, seed?: number): Image;
}

/** Spots of some pixels' width, scattered by a seed; with `isEmpty` nothing but noise. */
export function scene({ seed = 1, spots = 60, sidePx = 400, isEmpty = false } = {}): Scene {
  const draw = seededRandom(seed);
  const all = Array.from({ length: isEmpty ? 0 : spots }, () => ({
    x: draw.uniform() * sidePx,
    y: draw.uniform() * sidePx,
    size: 2 + 5 * draw.uniform(),
    height: 20 + 80 * draw.uniform(),
  }));
  return {
    look(left, top, widthPx, heightPx, noise = 1, lookSeed = 1) {
      const own = seededRandom(1000 + lookSeed);
      const data = new Float32Array(widthPx * heightPx);
      for (let row = 0; row < heightPx; row++) {
        for (let column = 0; column < widthPx; column++) {
          let value = 10 + noise * own.normal();
          for (const { x, y, size, height } of all) {
            const distance2 = (left + column - x) ** 2 + (top + row - y) ** 2;
            if (distance2 < 16 * size * size) value += height * Math.exp(-distance2 / (2 * size * size));
          }
          data[row * widthPx + column] = value;
        }
      }
      return { data, widthPx, heightPx };
    },
  };
}
