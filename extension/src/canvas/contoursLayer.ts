import { ink, type Layer, onScreen } from "./layer.js";
import { vectorLayer } from "./vectorLayer.js";

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
export function contoursLayer({ lines, colour, width, dashes = [] }: Contours): Layer {
  return vectorLayer(({ pen, view, density }) => {
    const path = pen.path();
    for (const line of lines) {
      for (let i = 0; i + 1 < line.length; i += 2) {
        const [x, y] = onScreen(view, line[i]! + 0.5, line[i + 1]! + 0.5);
        if (i === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      }
    }
    pen.stroke(path, { width: (width + 2) * density, colour: ink.under });
    pen.stroke(path, { width: width * density, colour, dashes: dashes.map((length) => length * density) });
  });
}
