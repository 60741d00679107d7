import { EmError } from "../../core/error.js";
import type { Image } from "../../core/image.js";

/** A tile and where its upper left pixel lies, in pixels. */
export interface StitchTile {
  readonly image: Image;
  readonly xPx: number;
  readonly yPx: number;
}

/** A montage in one image, and the place of its upper left pixel among those of the tiles. */
export interface Stitched extends Image {
  readonly originXPx: number;
  readonly originYPx: number;
}

/** Pixels of a stitched image, at most: 1 GB of float32. */
const mostPixels = 2 ** 28;

/**
 * Lays tiles into one image, at fractions of a pixel.
 *
 * Blended, a pixel is the mean of all tiles that show it, each with the weight of its distance from the tile's edge, so that no seam is
 * seen; else the later tile covers the earlier. Where no tile is, the value is NaN. Values are interpolated linearly between pixels.
 * Errors: BadShape for no tile, and for more than 2^28 pixels. Cost: about 15 ns a pixel of the tiles; three times the result in memory.
 */
export function stitchTiles(tiles: readonly StitchTile[], { isBlended = true } = {}): Stitched {
  const box = boundsOf(tiles);
  const { widthPx, heightPx, originXPx, originYPx } = box;
  const data = new Float32Array(widthPx * heightPx).fill(Number.NaN);
  const weights = isBlended ? new Float32Array(widthPx * heightPx) : undefined;
  for (const tile of tiles) layTile(data, weights, box, tile);
  if (weights) for (let i = 0; i < data.length; i++) data[i] = weights[i] > 0 ? data[i] / weights[i] : Number.NaN;
  return { data, widthPx, heightPx, originXPx, originYPx };
}

type Box = Omit<Stitched, "data">;

function boundsOf(tiles: readonly StitchTile[]): Box {
  if (tiles.length === 0)
    throw new EmError("BadShape", "there is no tile to stitch", { fix: "Take one first: await the run." });
  const originXPx = Math.floor(Math.min(...tiles.map(({ xPx }) => xPx)));
  const originYPx = Math.floor(Math.min(...tiles.map(({ yPx }) => yPx)));
  const widthPx = Math.ceil(Math.max(...tiles.map(({ xPx, image }) => xPx + image.widthPx))) - originXPx;
  const heightPx = Math.ceil(Math.max(...tiles.map(({ yPx, image }) => yPx + image.heightPx))) - originYPx;
  if (widthPx * heightPx > mostPixels)
    throw new EmError("BadShape", `the montage would have ${widthPx} x ${heightPx} px`, {
      fix: "Stitch with larger pixels: stitch({ bin: 4 }).",
    });
  return { widthPx, heightPx, originXPx, originYPx };
}

function layTile(
  data: Float32Array,
  weights: Float32Array | undefined,
  box: Box,
  { image, xPx, yPx }: StitchTile,
): void {
  const [left, top] = [xPx - box.originXPx, yPx - box.originYPx];
  const [firstColumn, firstRow] = [Math.ceil(left - 1e-6), Math.ceil(top - 1e-6)];
  const [shareX, shareY] = [Math.max(0, firstColumn - left), Math.max(0, firstRow - top)];
  // The last row and column have no neighbour to be interpolated with.
  const columns = image.widthPx - (shareX > 0 ? 1 : 0);
  const rows = image.heightPx - (shareY > 0 ? 1 : 0);
  const across = rampOf(columns);
  for (let row = 0; row < rows; row++) {
    const rowWeight = Math.min(row + 1, rows - row);
    const upper = row * image.widthPx;
    const lower = shareY > 0 ? upper + image.widthPx : upper;
    const out = (firstRow + row) * box.widthPx + firstColumn;
    for (let column = 0; column < columns; column++) {
      const right = shareX > 0 ? column + 1 : column;
      const above = mix(image.data[upper + column], image.data[upper + right], shareX);
      const below = mix(image.data[lower + column], image.data[lower + right], shareX);
      const value = mix(above, below, shareY);
      if (!weights) data[out + column] = value;
      else {
        const weight = Math.min(across[column], rowWeight);
        const before = weights[out + column];
        data[out + column] = (before > 0 ? data[out + column] : 0) + weight * value;
        weights[out + column] = before + weight;
      }
    }
  }
}

function rampOf(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.min(i + 1, count - i));
}

function mix(a: number, b: number, share: number): number {
  return share === 0 ? a : a + share * (b - a);
}
