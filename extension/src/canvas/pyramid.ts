import type { PixelArray } from "../../../src/messages/pixelValues.js";

/** Values of an image, row after row. */
export interface Raster {
  readonly values: PixelArray;
  readonly width: number;
  readonly height: number;
}

/**
 * The image, and the image at half the size of the one before, down to one that is at most 256 px: drawn small, each pixel of the screen is
 * then the mean of what lies under it, and costs as little as at full size. Together they take a third more memory than the image.
 *
 * A level is made when it is first drawn: of live frames most are replaced before that.
 */
export class Pyramid {
  readonly image: Raster;
  readonly #levels: Raster[];

  constructor(image: Raster) {
    this.image = image;
    this.#levels = [image];
  }

  /** The level whose pixels come nearest to the pixels of the screen, and its pixels per pixel of the image. */
  levelFor(scale: number): { readonly level: Raster; readonly factor: number } {
    const wanted = Math.max(0, Math.round(-Math.log2(scale)));
    for (let last = this.#levels.at(-1)!; this.#levels.length <= wanted; this.#levels.push(last)) {
      if (Math.max(last.width, last.height) <= 256) break;
      last = halved(last);
    }
    const index = Math.min(this.#levels.length - 1, wanted);
    return { level: this.#levels[index]!, factor: 2 ** index };
  }
}

/** Means of 2 x 2 pixels. A last odd row or column is averaged with itself; pixels without a value do not count. */
function halved({ values, width, height }: Raster): Raster {
  const [newWidth, newHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const Kind = values.constructor as new (length: number) => PixelArray;
  const means = new Kind(newWidth * newHeight);
  const rounding = values instanceof Float32Array ? 0 : 0.5;
  for (let row = 0; row < newHeight; row++) {
    const upper = 2 * row * width;
    const lower = 2 * row + 1 < height ? upper + width : upper;
    for (let column = 0; column < newWidth; column++) {
      const left = 2 * column;
      const right = left + 1 < width ? left + 1 : left;
      const sum = values[upper + left]! + values[upper + right]! + values[lower + left]! + values[lower + right]!;
      means[row * newWidth + column] =
        sum - sum === 0
          ? sum / 4 + rounding
          : finiteMean(values[upper + left]!, values[upper + right]!, values[lower + left]!, values[lower + right]!);
    }
  }
  return { values: means, width: newWidth, height: newHeight };
}

function finiteMean(...values: number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.length > 0 ? finite.reduce((sum, value) => sum + value, 0) / finite.length : Number.NaN;
}
