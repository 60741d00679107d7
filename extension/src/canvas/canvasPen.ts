import { ink } from "./layer.js";
import type { Outline, Pen } from "./pen.js";

/** Draws onto a canvas. */
export function canvasPen(context: CanvasRenderingContext2D): Pen {
  /** What is set for one call is gone before the next. */
  const alone = (draw: () => void): void => {
    context.save();
    draw();
    context.restore();
  };
  return {
    path: () => new Path2D(),
    stroke: (path, { width, colour, dashes = [] }) =>
      alone(() => {
        context.lineJoin = "round";
        context.lineWidth = width;
        context.strokeStyle = colour;
        context.setLineDash([...dashes]);
        context.stroke(nativePath(path));
      }),
    fill: (path, colour, opacity = 1) =>
      alone(() => {
        context.globalAlpha = opacity;
        context.fillStyle = colour;
        context.fill(nativePath(path));
      }),
    text: (text, x, y, { size, anchor }) =>
      alone(() => {
        context.font = `bold ${size}px sans-serif`;
        context.textAlign = anchor === "middle" ? "center" : "left";
        context.textBaseline = anchor === "middle" ? "middle" : "alphabetic";
        context.lineJoin = "round";
        context.lineWidth = size / 4;
        context.strokeStyle = ink.under;
        context.strokeText(text, x, y);
        context.fillStyle = ink.over;
        context.fillText(text, x, y);
      }),
    picture: (picture, { x, y, width, height }, opacity) =>
      alone(() => {
        context.globalAlpha = opacity;
        context.imageSmoothingEnabled = false;
        context.drawImage(picture, x, y, width, height);
      }),
  };
}

function nativePath(path: Outline): Path2D {
  if (path instanceof Path2D) return path;
  throw new TypeError("a path must come from the pen that draws it");
}
