import { ink, type Layer, pointerLayer } from "./layer.js";
import { vectorLayer } from "./vectorLayer.js";

/** Draws a cross in the middle of the screen: the place whose value is read out for whoever uses the keyboard. */
export const crosshairLayer: Layer = pointerLayer(
  vectorLayer(({ pen, screen, density }) => {
    const [x, y, arm] = [screen.width / 2, screen.height / 2, 9 * density];
    const path = pen.path();
    path.moveTo(x - arm, y);
    path.lineTo(x + arm, y);
    path.moveTo(x, y - arm);
    path.lineTo(x, y + arm);
    pen.stroke(path, { width: 3.5 * density, colour: ink.under });
    pen.stroke(path, { width: 1.5 * density, colour: ink.over });
  }),
);
