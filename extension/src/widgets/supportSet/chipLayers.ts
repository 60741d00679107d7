import { type Annotation, type ChipClass, ignoredId } from "../../../../src/messages/supportSet/annotation.js";
import { type ChipGrid, chipCorner, chipCounts, type Sides } from "../../../../src/messages/supportSet/chipGrid.js";
import { ink, type Layer, type LayerSurface, onScreen } from "../../canvas/layer.js";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The sides, in CSS pixels, below which a chip holds no number. */
const leastForText = 16;

/** Draws the picked chips: the colour and the number of the class, a cross on those that are ignored. */
export function labelsLayer({ grid, classes, labels }: Annotation, image: Sides): Layer {
  const places = new Map(classes.map((known, place) => [known.id, place]));
  return {
    draw(surface) {
      const { columns } = chipCounts(grid, image);
      for (const [chip, id] of labels) {
        const box = boxOf(surface, grid, columns, chip);
        if (!isSeen(surface, box)) continue;
        const place = places.get(id);
        if (id === ignoredId) drawIgnored(surface, box);
        else if (place !== undefined) drawLabel(surface, box, classes[place]!, String(place + 1));
      }
    },
  };
}

/** Draws frames around chips: dark and light, so that they are seen on anything. */
export function framesLayer(grid: ChipGrid, image: Sides, chips: readonly number[], widthCss: number): Layer {
  return {
    draw(surface) {
      const { columns } = chipCounts(grid, image);
      for (const chip of chips) {
        const { x, y, width, height } = boxOf(surface, grid, columns, chip);
        const inset = (widthCss * surface.density) / 2;
        const frame = new Path2D();
        frame.rect(x + inset, y + inset, width - 2 * inset, height - 2 * inset);
        strokeTwice(surface, frame, widthCss);
      }
    },
  };
}

/** Writes a short text into chips, where there is room for it. */
export function textsLayer(grid: ChipGrid, image: Sides, textOf: (chip: number) => string): Layer {
  return {
    draw(surface) {
      const { columns, rows } = chipCounts(grid, image);
      const least = Math.min(grid.chipWidthPx, grid.chipHeightPx) * surface.view.scale;
      if (least < leastForText * surface.density) return;
      for (let chip = 0; chip < columns * rows; chip++) {
        const box = boxOf(surface, grid, columns, chip);
        const text = isSeen(surface, box) ? textOf(chip) : "";
        if (text !== "")
          drawText(surface, { ...box, x: box.x + box.width * 0.25, y: box.y + box.height * 0.25 }, text, 9);
      }
    },
  };
}

function boxOf({ view }: LayerSurface, grid: ChipGrid, columns: number, chip: number): Box {
  const { xPx, yPx } = chipCorner(grid, columns, chip);
  const [x, y] = onScreen(view, xPx, yPx);
  return { x, y, width: grid.chipWidthPx * view.scale, height: grid.chipHeightPx * view.scale };
}

function isSeen({ screen }: LayerSurface, { x, y, width, height }: Box): boolean {
  return x + width > 0 && y + height > 0 && x < screen.width && y < screen.height;
}

function drawLabel(surface: LayerSurface, box: Box, { colour }: ChipClass, number: string): void {
  const { context, density } = surface;
  context.save();
  // A small chip is seen between the lines of the grid only when it is solid.
  context.globalAlpha = Math.min(box.width, box.height) < leastForText * density ? 0.9 : 0.35;
  context.fillStyle = colour;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.restore();
  const line = Math.min(2.5 * density, box.width / 4);
  context.lineWidth = line;
  context.strokeStyle = colour;
  context.strokeRect(box.x + line / 2, box.y + line / 2, box.width - line, box.height - line);
  if (Math.min(box.width, box.height) >= leastForText * density) drawText(surface, box, number, 13);
}

function drawIgnored(surface: LayerSurface, { x, y, width, height }: Box): void {
  const cross = new Path2D();
  cross.moveTo(x, y);
  cross.lineTo(x + width, y + height);
  cross.moveTo(x + width, y);
  cross.lineTo(x, y + height);
  strokeTwice(surface, cross, 1.5);
}

function drawText({ context, density }: LayerSurface, box: Box, text: string, sizeCss: number): void {
  context.font = `bold ${sizeCss * density}px sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3 * density;
  context.strokeStyle = ink.under;
  context.fillStyle = ink.over;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function strokeTwice({ context, density }: LayerSurface, path: Path2D, widthCss: number): void {
  context.lineWidth = (widthCss + 2) * density;
  context.strokeStyle = ink.under;
  context.stroke(path);
  context.lineWidth = widthCss * density;
  context.strokeStyle = ink.over;
  context.stroke(path);
}
