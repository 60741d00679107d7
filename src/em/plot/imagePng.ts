import { Canvas } from "../../display/canvas.js";
import { type ColourMap, colourTable } from "../../display/colourMaps.js";
import { type ContrastRange, toShades } from "../../display/contrast.js";
import { encodePng, maxShades } from "../../display/encodePng.js";
import { type Grid, reduceImage } from "../../display/reduceImage.js";

/** Longer sides in pixels and shades, tried until the picture is small enough; noise needs no fine shades. */
const plans = [
  [1024, maxShades],
  [768, 64],
  [512, 48],
  [384, 32],
] as const;

/** A figure's picture is no larger, since the still picture beside it takes as much again. */
const limitBytes = 180_000;

/**
 * An image as a PNG without anything drawn over it, to lie under the axes of a figure; reduced by area averaging where it is large.
 *
 * Cost: about 0.1 s for 1024 x 1024 pixels.
 */
export function imagePng(grid: Grid, colourMap: ColourMap, contrast: ContrastRange): Uint8Array {
  let png = new Uint8Array(0);
  const longest = Math.max(grid.widthPx, grid.heightPx);
  for (const [side, levels] of plans) {
    const share = Math.min(1, side / longest);
    const [widthPx, heightPx] = [grid.widthPx, grid.heightPx].map((n) => Math.max(1, Math.round(n * share)));
    const reduced = reduceImage(grid, widthPx!, heightPx!);
    const canvas = new Canvas(widthPx!, heightPx!, colourTable(colourMap, levels));
    canvas.placeShades(toShades(reduced.data, contrast, levels), widthPx!, heightPx!, 1);
    png = Uint8Array.from(encodePng(canvas));
    if (png.length <= limitBytes) break;
  }
  return png;
}
