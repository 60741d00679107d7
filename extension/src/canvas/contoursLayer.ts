import { ink, type Layer } from "./layer.js";

/** Lines through an image; each is x, y, x, y, … from the centre of the first pixel, in pixels of the image. */
export interface Contours {
  readonly lines: readonly ArrayLike<number>[];
  readonly colour: string;
  /** In CSS pixels. */
  readonly width: number;
  /** Lengths of strokes and gaps in CSS pixels: tells lines apart without colour. */
  readonly dashes?: readonly number[];
}

/** Draws lines with a dark rim. */
export function contoursLayer(contours: Contours): Layer {
  const path = new Path2D();
  for (const line of contours.lines) {
    for (let i = 0; i + 1 < line.length; i += 2) {
      if (i === 0) path.moveTo(line[0]! + 0.5, line[1]! + 0.5);
      else path.lineTo(line[i]! + 0.5, line[i + 1]! + 0.5);
    }
  }
  return {
    draw({ context, view, density }) {
      const placed = new Path2D();
      placed.addPath(path, new DOMMatrix([view.scale, 0, 0, view.scale, view.offsetX, view.offsetY]));
      context.save();
      context.lineJoin = "round";
      context.lineWidth = (contours.width + 2) * density;
      context.strokeStyle = ink.under;
      context.stroke(placed);
      context.setLineDash((contours.dashes ?? []).map((length) => length * density));
      context.lineWidth = contours.width * density;
      context.strokeStyle = contours.colour;
      context.stroke(placed);
      context.restore();
    },
  };
}
