import type { Tilt } from "./tilt.js";

/**
 * How much of the reach within a polygon a tilt uses, along the line from zero tilt, or from the middle where zero lies outside.
 *
 * At most 1 inside and more than 1 outside, for polygons with dents too: counted is the edge that is crossed next, or was crossed last.
 * Cost: O(corners).
 */
export function polygonFraction(tilt: Tilt, corners: readonly Tilt[]): number {
  const from = startOf(corners);
  const [da, db] = [tilt.alphaDeg - from.alphaDeg, tilt.betaDeg - from.betaDeg];
  if (Math.hypot(da, db) < 1e-12) return 0;
  const crossings = corners
    .map((corner, i) => crossing(from, da, db, corner, corners[(i + 1) % corners.length]!))
    .filter((at) => at !== undefined);
  if (isInside(tilt, corners)) return 1 / Math.max(1, least(crossings.filter((at) => at >= 1 - 1e-12)));
  return 1 / Math.min(1, greatest(crossings.filter((at) => at <= 1)));
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

/** Zero tilt, or, where that is not inside, the mean of the corners. */
function startOf(corners: readonly Tilt[]): Tilt {
  const zero = { alphaDeg: 0, betaDeg: 0 };
  if (isInside(zero, corners)) return zero;
  const mean = (of: (corner: Tilt) => number) => corners.reduce((sum, corner) => sum + of(corner), 0) / corners.length;
  return { alphaDeg: mean((corner) => corner.alphaDeg), betaDeg: mean((corner) => corner.betaDeg) };
}

/** Where the ray from `from` meets the edge p q, in parts of (da, db); undefined where it does not. */
function crossing(from: Tilt, da: number, db: number, p: Tilt, q: Tilt): number | undefined {
  const [ea, eb] = [q.alphaDeg - p.alphaDeg, q.betaDeg - p.betaDeg];
  const [pa, pb] = [p.alphaDeg - from.alphaDeg, p.betaDeg - from.betaDeg];
  const determinant = da * eb - db * ea;
  if (determinant === 0) return undefined;
  const along = (pa * eb - pb * ea) / determinant;
  const onEdge = (pa * db - pb * da) / determinant;
  return along > 0 && onEdge >= 0 && onEdge <= 1 ? along : undefined;
}

/** By the count of edges that a line to the right crosses. */
function isInside({ alphaDeg, betaDeg }: Tilt, corners: readonly Tilt[]): boolean {
  let inside = false;
  corners.forEach((p, i) => {
    const q = corners[(i + 1) % corners.length]!;
    if (p.betaDeg > betaDeg === q.betaDeg > betaDeg) return;
    const at = p.alphaDeg + ((q.alphaDeg - p.alphaDeg) * (betaDeg - p.betaDeg)) / (q.betaDeg - p.betaDeg);
    if (alphaDeg < at) inside = !inside;
  });
  return inside;
}
