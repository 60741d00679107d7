import { ink, type Layer, onScreen } from "./layer.js";
import type { Outline } from "./pen.js";
import { vectorLayer } from "./vectorLayer.js";

/** The signs that points are drawn as: they are told apart without colour too. */
export const pointShapes = ["circle", "square", "cross", "triangle", "diamond"] as const;

/** A sign of a point. */
export type PointShape = (typeof pointShapes)[number];

/** Points over an image: xPx and yPx count from the centre of the first pixel. */
export interface Points {
  readonly xPx: ArrayLike<number>;
  readonly yPx: ArrayLike<number>;
  readonly colour: string;
  readonly shape: PointShape;
  /** From the middle to the edge, in CSS pixels. */
  readonly radius: number;
}

/** Draws points, each with a dark rim. */
export function pointsLayer(points: Points): Layer {
  return vectorLayer(({ pen, view, screen, density }) => {
    const path = pen.path();
    const radius = points.radius * density;
    for (let i = 0; i < points.xPx.length; i++) {
      const [x, y] = onScreen(view, points.xPx[i]! + 0.5, points.yPx[i]! + 0.5);
      if (x < -radius || y < -radius || x > screen.width + radius || y > screen.height + radius) continue;
      addSign(path, points.shape, x, y, radius);
    }
    pen.stroke(path, { width: 3.5 * density, colour: ink.under });
    pen.stroke(path, { width: 1.5 * density, colour: points.colour });
  });
}

const corners: Readonly<Record<Exclude<PointShape, "circle" | "cross">, readonly (readonly [number, number])[]>> = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  triangle: [
    [0, -1],
    [0.9, 0.7],
    [-0.9, 0.7],
  ],
  diamond: [
    [0, -1.1],
    [0.9, 0],
    [0, 1.1],
    [-0.9, 0],
  ],
};

function addSign(path: Outline, shape: PointShape, x: number, y: number, radius: number): void {
  if (shape === "circle") {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  if (shape === "cross") {
    path.moveTo(x - radius, y - radius);
    path.lineTo(x + radius, y + radius);
    path.moveTo(x + radius, y - radius);
    path.lineTo(x - radius, y + radius);
    return;
  }
  for (const [index, [dx, dy]] of corners[shape].entries())
    if (index === 0) path.moveTo(x + dx * radius, y + dy * radius);
    else path.lineTo(x + dx * radius, y + dy * radius);
  path.closePath();
}
