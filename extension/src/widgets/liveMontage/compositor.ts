import { tileSteps } from "../../../../src/messages/liveMontage/tileMessages.js";
import type { Raster } from "../../canvas/pyramid.js";
import { inBox, type MontageBox } from "./montageBox.js";
import type { TilePixels } from "./tileStore.js";

/** A tile and the place of its middle. */
export interface PlacedPixels {
  readonly index: number;
  readonly xNm: number;
  readonly yNm: number;
  readonly tile: TilePixels;
}

/** The value where no tile is: darker than anything, and finite, as the means of reduced pixels have to be. */
export const noTile = Math.fround(-1e30);

interface Laid {
  readonly tile: TilePixels;
  readonly left: number;
  readonly top: number;
}

/**
 * Lays tiles into one picture: blended, each with the weight of its distance from its edge, or the later over the earlier.
 *
 * A tile that is new is added to what is there; all are laid anew only when one of them has moved. Cost: about 10 ns a pixel of what is laid.
 */
export class Compositor {
  #box: MontageBox | undefined;
  #isBlended = true;
  #laid = new Map<number, Laid>();
  #values = new Float32Array();
  #sums = new Float32Array();
  #weights = new Float32Array();
  #version = 0;

  /** Another number whenever the picture has changed. */
  get version(): number {
    return this.#version;
  }

  /** The picture with these tiles; the same object is filled again as long as its size stays. */
  show(box: MontageBox, tiles: readonly PlacedPixels[], isBlended: boolean): Raster {
    const wanted = new Map(tiles.map((placed) => [placed.index, laidOf(box, placed)]));
    if (
      !this.#isSame(box, isBlended) ||
      [...this.#laid].some(([index, laid]) => !isSameLaid(laid, wanted.get(index)))
    ) {
      this.#clear(box, isBlended);
    }
    for (const [index, laid] of wanted) {
      if (this.#laid.has(index)) continue;
      this.#lay(laid);
      this.#version += 1;
      this.#laid.set(index, laid);
    }
    return { values: this.#values, width: box.width, height: box.height };
  }

  #isSame(box: MontageBox, isBlended: boolean): boolean {
    const before = this.#box;
    const names = ["pixelNm", "originXNm", "originYNm", "width", "height"] as const;
    return before !== undefined && isBlended === this.#isBlended && names.every((name) => before[name] === box[name]);
  }

  #clear(box: MontageBox, isBlended: boolean): void {
    const count = box.width * box.height;
    this.#version += 1;
    if (this.#values.length !== count) {
      this.#values = new Float32Array(count);
      this.#sums = new Float32Array(count);
      this.#weights = new Float32Array(count);
    }
    this.#values.fill(noTile);
    this.#sums.fill(0);
    this.#weights.fill(0);
    this.#laid.clear();
    this.#box = box;
    this.#isBlended = isBlended;
  }

  #lay({ tile, left, top }: Laid): void {
    const { width, height } = this.#box!;
    const { widthPx, heightPx, low, high, pixels } = tile;
    const perStep = (high - low) / tileSteps;
    const [firstColumn, endColumn] = [Math.max(0, -left), Math.min(widthPx, width - left)];
    for (let row = Math.max(0, -top); row < Math.min(heightPx, height - top); row++) {
      const rowWeight = Math.min(row + 1, heightPx - row);
      const out = (top + row) * width + left;
      for (let column = firstColumn; column < endColumn; column++) {
        const value = low + pixels[row * widthPx + column]! * perStep;
        const at = out + column;
        if (!this.#isBlended) this.#values[at] = value;
        else {
          const weight = Math.min(rowWeight, column + 1, widthPx - column);
          this.#sums[at]! += weight * value;
          this.#weights[at]! += weight;
          this.#values[at] = this.#sums[at]! / this.#weights[at]!;
        }
      }
    }
  }
}

function laidOf(box: MontageBox, { tile, xNm, yNm }: PlacedPixels): Laid {
  const [x, y] = inBox(box, { xNm, yNm });
  return { tile, left: Math.round(x - tile.widthPx / 2), top: Math.round(y - tile.heightPx / 2) };
}

function isSameLaid(a: Laid, b: Laid | undefined): boolean {
  return b !== undefined && a.tile === b.tile && a.left === b.left && a.top === b.top;
}

/** The contrast that suits the tiles: the values below which 0.1 and 99.9 per cent of their pixels lie, from a sample of them. */
export function suitingRange(tiles: readonly TilePixels[]): { readonly low: number; readonly high: number } {
  const sample: number[] = [];
  const every = Math.max(1, Math.ceil(tiles.reduce((sum, { pixels }) => sum + pixels.length, 0) / 65_536));
  for (const { pixels, low, high } of tiles)
    for (let i = 0; i < pixels.length; i += every) sample.push(low + (pixels[i]! * (high - low)) / tileSteps);
  if (sample.length === 0) return { low: 0, high: 1 };
  const sorted = Float64Array.from(sample).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { low: at(0.001), high: at(0.999) };
}
