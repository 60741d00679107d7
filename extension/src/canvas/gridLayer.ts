import { ink, type Layer } from "./layer.js";
import { vectorLayer } from "./vectorLayer.js";

/** A grid of equal rectangles over an image, in pixels of the image. */
export interface Grid {
  readonly stepXPx: number;
  readonly stepYPx: number;
  readonly offsetXPx: number;
  readonly offsetYPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colour: string;
}

/** Lines closer than this say nothing and would cover the image (screen pixels). */
const leastStep = 4;

/** Draws the lines of a grid; of lines that lie too close only those that can be told apart. */
export function gridLayer(grid: Grid): Layer {
  return vectorLayer(({ pen, view, screen, density }) => {
    const path = pen.path();
    const [endX, endY] = [grid.widthPx * view.scale + view.offsetX, grid.heightPx * view.scale + view.offsetY];
    const [startX, startY] = [Math.max(0, view.offsetX), Math.max(0, view.offsetY)];
    for (const x of lines(grid.offsetXPx, grid.stepXPx, grid.widthPx, view.scale, view.offsetX, screen.width)) {
      path.moveTo(x, startY);
      path.lineTo(x, Math.min(endY, screen.height));
    }
    for (const y of lines(grid.offsetYPx, grid.stepYPx, grid.heightPx, view.scale, view.offsetY, screen.height)) {
      path.moveTo(startX, y);
      path.lineTo(Math.min(endX, screen.width), y);
    }
    pen.stroke(path, { width: 3 * density, colour: ink.under });
    pen.stroke(path, { width: density, colour: grid.colour });
  });
}

/** Places on the screen of the lines of one direction: only those that are seen. */
export function lines(
  offsetPx: number,
  stepPx: number,
  endPx: number,
  scale: number,
  offset: number,
  screen: number,
): number[] {
  if (!(stepPx > 0)) return [];
  const every = Math.max(1, Math.ceil(leastStep / (stepPx * scale)));
  const first = Math.max(0, Math.ceil((-offset / scale - offsetPx) / stepPx / every)) * every;
  const found: number[] = [];
  for (let i = first; ; i += every) {
    const place = offsetPx + i * stepPx;
    const at = place * scale + offset;
    if (place > endPx || at > screen) return found;
    found.push(at);
  }
}
