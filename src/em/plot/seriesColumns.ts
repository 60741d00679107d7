import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import type { DataFrame, TableValue } from "../dataFrame.js";

/** Columns by their names, each ending in its unit: plain or typed arrays of one length, or a table. */
export type SeriesSource = DataFrame | Readonly<Record<string, ArrayLike<number | null>>>;

/** The columns of a source by name. */
export interface SeriesColumns {
  readonly names: readonly string[];
  /** The values of a column of numbers; missing ones are NaN. Errors: BadOption for an unknown name, or for text. */
  numbers(name: string): ArrayLike<number>;
  /** Whether a column holds numbers, going by its first value that is there. */
  hasNumbers(name: string): boolean;
}

const operation = "em.plot.series";

/** Reads a table, or arrays by name. Errors: BadOption for anything else; BadShape where the arrays differ in length. */
export function seriesColumns(source: SeriesSource): SeriesColumns {
  const read = isTable(source) ? (name: string) => source.column(name).values : arraysOf(source);
  const names = isTable(source) ? source.columns : Object.keys(source);
  const hasNumbers = (name: string) => {
    const values: ArrayLike<TableValue> = read(name);
    for (let i = 0; i < values.length; i++) if (values[i] != null) return typeof values[i] === "number";
    return true;
  };
  const numbers = (name: string) => {
    if (!names.includes(name)) throw unknownColumn(name, names);
    if (!hasNumbers(name))
      throw new EmError("BadOption", `${operation}: the column "${name}" does not hold numbers`, {
        fix: `Choose from: ${names.filter(hasNumbers).join(", ")}.`,
      });
    const values: ArrayLike<TableValue> = read(name);
    return ArrayBuffer.isView(values) ? (values as unknown as Float64Array) : Float64Array.from(values, numberOf);
  };
  return { names, numbers, hasNumbers };
}

function numberOf(value: TableValue): number {
  return typeof value === "number" ? value : Number.NaN;
}

function isTable(source: SeriesSource): source is DataFrame {
  return typeof (source as DataFrame | null)?.column === "function" && Array.isArray((source as DataFrame).columns);
}

function arraysOf(source: Readonly<Record<string, ArrayLike<number | null>>>) {
  const isArray = (value: unknown) =>
    Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value && !(value instanceof BigInt64Array));
  const isRecord = typeof source === "object" && source !== null && !isArray(source);
  const odd = isRecord ? Object.keys(source).find((name) => !isArray(source[name])) : "";
  if (odd !== undefined || Object.keys(source).length === 0)
    throw new EmError("BadOption", `${operation} takes columns by name${odd ? `; "${odd}" is no array` : ""}`, {
      fix: "Give a table, or arrays whose names end in their unit: em.plot.series({ timeS, driftNm }).",
    });
  const [first, ...others] = Object.keys(source);
  const different = others.find((name) => source[name]!.length !== source[first!]!.length);
  if (different)
    throw new EmError(
      "BadShape",
      `${operation}: "${different}" has ${source[different]!.length} values, "${first}" has ${source[first!]!.length}`,
      { fix: "All columns must have the same number of values." },
    );
  return (name: string) => source[name]!;
}

function unknownColumn(name: string, names: readonly string[]): EmError {
  const near = closestName(name, [...names]);
  return new EmError("BadOption", `${operation}: there is no column "${name}"`, {
    fix: near ? `Did you mean ${near}?` : `There are: ${names.join(", ")}.`,
  });
}
