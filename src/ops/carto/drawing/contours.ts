import type { Tilt } from "../tilt.js";

/** A line of equal value on the plane of both tilts, as pieces from one tilt to the next. */
export interface TiltContour {
  /** The value. @unitless */
  readonly level: number;
  readonly pieces: readonly (readonly [Tilt, Tilt])[];
}

/**
 * Lines of equal value of a function of the tilts, from -range to range, by marching through the two triangles of each cell of a grid.
 *
 * Cost: (2 range / step)² values.
 */
export function tiltContours(
  value: (tilt: Tilt) => number,
  rangeDeg: number,
  levels: readonly number[],
  stepDeg = rangeDeg / 18,
): readonly TiltContour[] {
  const count = Math.max(1, Math.round((2 * rangeDeg) / stepDeg));
  const angle = (i: number) => -rangeDeg + (2 * rangeDeg * i) / count;
  const grid = Array.from({ length: count + 1 }, (_, j) =>
    Array.from({ length: count + 1 }, (_, i): Corner => {
      const tilt = { alphaDeg: angle(i), betaDeg: angle(j) };
      return { tilt, value: value(tilt) };
    }),
  );
  return levels.map((level) => {
    const pieces: (readonly [Tilt, Tilt])[] = [];
    for (let j = 0; j < count; j++)
      for (let i = 0; i < count; i++) {
        const [a, b, c, d] = [grid[j]![i]!, grid[j]![i + 1]!, grid[j + 1]![i]!, grid[j + 1]![i + 1]!];
        for (const triangle of [[a, b, c] as const, [b, d, c] as const]) {
          const piece = pieceIn(triangle, level);
          if (piece) pieces.push(piece);
        }
      }
    return { level, pieces };
  });
}

interface Corner {
  readonly tilt: Tilt;
  readonly value: number;
}

function pieceIn([a, b, c]: readonly [Corner, Corner, Corner], level: number): readonly [Tilt, Tilt] | undefined {
  const cuts = [cut(a, b, level), cut(b, c, level), cut(c, a, level)].filter((tilt) => tilt !== undefined);
  return cuts.length === 2 ? [cuts[0]!, cuts[1]!] : undefined;
}

/** Where the level is passed between two corners. One that lies on the level counts as above it: no line is found twice. */
function cut(a: Corner, b: Corner, level: number): Tilt | undefined {
  if (a.value >= level === b.value >= level) return undefined;
  const part = (level - a.value) / (b.value - a.value);
  return {
    alphaDeg: a.tilt.alphaDeg + part * (b.tilt.alphaDeg - a.tilt.alphaDeg),
    betaDeg: a.tilt.betaDeg + part * (b.tilt.betaDeg - a.tilt.betaDeg),
  };
}
