import { scaleBarFor } from "../../../src/display/scaleBar.js";
import { ink, type Layer } from "./layer.js";
import { vectorLayer } from "./vectorLayer.js";
import type { Size } from "./viewTransform.js";

/** Draws the scale bar into the lower left corner of what is seen of the image: a white bar and its length, each with a dark rim. */
export function scaleBarLayer(image: Size, pixelNm: number | null): Layer {
  return vectorLayer(({ pen, view, screen, density }) => {
    const imageLeft = Math.max(0, view.offsetX);
    const imageRight = Math.min(screen.width, view.offsetX + image.width * view.scale);
    const imageBottom = Math.min(screen.height, view.offsetY + image.height * view.scale);
    // Of what is seen, not of the whole image.
    const { lengthPx, label } = scaleBarFor((imageRight - imageLeft) / view.scale, pixelNm ?? undefined);
    const [left, bottom] = [imageLeft + 12 * density, imageBottom - 12 * density];
    const [length, thickness] = [lengthPx * view.scale, 4 * density];
    const rim = pen.path();
    rim.rect(left - density, bottom - thickness - density, length + 2 * density, thickness + 2 * density);
    pen.fill(rim, ink.under);
    const bar = pen.path();
    bar.rect(left, bottom - thickness, length, thickness);
    pen.fill(bar, ink.over);
    pen.text(label, left, bottom - thickness - 6 * density, { size: 13 * density, anchor: "bottom left" });
  });
}
