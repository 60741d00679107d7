import { isRecord, type Reader, wholeNumberFrom } from "../reader.js";

/** A grid of equal chips over an image. Only whole chips count: what is left at the right and the bottom belongs to none. */
export interface ChipGrid {
  readonly chipWidthPx: number;
  readonly chipHeightPx: number;
  /** Columns of pixels to the left of the first chip. */
  readonly offsetXPx: number;
  /** Rows of pixels above the first chip. */
  readonly offsetYPx: number;
}

/** The sides of an image. */
export interface Sides {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The number of chips in each direction. */
export interface ChipCounts {
  /** Chips in a row. @unitless */
  readonly columns: number;
  /** Rows of chips. @unitless */
  readonly rows: number;
}

/** The most chips that a grid may have: more could neither be seen nor picked. */
export const mostChips = 250_000;

/** The least side of a chip (px): below it there is no texture to tell materials by. */
export const leastChipPx = 4;

const side = wholeNumberFrom(leastChipPx, 32_768);
const offset = wholeNumberFrom(0, 32_768);

/** Reads a grid; whether it fits an image is told by `fittedGrid`. */
export const readChipGrid: Reader<ChipGrid> = (value) => {
  if (!isRecord(value)) return undefined;
  const [chipWidthPx, chipHeightPx] = [side(value["chipWidthPx"]), side(value["chipHeightPx"])];
  const [offsetXPx, offsetYPx] = [offset(value["offsetXPx"]), offset(value["offsetYPx"])];
  if (chipWidthPx === undefined || chipHeightPx === undefined) return undefined;
  if (offsetXPx === undefined || offsetYPx === undefined) return undefined;
  return { chipWidthPx, chipHeightPx, offsetXPx, offsetYPx };
};

/** The chips of a grid over an image: at least one when the grid is fitted. */
export function chipCounts(grid: ChipGrid, image: Sides): ChipCounts {
  const count = (length: number, from: number, step: number) => Math.max(0, Math.floor((length - from) / step));
  return {
    columns: count(image.widthPx, grid.offsetXPx, grid.chipWidthPx),
    rows: count(image.heightPx, grid.offsetYPx, grid.chipHeightPx),
  };
}

/** The least side that square chips may have on an image (px). */
export function leastSquareChipPx({ widthPx, heightPx }: Sides): number {
  const least = Math.ceil(Math.sqrt((widthPx * heightPx) / mostChips));
  return Math.min(Math.max(leastChipPx, least), widthPx, heightPx);
}

/** The nearest grid that has at least one chip, at most `mostChips`, and an offset of less than a chip. */
export function fittedGrid(grid: ChipGrid, image: Sides): ChipGrid {
  const chipWidthPx = Math.min(Math.max(grid.chipWidthPx, leastChipPx), image.widthPx);
  const chipHeightPx = Math.min(Math.max(grid.chipHeightPx, leastChipPx), image.heightPx);
  const within = (from: number, step: number, length: number) => Math.min(from, step - 1, length - step);
  const fitted = {
    chipWidthPx,
    chipHeightPx,
    offsetXPx: within(grid.offsetXPx, chipWidthPx, image.widthPx),
    offsetYPx: within(grid.offsetYPx, chipHeightPx, image.heightPx),
  };
  const { columns, rows } = chipCounts(fitted, image);
  if (columns * rows <= mostChips) return fitted;
  const least = leastSquareChipPx(image);
  return fittedGrid(
    { ...fitted, chipWidthPx: Math.max(least, chipWidthPx), chipHeightPx: Math.max(least, chipHeightPx) },
    image,
  );
}

/** The number of the chip that holds a place, counted row after row from 0; undefined beside the grid. */
export function chipAt(grid: ChipGrid, image: Sides, xPx: number, yPx: number): number | undefined {
  const { columns, rows } = chipCounts(grid, image);
  const column = Math.floor((xPx - grid.offsetXPx) / grid.chipWidthPx);
  const row = Math.floor((yPx - grid.offsetYPx) / grid.chipHeightPx);
  return column >= 0 && row >= 0 && column < columns && row < rows ? row * columns + column : undefined;
}

/** The upper left corner of a chip, in pixels of the image. */
export function chipCorner(
  grid: ChipGrid,
  columns: number,
  chip: number,
): { readonly xPx: number; readonly yPx: number } {
  return {
    xPx: grid.offsetXPx + (chip % columns) * grid.chipWidthPx,
    yPx: grid.offsetYPx + Math.floor(chip / columns) * grid.chipHeightPx,
  };
}

/** True for grids that divide an image alike. */
export function isSameGrid(a: ChipGrid, b: ChipGrid): boolean {
  return (
    a.chipWidthPx === b.chipWidthPx &&
    a.chipHeightPx === b.chipHeightPx &&
    a.offsetXPx === b.offsetXPx &&
    a.offsetYPx === b.offsetYPx
  );
}
