import { type Layer, onScreen } from "./layer.js";
import { vectorLayer } from "./vectorLayer.js";

/** Classes of the pixels of an image, or of equal parts of it, as a translucent colour over each. */
export interface Mask {
  /** One class per part, row after row; 0 is no class. */
  readonly classes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** The part of the image that the mask covers, from its upper left corner, in pixels of the image. */
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Colours of the classes from 1 on, as [red, green, blue] from 0 to 255. */
  readonly colours: readonly (readonly [number, number, number])[];
  /** From 0 (not seen) to 1. */
  readonly opacity: number;
}

/** Draws a mask: it is coloured once, and then only put in its place. */
export function maskLayer(mask: Mask): Layer {
  const picture = document.createElement("canvas");
  picture.width = mask.columns;
  picture.height = mask.rows;
  const context = picture.getContext("2d");
  context?.putImageData(new ImageData(maskColours(mask), mask.columns, mask.rows), 0, 0);
  return vectorLayer(({ pen, view }) => {
    const [x, y] = onScreen(view, mask.xPx, mask.yPx);
    const box = { x, y, width: mask.widthPx * view.scale, height: mask.heightPx * view.scale };
    pen.picture(picture, box, mask.opacity);
  });
}

/** Red, green, blue and opacity of every part of a mask. A class without a colour is not seen. */
export function maskColours({ classes, columns, rows, colours }: Mask): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(4 * columns * rows);
  for (let i = 0; i < columns * rows; i++) {
    const colour = colours[(classes[i] ?? 0) - 1];
    if (!colour) continue;
    bytes.set(colour, 4 * i);
    bytes[4 * i + 3] = 255;
  }
  return bytes;
}
