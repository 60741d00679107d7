/** A rectangle of the specimen plane, turned about its centre. */
export interface DoseRectangle {
  readonly centreXNm: number;
  readonly centreYNm: number;
  readonly widthNm: number;
  readonly heightNm: number;
  /** Counter-clockwise from the x axis. Default 0. */
  readonly rotationDeg?: number;
}

/**
 * A rectangle as the reckoning needs it: half its sides in nm, and its axes as unit vectors.
 * @unitless x, y, halfWidth, halfHeight, cos, sin, reachX, reachY, area
 */
export interface PlacedRectangle {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly cos: number;
  readonly sin: number;
  /** Half the sides of the upright box around it. */
  readonly reachX: number;
  readonly reachY: number;
  readonly area: number;
}

/** Works out where a rectangle lies. Quarter turns are exact, so that upright rectangles stay upright. */
export function placed({ centreXNm, centreYNm, widthNm, heightNm, rotationDeg = 0 }: DoseRectangle): PlacedRectangle {
  const [cos, sin] = direction(rotationDeg);
  const [halfWidth, halfHeight] = [widthNm / 2, heightNm / 2];
  return {
    x: centreXNm,
    y: centreYNm,
    halfWidth,
    halfHeight,
    cos,
    sin,
    reachX: Math.abs(cos) * halfWidth + Math.abs(sin) * halfHeight,
    reachY: Math.abs(sin) * halfWidth + Math.abs(cos) * halfHeight,
    area: widthNm * heightNm,
  };
}

function direction(angleDeg: number): readonly [number, number] {
  const turned = ((angleDeg % 360) + 360) % 360;
  const quarters = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const;
  if (turned % 90 === 0) return quarters[(turned / 90) % 4]!;
  return [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)];
}

/** The area that a square cell shares with a rectangle, exact to rounding. Cost: 10 ns where it lies all in or all out, else 0.5 µs. */
export function sharedArea(rectangle: PlacedRectangle, leastX: number, leastY: number, side: number): number {
  const { x, y, halfWidth, halfHeight, cos, sin, reachX, reachY } = rectangle;
  if (cos === 0 || sin === 0) {
    const width = Math.min(leastX + side, x + reachX) - Math.max(leastX, x - reachX);
    const height = Math.min(leastY + side, y + reachY) - Math.max(leastY, y - reachY);
    return width > 0 && height > 0 ? width * height : 0;
  }
  const [dx, dy] = [leastX + side / 2 - x, leastY + side / 2 - y];
  const along = Math.abs(cos * dx + sin * dy);
  const across = Math.abs(cos * dy - sin * dx);
  // Half of the cell's extent along either axis of the rectangle.
  const extent = (side / 2) * (Math.abs(cos) + Math.abs(sin));
  if (along >= halfWidth + extent || across >= halfHeight + extent) return 0;
  if (along <= halfWidth - extent && across <= halfHeight - extent) return side * side;
  return clippedArea(rectangle, leastX, leastY, side);
}

/** Corners of the rectangle, cut by the four sides of the cell one after the other. Source: Sutherland and Hodgman 1974. */
function clippedArea(rectangle: PlacedRectangle, leastX: number, leastY: number, side: number): number {
  const { x, y, halfWidth, halfHeight, cos, sin } = rectangle;
  let polygon: number[] = [];
  for (const [u, v] of [
    [-halfWidth, -halfHeight],
    [halfWidth, -halfHeight],
    [halfWidth, halfHeight],
    [-halfWidth, halfHeight],
  ] as const) {
    // Relative to the cell, where numbers are small and rounding is least.
    polygon.push(x - leastX + cos * u - sin * v, y - leastY + sin * u + cos * v);
  }
  polygon = cut(polygon, 0, 1, 0);
  polygon = cut(polygon, 0, -1, side);
  polygon = cut(polygon, 1, 1, 0);
  polygon = cut(polygon, 1, -1, side);
  return polygonArea(polygon);
}

/** The part of a polygon where sign * coordinate + limit >= 0; coordinate 0 is x, 1 is y. */
function cut(polygon: readonly number[], coordinate: 0 | 1, sign: 1 | -1, limit: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < polygon.length; i += 2) {
    const j = (i + 2) % polygon.length;
    const here = sign * polygon[i + coordinate]! + limit;
    const next = sign * polygon[j + coordinate]! + limit;
    if (here >= 0) kept.push(polygon[i]!, polygon[i + 1]!);
    if (here >= 0 !== next >= 0) {
      const t = here / (here - next);
      kept.push(
        polygon[i]! + t * (polygon[j]! - polygon[i]!),
        polygon[i + 1]! + t * (polygon[j + 1]! - polygon[i + 1]!),
      );
    }
  }
  return kept;
}

/** Source: the shoelace formula. */
function polygonArea(polygon: readonly number[]): number {
  let twice = 0;
  for (let i = 0; i < polygon.length; i += 2) {
    const j = (i + 2) % polygon.length;
    twice += polygon[i]! * polygon[j + 1]! - polygon[j]! * polygon[i + 1]!;
  }
  return Math.max(0, twice / 2);
}

/** Points of a rectangle at given shares of its half sides, from -1 to 1 both ways. */
export function pointsWithin(rectangle: PlacedRectangle, shares: readonly number[]): [x: number, y: number][] {
  const { x, y, halfWidth, halfHeight, cos, sin } = rectangle;
  return shares.flatMap((v) =>
    shares.map((u): [number, number] => [
      x + cos * u * halfWidth - sin * v * halfHeight,
      y + sin * u * halfWidth + cos * v * halfHeight,
    ]),
  );
}
