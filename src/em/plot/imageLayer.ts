import type { ColourMap } from "../../display/colourMaps.js";
import type { ContrastRange } from "../../display/contrast.js";
import { type Grid, reduceImage } from "../../display/reduceImage.js";
import { type ImageExtent, type ImageScale, imageAxes, imageScale } from "./imageAxes.js";
import { imagePng } from "./imagePng.js";
import { colourScale } from "./plotColours.js";
import type { PlotPart } from "./plotFigure.js";
import { shortNumber } from "./thinPoints.js";

/** How an image lies in a figure. */
export interface ImageLook {
  readonly colourMap: ColourMap;
  readonly contrast: ContrastRange;
  /** With the unit, beside the bar of colours; without it there is none. */
  readonly valueTitle?: string;
}

/** An image as parts of a figure: the traces, and what it adds to the layout. */
export interface ImageLayer {
  readonly traces: readonly PlotPart[];
  readonly layout: PlotPart;
  readonly scale: ImageScale;
}

/** An image of up to so many pixels a side is numbers in the figure; a larger one is a picture, and coarse numbers for the pointer. */
export const mostNumbersPx = 128;
const pointerPx = 64;

/**
 * Lays an image out under the axes of a figure.
 *
 * A small image is a heat map. A larger one is a PNG of at most 180 kB with a clear heat map of at most 64 x 64 means over it, so that the
 * pointer still reads values.
 */
export function imageLayer(image: Grid & ImageExtent, look: ImageLook): ImageLayer {
  const scale = imageScale(image);
  const layout = imageAxes(image, scale);
  const longest = Math.max(image.widthPx, image.heightPx);
  if (longest <= mostNumbersPx) return { traces: [heatMap(image, image, look, scale)], layout, scale };
  const share = pointerPx / longest;
  const [widthPx, heightPx] = [image.widthPx, image.heightPx].map((n) => Math.max(1, Math.round(n * share)));
  const coarse = reduceImage(image, widthPx!, heightPx!);
  const { perPx } = scale;
  const picture = {
    source: `data:image/png;base64,${Buffer.from(imagePng(image, look.colourMap, look.contrast)).toString("base64")}`,
    ...{ xref: "x", yref: "y", xanchor: "left", yanchor: "top", sizing: "stretch", layer: "below" },
    ...{ x: -0.5 * perPx, y: -0.5 * perPx, sizex: image.widthPx * perPx, sizey: image.heightPx * perPx },
  };
  const pointer = { ...heatMap(coarse, image, look, scale), opacity: 0 };
  return { traces: [pointer], layout: { ...layout, images: [picture] }, scale };
}

/** The numbers of a grid over the place of the whole image. */
function heatMap(grid: Grid, whole: ImageExtent, look: ImageLook, { perPx, unit }: ImageScale): PlotPart {
  const { widthPx, heightPx, data } = grid;
  const [dx, dy] = [(perPx * whole.widthPx) / widthPx, (perPx * whole.heightPx) / heightPx];
  const { low, high } = look.contrast;
  const value = look.valueTitle ?? "value";
  const mean = widthPx < whole.widthPx ? `mean of ${(whole.widthPx / widthPx).toFixed(1)} px squared: ` : "";
  return {
    type: "heatmap",
    z: Array.from({ length: heightPx }, (_, y) =>
      Array.from(data.subarray(y * widthPx, (y + 1) * widthPx), (v) => (Number.isFinite(v) ? shortNumber(v) : null)),
    ),
    ...{ x0: -0.5 * perPx + dx / 2, dx, y0: -0.5 * perPx + dy / 2, dy },
    ...{ zmin: low, zmax: high > low ? high : low + 1, colorscale: colourScale(look.colourMap) },
    showscale: look.valueTitle !== undefined,
    ...(look.valueTitle !== undefined && { colorbar: { title: { text: value, side: "right" } } }),
    hovertemplate: `x %{x:.4~g} ${unit}, y %{y:.4~g} ${unit}<br>${mean}%{z:.5~g}<extra></extra>`,
  };
}
