import { makeProbe, type ProbeShape, probeValue } from "./probeShape.js";

/** Where the points of a cell lie, and its repeats around it. */
export interface CellPoints {
  /** The points, in px. @unitless */
  readonly pixels: readonly (readonly [xPx: number, yPx: number])[];
  /** Shifts to the cells around, in px. @unitless */
  readonly images: readonly (readonly [xPx: number, yPx: number])[];
}

/** Draws columns of one probe shape on the points of a periodic cell. */
export type MotifDrawing = (
  shape: ProbeShape,
  background: number,
  columns: readonly (readonly number[])[],
  into: Float64Array,
) => void;

/**
 * Makes a drawing that remembers the image of each column: a fit that moves one column at a time redraws that one alone.
 *
 * Cost of a call: O(points) a column that has not moved, O(points x repeats in reach) one that has.
 */
export function motifDrawing(cell: CellPoints): MotifDrawing {
  const xs = Float64Array.from(cell.pixels, ([x]) => x);
  const ys = Float64Array.from(cell.pixels, ([, y]) => y);
  const bounds = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)] as const;
  const remembered = new Map<string, Float64Array>();
  return (shape, background, columns, into) => {
    into.fill(background);
    const name = `${shape.sigmaXPx} ${shape.sigmaYPx} ${shape.correlation} ${shape.tailFraction}`;
    for (const [x, y, amplitude] of columns) {
      const key = `${name} ${x} ${y}`;
      const unit = remembered.get(key) ?? unitColumn(cell, xs, ys, bounds, shape, x, y);
      // Two steps of a fit need those of the last few calls only.
      if (remembered.size > mostRemembered) remembered.clear();
      remembered.set(key, unit);
      for (let i = 0; i < into.length; i++) into[i] += amplitude * unit[i];
    }
  };
}

const mostRemembered = 64;

/** A column of amplitude 1 with all its repeats. */
function unitColumn(
  cell: CellPoints,
  xs: Float64Array,
  ys: Float64Array,
  [left, right, top, bottom]: readonly [number, number, number, number],
  shape: ProbeShape,
  x: number,
  y: number,
): Float64Array {
  const probe = makeProbe(shape);
  const [ixx, ixy, iyy] = probe.inverse;
  const { reachXPx, reachYPx, value } = probe;
  const unit = new Float64Array(xs.length);
  for (const [ox, oy] of cell.images) {
    const cx = x + ox;
    const cy = y + oy;
    if (cx + reachXPx < left || cx - reachXPx > right || cy + reachYPx < top || cy - reachYPx > bottom) continue;
    for (let i = 0; i < unit.length; i++) {
      const dx = xs[i] - cx;
      const dy = ys[i] - cy;
      if (dx > reachXPx || dx < -reachXPx || dy > reachYPx || dy < -reachYPx) continue;
      unit[i] += probeValue(value, ixx * dx * dx + 2 * ixy * dx * dy + iyy * dy * dy);
    }
  }
  return unit;
}
