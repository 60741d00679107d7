import type { Part } from "./checkFigure.js";
import type { FigureAction } from "./figureKeys.js";

/** What is read of an axis that plotly has laid out. */
interface Axis {
  readonly range?: readonly unknown[];
  readonly fixedrange?: boolean;
  /** The values in which plotly counts: numbers also on axes of dates and of powers. */
  r2l?(value: unknown): number;
  l2r?(value: number): unknown;
}

/**
 * The changes of the layout that a key asks for, on all straight axes of a figure.
 *
 * @param fullLayout what plotly has laid out (node._fullLayout)
 */
export function changedRanges(fullLayout: Part, action: FigureAction): Part {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fullLayout)) {
    const axis = value as Axis;
    if (!/^[xy]axis\d*$/.test(name) || axis?.fixedrange || !Array.isArray(axis?.range)) continue;
    if (action.kind === "all") changes[`${name}.autorange`] = autorangeOf(axis);
    else {
      const range = moved(axis, action, name.startsWith("x"));
      if (range) changes[`${name}.range`] = range;
    }
  }
  return changes;
}

/** An axis that falls goes on to fall. */
function autorangeOf(axis: Axis): true | "reversed" {
  const [from, to] = ends(axis);
  return from > to ? "reversed" : true;
}

function ends({ range, r2l }: Axis): [number, number] {
  const [from, to] = (range ?? []).map((end) => (r2l ? r2l(end) : Number(end)));
  return [from ?? Number.NaN, to ?? Number.NaN];
}

function moved(axis: Axis, action: FigureAction, isX: boolean): unknown[] | undefined {
  const [from, to] = ends(axis);
  if (!Number.isFinite(to - from) || action.kind === "all") return undefined;
  const middle = (from + to) / 2;
  const shift = action.kind === "move" ? (to - from) * (isX ? action.right : action.up) : 0;
  const half = ((to - from) / 2) * (action.kind === "zoom" ? action.factor : 1);
  return [middle - half + shift, middle + half + shift].map((end) => (axis.l2r ? axis.l2r(end) : end));
}
