import { ink, type Layer } from "./layer.js";
import { scaleBarFor } from "./scaleBar.js";
import type { Size } from "./viewTransform.js";

/** Draws the scale bar into the lower left corner of what is seen of the image: a white bar and its length, each with a dark rim. */
export function scaleBarLayer(image: Size, pixelNm: number | null): Layer {
  return {
    draw({ context, view, screen, density }) {
      const imageLeft = Math.max(0, view.offsetX);
      const imageRight = Math.min(screen.width, view.offsetX + image.width * view.scale);
      const imageBottom = Math.min(screen.height, view.offsetY + image.height * view.scale);
      const { length, label } = scaleBarFor(imageRight - imageLeft, view.scale, pixelNm);
      const [left, bottom] = [imageLeft + 12 * density, imageBottom - 12 * density];
      const thickness = 4 * density;
      context.save();
      context.fillStyle = ink.under;
      context.fillRect(left - density, bottom - thickness - density, length + 2 * density, thickness + 2 * density);
      context.fillStyle = ink.over;
      context.fillRect(left, bottom - thickness, length, thickness);
      context.font = `600 ${13 * density}px system-ui, sans-serif`;
      context.textBaseline = "bottom";
      context.lineJoin = "round";
      context.lineWidth = 3 * density;
      context.strokeStyle = ink.under;
      context.strokeText(label, left, bottom - thickness - 3 * density);
      context.fillText(label, left, bottom - thickness - 3 * density);
      context.restore();
    },
  };
}
