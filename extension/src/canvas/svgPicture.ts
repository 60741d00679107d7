import { escapeXml } from "./escapeXml.js";
import type { Layer, Placement } from "./layer.js";
import { type SvgPen, svgPen } from "./svgPen.js";

/**
 * An SVG of an image with its layers: the pixels as an embedded PNG, each layer as a group of vectors, or as a picture where it has none.
 *
 * @param pixels the coloured pixels, as large as `place.screen`
 */
export function svgPicture(
  title: string,
  pixels: HTMLCanvasElement,
  layers: readonly Layer[],
  place: Placement,
): string {
  const { width, height } = place.screen;
  const whole = { x: 0, y: 0, width, height };
  const image = svgPen();
  image.picture(pixels, whole, 1);
  const drawn = layers.map((layer) => {
    const pen = svgPen();
    if (layer.paint) layer.paint({ ...place, pen });
    else pen.picture(rasterised(layer, place), whole, 1);
    return pen;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    ...image.elements,
    ...drawn.filter(({ elements }) => elements.length > 0).map(group),
    "</svg>",
  ].join("\n")}\n`;
}

function group({ elements }: SvgPen): string {
  return `<g>\n${elements.join("\n")}\n</g>`;
}

function rasterised(layer: Layer, place: Placement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, place.screen);
  const context = canvas.getContext("2d");
  if (context) layer.draw({ ...place, context });
  return canvas;
}
