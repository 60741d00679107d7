import { type Annotation, type ChipClass, ignoredId } from "../../../../src/messages/supportSet/annotation.js";
import { type ChipGrid, chipCorner, chipCounts, type Sides } from "../../../../src/messages/supportSet/chipGrid.js";
import { ink, type Layer, onScreen, type PenSurface } from "../../canvas/layer.js";
import type { Box, Outline } from "../../canvas/pen.js";
import { vectorLayer } from "../../canvas/vectorLayer.js";

/** The sides, in CSS pixels, below which a chip holds no number. */
const leastForText = 16;

/** Draws the picked chips: the colour and the number of the class, a cross on those that are ignored. */
export function labelsLayer({ grid, classes, labels }: Annotation, image: Sides): Layer {
  const places = new Map(classes.map((known, place) => [known.id, place]));
  return vectorLayer((surface) => {
    const { columns } = chipCounts(grid, image);
    for (const [chip, id] of labels) {
      const box = boxOf(surface, grid, columns, chip);
      if (!isSeen(surface, box)) continue;
      const place = places.get(id);
      if (id === ignoredId) drawIgnored(surface, box);
      else if (place !== undefined) drawLabel(surface, box, classes[place]!, String(place + 1));
    }
  });
}

/** Draws frames around chips: dark and light, so that they are seen on anything. */
export function framesLayer(grid: ChipGrid, image: Sides, chips: readonly number[], widthCss: number): Layer {
  return vectorLayer((surface) => {
    const { columns } = chipCounts(grid, image);
    for (const chip of chips) {
      const { x, y, width, height } = boxOf(surface, grid, columns, chip);
      const inset = (widthCss * surface.density) / 2;
      const frame = surface.pen.path();
      frame.rect(x + inset, y + inset, width - 2 * inset, height - 2 * inset);
      strokeTwice(surface, frame, widthCss);
    }
  });
}

/** Writes a short text into chips, where there is room for it. */
export function textsLayer(grid: ChipGrid, image: Sides, textOf: (chip: number) => string): Layer {
  return vectorLayer((surface) => {
    const { pen, view, density } = surface;
    const { columns, rows } = chipCounts(grid, image);
    const least = Math.min(grid.chipWidthPx, grid.chipHeightPx) * view.scale;
    if (least < leastForText * density) return;
    for (let chip = 0; chip < columns * rows; chip++) {
      const box = boxOf(surface, grid, columns, chip);
      const text = isSeen(surface, box) ? textOf(chip) : "";
      const [x, y] = [box.x + 0.75 * box.width, box.y + 0.75 * box.height];
      if (text !== "") pen.text(text, x, y, { size: 9 * density, anchor: "middle" });
    }
  });
}

function boxOf({ view }: PenSurface, grid: ChipGrid, columns: number, chip: number): Box {
  const { xPx, yPx } = chipCorner(grid, columns, chip);
  const [x, y] = onScreen(view, xPx, yPx);
  return { x, y, width: grid.chipWidthPx * view.scale, height: grid.chipHeightPx * view.scale };
}

function isSeen({ screen }: PenSurface, { x, y, width, height }: Box): boolean {
  return x + width > 0 && y + height > 0 && x < screen.width && y < screen.height;
}

function drawLabel({ pen, density }: PenSurface, box: Box, { colour }: ChipClass, number: string): void {
  const { x, y, width, height } = box;
  const isSmall = Math.min(width, height) < leastForText * density;
  const chip = pen.path();
  chip.rect(x, y, width, height);
  // A small chip is seen between the lines of the grid only when it is solid.
  pen.fill(chip, colour, isSmall ? 0.9 : 0.35);
  const line = Math.min(2.5 * density, width / 4);
  const frame = pen.path();
  frame.rect(x + line / 2, y + line / 2, width - line, height - line);
  pen.stroke(frame, { width: line, colour });
  if (!isSmall) pen.text(number, x + width / 2, y + height / 2, { size: 13 * density, anchor: "middle" });
}

function drawIgnored(surface: PenSurface, { x, y, width, height }: Box): void {
  const cross = surface.pen.path();
  cross.moveTo(x, y);
  cross.lineTo(x + width, y + height);
  cross.moveTo(x + width, y);
  cross.lineTo(x, y + height);
  strokeTwice(surface, cross, 1.5);
}

function strokeTwice({ pen, density }: PenSurface, path: Outline, widthCss: number): void {
  pen.stroke(path, { width: (widthCss + 2) * density, colour: ink.under });
  pen.stroke(path, { width: widthCss * density, colour: ink.over });
}
