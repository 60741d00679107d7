import { Canvas } from "./canvas.js";
import { type ColourMap, colourTable } from "./colourMaps.js";
import { type ContrastRange, percentileRange, toShades } from "./contrast.js";
import { drawLegend, drawScaleBar, layOutLegend } from "./drawFurniture.js";
import { drawOverlay } from "./drawOverlay.js";
import { encodePng, maxShades } from "./encodePng.js";
import type { Overlay } from "./overlay.js";
import { type Grid, reduceImage } from "./reduceImage.js";
import { type ScaleBar, scaleBarFor } from "./scaleBar.js";

/** How an image is shown. */
export interface PictureOptions {
  /** Default "grey". */
  readonly colourMap?: ColourMap;
  /** Values of the darkest and brightest shade; default: the 0.1 and 99.9 percentiles. */
  readonly contrast?: ContrastRange;
  /** Shade = share ^ gamma; below 1 lifts the dark parts. Default 1. @unitless */
  readonly gamma?: number;
  /** Drawn over the image in this order. */
  readonly overlays?: readonly Overlay[];
  /** Default true: a bar in nm, or in pixels where the image is not calibrated; give another one for other units. */
  readonly scaleBar?: boolean | ScaleBar;
}

/** A finished picture. */
export interface Picture {
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of the image per pixel of the picture: above 1 when the picture is reduced, below 1 when it is enlarged. @unitless */
  readonly reduction: number;
  /** The values of the darkest and the brightest shade. */
  readonly contrast: ContrastRange;
}

/** No picture is larger than this, so that a notebook with many of them stays small. */
export const pictureLimitBytes = 240_000;

// Sides in pixels and shades, tried in this order until the picture is small enough: noise, which does not compress, needs no fine shades.
const plans: readonly (readonly [number, number])[] = [
  [1024, maxShades],
  [1024, 64],
  [832, 48],
  [704, 48],
  [576, 40],
  [448, 40],
  [320, 32],
  [192, 32],
];

/**
 * Draws an image with its scale bar, overlays and legend as a PNG of at most 240 kB (more only for thousands of marks).
 *
 * Images over 1024 px are reduced by area averaging, small ones enlarged in whole steps so that single pixels can be seen.
 * Cost: about 0.1 s for 512 x 512 pixels, 0.5 s for 4096 x 4096.
 */
export function renderPicture(
  image: Grid & { readonly pixelNm?: number | undefined },
  options: PictureOptions = {},
): Picture {
  const contrast = options.contrast ?? percentileRange(image.data, 0.1, 99.9);
  let smallest: Picture | undefined;
  let reduced: Grid = image;
  const longest = Math.max(image.widthPx, image.heightPx);
  for (const [side, levels] of plans) {
    if (smallest && side >= longest && levels === maxShades) continue;
    const share = Math.min(1, side / longest);
    const size = [image.widthPx, image.heightPx].map((n) => Math.max(1, Math.round(n * share))) as [number, number];
    reduced = reduceImage(reduced, ...size);
    const shades = toShades(reduced.data, contrast, levels, options.gamma);
    if (side > plans.at(-1)![0] && predictedBytes(shades, reduced.widthPx) > 1.1 * pictureLimitBytes) continue;
    const canvas = compose(image, { ...reduced, shades, levels }, options);
    const png = encodePng(canvas);
    const reduction = image.widthPx / reduced.widthPx / enlargement(reduced);
    // When it is the drawing that takes the room, a coarser image under it gains nothing.
    if (smallest && options.overlays?.length && png.length > 0.85 * smallest.png.length) break;
    smallest = { png, widthPx: canvas.widthPx, heightPx: canvas.heightPx, reduction, contrast };
    if (png.length <= pictureLimitBytes) break;
  }
  return smallest!;
}

/** Whole steps by which a small image is enlarged, so that its longer side is at least 768 px. */
function enlargement({ widthPx, heightPx }: { widthPx: number; heightPx: number }): number {
  const side = Math.max(widthPx, heightPx);
  return side > 600 ? 1 : Math.ceil(768 / side);
}

function compose(
  image: Grid & { readonly pixelNm?: number | undefined },
  base: { widthPx: number; heightPx: number; shades: Uint8Array; levels: number },
  options: PictureOptions,
): Canvas {
  const scale = enlargement(base);
  const widthPx = Math.max(240, base.widthPx * scale);
  const imageHeightPx = Math.max(120, base.heightPx * scale);
  const side = Math.max(widthPx, imageHeightPx);
  const placement = {
    scaleX: (base.widthPx * scale) / image.widthPx,
    scaleY: (base.heightPx * scale) / image.heightPx,
    linePx: Math.max(1.6, side / 480),
    capitalPx: Math.max(10, Math.round(0.014 * side)),
  };
  const overlays = options.overlays ?? [];
  const legend = layOutLegend(overlays, widthPx, placement.capitalPx);
  const colours = colourTable(options.colourMap ?? "grey", base.levels);
  const canvas = new Canvas(widthPx, imageHeightPx + legend.heightPx, colours);
  canvas.placeShades(base.shades, base.widthPx, base.heightPx, scale);
  for (const overlay of overlays) drawOverlay(canvas, overlay, placement);
  const bar = options.scaleBar ?? true;
  if (bar !== false) {
    const note = bar === true && image.pixelNm === undefined ? "not calibrated" : undefined;
    const drawn = bar === true ? scaleBarFor(image.widthPx, image.pixelNm) : bar;
    drawScaleBar(canvas, drawn, placement.scaleX, imageHeightPx, note);
  }
  drawLegend(canvas, legend, imageHeightPx, placement);
  return canvas;
}

/** Bytes that the shades will take: the entropy of the differences between neighbours in a row. */
function predictedBytes(shades: Uint8Array, widthPx: number): number {
  const counts = new Float64Array(511);
  for (let i = 1; i < shades.length; i++) counts[255 + shades[i]! - (i % widthPx === 0 ? 0 : shades[i - 1]!)]!++;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= count * Math.log2(count / shades.length);
  return bits / 8;
}
