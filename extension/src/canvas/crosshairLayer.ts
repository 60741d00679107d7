import { ink, type Layer } from "./layer.js";

/** Draws a cross in the middle of the screen: the place whose value is read out for whoever uses the keyboard. */
export const crosshairLayer: Layer = {
  draw({ context, screen, density }) {
    const [x, y, arm] = [screen.width / 2, screen.height / 2, 9 * density];
    const path = new Path2D();
    path.moveTo(x - arm, y);
    path.lineTo(x + arm, y);
    path.moveTo(x, y - arm);
    path.lineTo(x, y + arm);
    for (const [width, colour] of [
      [3.5, ink.under],
      [1.5, ink.over],
    ] as const) {
      context.lineWidth = width * density;
      context.strokeStyle = colour;
      context.stroke(path);
    }
  },
};
