/** What a place of a frame sends to a detector; pixels from 0, fractions between. */
export type ValueAtPixel = (xPx: number, yPx: number) => number;

/** Cells a side that are looked at by their corners first. @unitless */
const cellsPerSide = 64;
/** Corners that differ by less, beside the largest, belong to an even cell. @unitless */
const evenFraction = 0.02;

/**
 * An image of something that is even over most of its area: heightPx x widthPx values.
 *
 * Where the corners of a cell of a 64th of the frame agree, it is filled in between them; else every pixel is looked at. What is smaller than a
 * cell may be missed. Cost: 4225 calls where all is even, one a pixel where nothing is.
 */
export function filmImage(widthPx: number, heightPx: number, valueAt: ValueAtPixel): Float32Array {
  const image = new Float32Array(widthPx * heightPx);
  const xs = cellEdges(widthPx);
  const ys = cellEdges(heightPx);
  let upper = xs.map((x) => valueAt(x, ys[0]));
  for (let row = 0; row + 1 < ys.length; row++) {
    const lower = xs.map((x) => valueAt(x, ys[row + 1]));
    for (let column = 0; column + 1 < xs.length; column++) {
      const corners = [upper[column], upper[column + 1], lower[column], lower[column + 1]] as const;
      const cell = { left: xs[column], right: xs[column + 1], top: ys[row], bottom: ys[row + 1] };
      fillCell(image, widthPx, cell, isEven(corners) ? between(corners, cell) : valueAt);
    }
    upper = lower;
  }
  return image;
}

interface PixelCell {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Corners = readonly [number, number, number, number];

/** Whole pixels from 0 to the size, at most 64 cells between them. */
function cellEdges(sizePx: number): number[] {
  const cells = Math.min(sizePx, cellsPerSide);
  return Array.from({ length: cells + 1 }, (_, i) => Math.round((i * sizePx) / cells));
}

function isEven(corners: Corners): boolean {
  const most = Math.max(...corners);
  return most - Math.min(...corners) <= evenFraction * most;
}

function between([a, b, c, d]: Corners, { left, right, top, bottom }: PixelCell): ValueAtPixel {
  return (x, y) => {
    const u = (x - left) / (right - left);
    const v = (y - top) / (bottom - top);
    return (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * c + u * d);
  };
}

function fillCell(image: Float32Array, widthPx: number, cell: PixelCell, valueAt: ValueAtPixel): void {
  for (let y = cell.top; y < cell.bottom; y++) {
    for (let x = cell.left; x < cell.right; x++) image[y * widthPx + x] = valueAt(x, y);
  }
}
