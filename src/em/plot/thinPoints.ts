/** Points in the order of their line; a y that is not finite is a gap. */
export interface Points {
  /** In the units of the axis. @unitless */
  readonly x: ArrayLike<number>;
  /** In the units of the axis. @unitless */
  readonly y: ArrayLike<number>;
}

/** Points as JSON holds them. */
export interface PlainPoints {
  /** @unitless */
  readonly x: readonly number[];
  /** null is a gap. @unitless */
  readonly y: readonly (number | null)[];
}

/** A figure holds no more points of one curve: more than a screen has columns. */
export const usualMostPoints = 4000;

/**
 * The points of a curve that are drawn: all of them, or of each of equal runs the first, the last, the least, the greatest and a gap.
 *
 * So the picture is that of all points to within a column, no peak is lost, and a gap stays one. Points whose x is not finite are left
 * out. Numbers are rounded to 7 digits (whole ones stay as they are). Cost: one pass, about 10 ms per million points.
 *
 * @param most the number of points that is not exceeded but by gaps. @unitless
 */
export function thinPoints({ x, y }: Points, most: number = usualMostPoints): PlainPoints {
  const [xs, ys]: [number[], (number | null)[]] = [[], []];
  const take = (i: number) => {
    const [atX, atY] = [x[i]!, y[i]!];
    if (!Number.isFinite(atX)) return;
    xs.push(shortNumber(atX));
    ys.push(Number.isFinite(atY) ? shortNumber(atY) : null);
  };
  const count = Math.min(x.length, y.length);
  if (count <= most) for (let i = 0; i < count; i++) take(i);
  else {
    const runs = Math.max(1, Math.floor(most / 4));
    for (let run = 0; run < runs; run++)
      for (const i of telling(y, Math.floor((run * count) / runs), Math.floor(((run + 1) * count) / runs))) take(i);
  }
  return { x: xs, y: ys };
}

/** The places in a run that its picture needs, in rising order. */
function telling(y: ArrayLike<number>, start: number, end: number): number[] {
  let [least, greatest, gap] = [-1, -1, -1];
  for (let i = start; i < end; i++) {
    const value = y[i]!;
    if (!Number.isFinite(value)) gap = i;
    else {
      if (least < 0 || value < y[least]!) least = i;
      if (greatest < 0 || value > y[greatest]!) greatest = i;
    }
  }
  const places = [start, least, greatest, gap, end - 1].filter((i) => i >= 0);
  return [...new Set(places)].sort((a, b) => a - b);
}

/** A number with at most 7 digits, which is what a Float32 holds; whole numbers are exact. */
export function shortNumber(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(7));
}
