import type { PlotPart } from "./plotFigure.js";

/** The size and the calibration of an image. */
export interface ImageExtent {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelNm?: number | undefined;
}

/** The axes of a figure over an image: how long a pixel is on them, and their unit. */
export interface ImageScale {
  /** Length of a pixel in the unit of the axes. @unitless */
  readonly perPx: number;
  readonly unit: "nm" | "µm" | "px";
}

/** An image wider than this is measured in µm. */
const micrometresFromNm = 5000;

/** In nm or µm where the image is calibrated, else in pixels. */
export function imageScale({ widthPx, heightPx, pixelNm }: ImageExtent): ImageScale {
  if (pixelNm === undefined) return { perPx: 1, unit: "px" };
  const isLarge = Math.max(widthPx, heightPx) * pixelNm > micrometresFromNm;
  return isLarge ? { perPx: pixelNm / 1000, unit: "µm" } : { perPx: pixelNm, unit: "nm" };
}

/** Height of a figure on the screen, in CSS pixels: that of an image as wide as most outputs, within limits, and room for the words. */
function figureHeightPx({ widthPx, heightPx }: ImageExtent): number {
  return Math.round(130 + 520 * Math.min(1.1, Math.max(0.25, heightPx / widthPx)));
}

/** Axes with equal steps, y downwards; 0 is the centre of the first pixel, as everywhere. */
export function imageAxes(image: ImageExtent, { perPx, unit }: ImageScale): PlotPart {
  const [right, bottom] = [(image.widthPx - 0.5) * perPx, (image.heightPx - 0.5) * perPx];
  const shared = { zeroline: false, showgrid: false, constrain: "domain" };
  return {
    height: figureHeightPx(image),
    xaxis: { title: { text: `x (${unit})` }, range: [-0.5 * perPx, right], ...shared },
    yaxis: { title: { text: `y (${unit})` }, range: [bottom, -0.5 * perPx], scaleanchor: "x", ...shared },
  };
}
