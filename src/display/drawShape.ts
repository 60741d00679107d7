import type { Canvas, Rgb } from "./canvas.js";

/** The marks that a point can be drawn as. */
export const markShapes = ["circle", "disc", "square", "diamond", "triangle", "cross", "plus"] as const;
/** The mark that a point is drawn as. */
export type MarkShape = (typeof markShapes)[number];

/** Distance of (dx, dy) from the line from (ax, ay) to (bx, by), all in one unit. */
export function segmentDistance(dx: number, dy: number, ax: number, ay: number, bx: number, by: number): number {
  const ux = bx - ax;
  const uy = by - ay;
  const length2 = ux * ux + uy * uy;
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((dx - ax) * ux + (dy - ay) * uy) / length2));
  return Math.hypot(dx - ax - t * ux, dy - ay - t * uy);
}

/** Distance of a place from the outline of each mark of the given radius, which is centred at 0, 0. */
const outlines: Readonly<Record<MarkShape, (dx: number, dy: number, r: number) => number>> = {
  circle: (dx, dy, r) => Math.abs(Math.hypot(dx, dy) - r),
  disc: (dx, dy, r) => Math.max(0, Math.hypot(dx, dy) - r),
  square: (dx, dy, r) => Math.abs(Math.max(Math.abs(dx), Math.abs(dy)) - 0.9 * r),
  diamond: (dx, dy, r) => Math.abs(Math.abs(dx) + Math.abs(dy) - 1.2 * r) * Math.SQRT1_2,
  triangle: (dx, dy, r) =>
    Math.min(
      segmentDistance(dx, dy, 0, -1.15 * r, r, 0.6 * r),
      segmentDistance(dx, dy, r, 0.6 * r, -r, 0.6 * r),
      segmentDistance(dx, dy, -r, 0.6 * r, 0, -1.15 * r),
    ),
  cross: (dx, dy, r) => {
    const c = r * Math.SQRT1_2;
    return Math.min(segmentDistance(dx, dy, -c, -c, c, c), segmentDistance(dx, dy, -c, c, c, -c));
  },
  plus: (dx, dy, r) => Math.min(segmentDistance(dx, dy, -r, 0, r, 0), segmentDistance(dx, dy, 0, -r, 0, r)),
};

/** How a mark is drawn: its shape, half its size, its colour and how wide its line is, in pixels of the canvas. */
export interface MarkStyle {
  readonly shape: MarkShape;
  readonly radiusPx: number;
  readonly colour: Rgb;
  readonly linePx: number;
}

/** Draws a mark centred at a place of the canvas, with smooth edges. */
export function drawMark(canvas: Canvas, xPx: number, yPx: number, style: MarkStyle): void {
  if (!Number.isFinite(xPx) || !Number.isFinite(yPx)) return;
  const distance = outlines[style.shape];
  paintByDistance(canvas, reach(xPx, yPx, 1.2 * style.radiusPx + style.linePx + 2), style, (x, y) =>
    distance(x - xPx, y - yPx, style.radiusPx),
  );
}

/** Draws a straight line between two places of the canvas. */
export function drawLine(
  canvas: Canvas,
  from: readonly [number, number],
  to: readonly [number, number],
  style: Pick<MarkStyle, "colour" | "linePx">,
): void {
  if (![...from, ...to].every(Number.isFinite)) return;
  const margin = style.linePx + 2;
  const area = {
    left: Math.floor(Math.min(from[0], to[0]) - margin),
    right: Math.ceil(Math.max(from[0], to[0]) + margin),
    top: Math.floor(Math.min(from[1], to[1]) - margin),
    bottom: Math.ceil(Math.max(from[1], to[1]) + margin),
  };
  paintByDistance(canvas, area, style, (x, y) => segmentDistance(x, y, from[0], from[1], to[0], to[1]));
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function reach(xPx: number, yPx: number, radius: number): Area {
  return {
    left: Math.floor(xPx - radius),
    right: Math.ceil(xPx + radius),
    top: Math.floor(yPx - radius),
    bottom: Math.ceil(yPx + radius),
  };
}

function paintByDistance(
  canvas: Canvas,
  area: Area,
  style: Pick<MarkStyle, "colour" | "linePx">,
  distance: (x: number, y: number) => number,
): void {
  const half = style.linePx / 2;
  for (let y = Math.max(0, area.top); y <= Math.min(canvas.heightPx - 1, area.bottom); y++) {
    for (let x = Math.max(0, area.left); x <= Math.min(canvas.widthPx - 1, area.right); x++) {
      canvas.blend(x, y, style.colour, Math.min(1, half + 0.5 - distance(x, y)));
    }
  }
}
