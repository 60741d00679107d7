import { EmError } from "../../core/error.js";

/** Places of an image that belong together: what em.atoms.find gives is one. */
export interface PointSet {
  /** Columns; 0 is the centre of the first pixel. */
  readonly xPx: ArrayLike<number>;
  /** Rows; 0 is the centre of the first pixel. */
  readonly yPx: ArrayLike<number>;
  /** Shown in the legend. */
  readonly name?: string;
  /** One for each point, told by colours: a shift, a brightness. @unitless */
  readonly values?: ArrayLike<number>;
}

/** A set that can be drawn: finite, and not too many. */
export interface CheckedPoints {
  readonly name: string;
  readonly xPx: readonly number[];
  readonly yPx: readonly number[];
  /** @unitless */
  readonly values: readonly number[] | undefined;
  /** How many there were before they were thinned. @unitless */
  readonly whole: number;
}

/** A figure holds no more points of one set; of more, every second, third, … is drawn. */
export const mostMarks = 20_000;
const mostSets = 20;

/** Checks sets of points, leaves out places that are not finite, and thins sets of more than 20,000. Errors: BadOption, BadShape. */
export function checkedPoints(operation: string, points: PointSet | readonly PointSet[]): CheckedPoints[] {
  const sets: readonly PointSet[] = Array.isArray(points) ? points : [points as PointSet];
  if (sets.length === 0 || sets.length > mostSets)
    throw new EmError("BadOption", `${operation} was given ${sets.length} sets of points`, {
      fix: `Give 1 to ${mostSets}, each as { xPx, yPx }.`,
    });
  return sets.map((set, i) => checkedSet(operation, set, i));
}

function checkedSet(operation: string, set: PointSet, index: number): CheckedPoints {
  const isList = (value: unknown): value is ArrayLike<number> =>
    Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (!set || !isList(set.xPx) || !isList(set.yPx))
    throw new EmError("BadOption", `${operation}: set ${index} of the points has no xPx and yPx`, {
      fix: "Give what em.atoms.find gives, or { xPx: [3, 9], yPx: [4, 4] } in pixels of the image.",
    });
  const count = set.xPx.length;
  const values = isList(set.values) ? set.values : undefined;
  if (set.yPx.length !== count || (values && values.length !== count))
    throw new EmError(
      "BadShape",
      `${operation}: xPx has ${count} values, yPx ${set.yPx.length}, values ${values?.length ?? "none"}`,
      {
        fix: "Give as many of each as there are points.",
      },
    );
  const step = Math.max(1, Math.ceil(count / mostMarks));
  const kept: number[] = [];
  for (let i = 0; i < count; i += step) if (Number.isFinite(set.xPx[i]!) && Number.isFinite(set.yPx[i]!)) kept.push(i);
  return {
    name: set.name ?? (index === 0 ? "points" : `points ${index + 1}`),
    xPx: kept.map((i) => set.xPx[i]!),
    yPx: kept.map((i) => set.yPx[i]!),
    values: values && kept.map((i) => values[i]!),
    whole: count,
  };
}
