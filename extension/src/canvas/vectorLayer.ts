import { canvasPen } from "./canvasPen.js";
import type { Layer, PenSurface } from "./layer.js";

/** A layer that is drawn by a pen, and so the same on the screen and in a saved SVG. */
export function vectorLayer(paint: (surface: PenSurface) => void): Layer {
  return {
    paint,
    draw: ({ context, ...place }) => paint({ ...place, pen: canvasPen(context) }),
  };
}
