import type { Displayable } from "../display/mimeBundle.js";

/** What a cell of a table holds. */
export type TableValue = string | number | boolean | null;

/**
 * A table with named columns: a danfojs DataFrame, with the part of its methods that is tried and documented here.
 *
 * As the last line of a cell it shows itself. The full danfojs is there too: `import * as dfd from "danfojs-node"`.
 *
 * @example
 * const atoms = result.table();
 * atoms.query(atoms.column("amplitude").gt(40)).sortValues("xNm").head(10)
 */
export interface DataFrame extends Displayable {
  /** Number of rows and of columns. @unitless */
  readonly shape: readonly [number, number];
  /** The names of the columns. */
  readonly columns: readonly string[];
  /** The names of the rows: numbers from 0, unless rows were chosen. */
  readonly index: readonly (string | number)[];
  /** The values row by row. */
  readonly values: readonly (readonly TableValue[])[];
  /** One column. */
  column(name: string): Series;
  /** The first rows. Default 5. */
  head(rows?: number): DataFrame;
  /** The last rows. Default 5. */
  tail(rows?: number): DataFrame;
  /** Prints the table as text. */
  print(): void;
  /** Count, mean, standard deviation, minimum, median, maximum and variance of each column of numbers. */
  describe(): DataFrame;
  /**
   * The rows for which a condition holds.
   *
   * @example
   * atoms.query(atoms.column("xNm").gt(2).and(atoms.column("xNm").lt(4)))
   */
  query(condition: Series): DataFrame;
  /** The rows in the order of a column. Slow for many rows: about 2.5 s for 100,000. */
  sortValues(column: string, options?: { readonly ascending?: boolean }): DataFrame;
  /**
   * Rows and columns by their names.
   *
   * @example
   * atoms.loc({ columns: ["xNm", "yNm"] })
   */
  loc(chosen: {
    readonly rows?: readonly (string | number)[] | Series;
    readonly columns?: readonly string[];
  }): DataFrame;
  /**
   * Rows and columns by their positions from 0; "0:10" is a range without its end.
   *
   * @example
   * atoms.iloc({ rows: ["0:10"] })
   */
  iloc(chosen: {
    readonly rows?: readonly (string | number)[];
    readonly columns?: readonly (string | number)[];
  }): DataFrame;
  /**
   * Groups rows by the values of columns.
   *
   * @example
   * atoms.groupby(["sublattice"]).mean()
   */
  groupby(columns: readonly string[]): GroupBy;
  /** A table with one more column. */
  addColumn(name: string, values: readonly TableValue[] | Series): DataFrame;
  /** A table without some columns. */
  drop(options: { readonly columns: readonly string[] }): DataFrame;
  /** A table whose columns are called otherwise: { old: "new" }. */
  rename(names: Readonly<Record<string, string>>): DataFrame;
  /** Names the rows by numbers from 0 again. */
  resetIndex(): DataFrame;
  /** The table as comma-separated text; with filePath it is written to that file instead. */
  toCSV(options?: { readonly filePath?: string; readonly sep?: string; readonly header?: boolean }): string;
  /** The rows as objects. */
  toJSON(): Readonly<Record<string, TableValue>>[];
}

/** One column of a table. */
export interface Series extends Displayable {
  /** The values from top to bottom. */
  readonly values: readonly TableValue[];
  /** The names of the rows. */
  readonly index: readonly (string | number)[];
  /** How many values are present. */
  count(): number;
  mean(): number;
  median(): number;
  /** Standard deviation, divided by n - 1. */
  std(): number;
  min(): number;
  max(): number;
  /** In single precision above 16,777,216. */
  sum(): number;
  /** Each value once. */
  unique(): Series;
  /** How often each value occurs. */
  valueCounts(): Series;
  /** Where the values are equal to another. */
  eq(other: TableValue): Series;
  /** Where they differ from another. */
  ne(other: TableValue): Series;
  /** Where they are greater. */
  gt(other: number): Series;
  /** Where they are greater or equal. */
  ge(other: number): Series;
  /** Where they are less. */
  lt(other: number): Series;
  /** Where they are less or equal. */
  le(other: number): Series;
  /** Where both conditions hold. */
  and(other: Series): Series;
  /** Where one of the conditions holds. */
  or(other: Series): Series;
  add(other: number | Series): Series;
  sub(other: number | Series): Series;
  mul(other: number | Series): Series;
  div(other: number | Series): Series;
  /** A function of each value. */
  apply(change: (value: never) => TableValue): Series;
}

/** Rows in groups. */
export interface GroupBy {
  /** Only these columns. */
  col(columns: readonly string[]): GroupBy;
  /** How many rows with a value each group has. */
  count(): DataFrame;
  mean(): DataFrame;
  sum(): DataFrame;
  std(): DataFrame;
  min(): DataFrame;
  max(): DataFrame;
  /**
   * Another figure for each column.
   *
   * @example
   * atoms.groupby(["sublattice"]).agg({ amplitude: "mean", xNm: "count" })
   */
  agg(figures: Readonly<Record<string, string>>): DataFrame;
}
