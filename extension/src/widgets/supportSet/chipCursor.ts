import { type ChipCounts, type ChipGrid, chipCorner } from "../../../../src/messages/supportSet/chipGrid.js";
import type { ImageCanvas } from "../../canvas/imageCanvas.js";

/** The chip that the keys are at; none before they were used. */
export class ChipCursor {
  #chip: number | undefined;

  get chip(): number | undefined {
    return this.#chip;
  }

  clear(): void {
    this.#chip = undefined;
  }

  /** Another grid may have fewer chips. */
  keepWithin({ columns, rows }: ChipCounts): void {
    if (this.#chip !== undefined && this.#chip >= columns * rows) this.clear();
  }

  /** Goes by so many chips, as far as there are any; it begins in the middle. Gives the chip that it is at now. */
  step(byColumns: number, byRows: number, { columns, rows }: ChipCounts): number {
    const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, value));
    const from = this.#chip;
    const column = from === undefined ? columns >> 1 : within((from % columns) + byColumns, columns);
    const row = from === undefined ? rows >> 1 : within(Math.floor(from / columns) + byRows, rows);
    this.#chip = row * columns + column;
    return this.#chip;
  }
}

/** Moves the image when a chip lies beside what is seen. */
export function bringIntoView(canvas: ImageCanvas, grid: ChipGrid, columns: number, chip: number): void {
  const { view, screen } = canvas;
  const { xPx, yPx } = chipCorner(grid, columns, chip);
  const away = (from: number, length: number, most: number) => (from < 0 ? -from : Math.min(0, most - from - length));
  const dx = away(xPx * view.scale + view.offsetX, grid.chipWidthPx * view.scale, screen.width);
  const dy = away(yPx * view.scale + view.offsetY, grid.chipHeightPx * view.scale, screen.height);
  // Less than a pixel is rounding: the whole image stays fitted.
  if (Math.abs(dx) >= 1 || Math.abs(dy) >= 1) canvas.pan(dx, dy);
}
