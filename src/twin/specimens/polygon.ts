import type { SpecimenRegion } from "./specimen.js";

/** Corners of an outline, x and y in turn. */
export type Outline = readonly number[];

/** Whether a point lies inside an outline, which may be of any shape that does not cross itself; cost O(corners). */
export function isInside(outline: Outline, x: number, y: number): boolean {
  let inside = false;
  const n = outline.length;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const [yi, yj] = [outline[i + 1], outline[j + 1]];
    if (yi > y !== yj > y && x < ((outline[j] - outline[i]) * (y - yi)) / (yj - yi) + outline[i]) inside = !inside;
  }
  return inside;
}

/** The smallest region that holds an outline. */
export function boundsOf(outline: Outline): SpecimenRegion {
  const bounds = { leastXNm: Infinity, leastYNm: Infinity, mostXNm: -Infinity, mostYNm: -Infinity };
  for (let i = 0; i < outline.length; i += 2) {
    bounds.leastXNm = Math.min(bounds.leastXNm, outline[i]);
    bounds.mostXNm = Math.max(bounds.mostXNm, outline[i]);
    bounds.leastYNm = Math.min(bounds.leastYNm, outline[i + 1]);
    bounds.mostYNm = Math.max(bounds.mostYNm, outline[i + 1]);
  }
  return bounds;
}

/** Area of an outline whose corners go round against the clock as y points up; negative the other way. */
export function areaOf(outline: Outline): number {
  let twice = 0;
  const n = outline.length;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) twice += outline[j] * outline[i + 1] - outline[i] * outline[j + 1];
  return twice / 2;
}

/** What of a convex outline lies where nx x + ny y <= limit; empty when nothing does. */
export function clipped(outline: Outline, nx: number, ny: number, limit: number): number[] {
  const kept: number[] = [];
  const n = outline.length;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const before = nx * outline[j] + ny * outline[j + 1] - limit;
    const here = nx * outline[i] + ny * outline[i + 1] - limit;
    if (before * here < 0) {
      const share = before / (before - here);
      kept.push(
        outline[j] + share * (outline[i] - outline[j]),
        outline[j + 1] + share * (outline[i + 1] - outline[j + 1]),
      );
    }
    if (here <= 0) kept.push(outline[i], outline[i + 1]);
  }
  return kept;
}

/** Whether two convex outlines come closer than a gap (as far as an axis across one of their sides tells). */
export function comeNear(a: Outline, b: Outline, gap: number): boolean {
  return !isApart(a, b, gap) && !isApart(b, a, gap);
}

function isApart(a: Outline, b: Outline, gap: number): boolean {
  for (let i = 0, j = a.length - 2; i < a.length; j = i, i += 2) {
    const length = Math.hypot(a[i] - a[j], a[i + 1] - a[j + 1]);
    const nx = (a[i + 1] - a[j + 1]) / length;
    const ny = (a[j] - a[i]) / length;
    const [leastA, mostA] = spanAlong(a, nx, ny);
    const [leastB, mostB] = spanAlong(b, nx, ny);
    if (leastB - mostA > gap || leastA - mostB > gap) return true;
  }
  return false;
}

function spanAlong(outline: Outline, nx: number, ny: number): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < outline.length; i += 2) {
    const along = nx * outline[i] + ny * outline[i + 1];
    if (along < least) least = along;
    if (along > most) most = along;
  }
  return [least, most];
}

/** Corners at given distances and angles from a centre. */
export function aroundCentre(
  xNm: number,
  yNm: number,
  corners: readonly (readonly [radiusNm: number, angleRad: number])[],
): number[] {
  return corners.flatMap(([radius, angle]) => [xNm + radius * Math.cos(angle), yNm + radius * Math.sin(angle)]);
}
