import type { Pen } from "./pen.js";
import type { Size, ViewTransform } from "./viewTransform.js";

/** Where a layer is drawn. */
export interface Placement {
  /** Where the image lies; a pixel's centre is half a pixel from its corner. */
  readonly view: ViewTransform;
  readonly screen: Size;
  /** Pixels of the screen in one CSS pixel: widths of lines and sizes of letters are multiplied by it. */
  readonly density: number;
}

/** What a layer draws on. */
export interface LayerSurface extends Placement {
  readonly context: CanvasRenderingContext2D;
}

/** What a layer draws on that a pen can draw. */
export interface PenSurface extends Placement {
  readonly pen: Pen;
}

/** Something that is drawn over an image: a grid, points, masks, contours, the scale bar. Later layers lie over earlier ones. */
export interface Layer {
  draw(surface: LayerSurface): void;
  /** The same by a pen, for a saved SVG; see `vectorLayer`. A layer without it is embedded there as a picture. */
  readonly paint?: (surface: PenSurface) => void;
  /** True for what only tells where a person is, a cursor: saved pictures are without it. */
  readonly isPointer?: boolean;
}

/** A layer that only tells where a person is. */
export function pointerLayer(layer: Layer): Layer {
  return { ...layer, isPointer: true };
}

/** Places of pixels of the image, from the upper left corner of pixel 0, on the screen. */
export function onScreen(view: ViewTransform, xPx: number, yPx: number): readonly [x: number, y: number] {
  return [xPx * view.scale + view.offsetX, yPx * view.scale + view.offsetY];
}

/** The outline under light lines and letters, and the lines themselves: together they are seen on any image. */
export const ink = { under: "rgb(0 0 0 / 75%)", over: "#ffffff" } as const;
