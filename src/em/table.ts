import { createRequire } from "node:module";
import { EmError } from "../core/error.js";
import { htmlTable } from "../display/htmlTable.js";
import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import type { DataFrame, Series, TableValue } from "./dataFrame.js";

/** The columns of a table: plain or typed arrays of one length. */
export type TableColumns = Readonly<Record<string, ArrayLike<TableValue | undefined>>>;

/** What is used of danfojs; its own types let every misspelt name pass, and cost 0.4 s to check. */
interface Danfo {
  readonly DataFrame: new (data: object, options?: { columns: readonly string[] }) => DataFrame;
  readonly Series: new (data: readonly TableValue[]) => Series;
  readonly tensorflow: { enableProdMode(): void };
}

let loaded: Danfo | undefined;

/** Loads danfojs when the first table is asked for: it takes about 1 s. */
function danfo(): Danfo {
  if (loaded) return loaded;
  const library = createRequire(import.meta.url)("danfojs-node") as Danfo;
  // Otherwise TensorFlow.js, which danfojs computes with, prints an advertisement into the user's cell.
  library.tensorflow.enableProdMode();
  completePrototype(library.DataFrame.prototype, displayFrame);
  completePrototype(library.Series.prototype, displaySeries);
  loaded = library;
  return library;
}

/** Many methods of danfojs give the base class instead of its class for Node: that one gets the display and the output methods too. */
function completePrototype<T>(prototype: object, display: (shown: T) => MimeBundle): void {
  const base = Object.getPrototypeOf(prototype) as object;
  const show = function (this: T) {
    return display(this);
  };
  Object.defineProperty(base, displaySymbol, { value: show, configurable: true });
  for (const name of ["toCSV", "toJSON"])
    Object.defineProperty(base, name, { ...Object.getOwnPropertyDescriptor(prototype, name), enumerable: false });
}

/**
 * Makes a danfojs DataFrame of columns; typed arrays are copied, missing values become null.
 *
 * Errors: BadShape when the columns differ in length. Cost: about 1 s for the first table (danfojs is loaded), then 10 ms per 10,000 rows.
 *
 * @example
 * toDataFrame({ xNm: new Float64Array([1, 2]), element: ["Ti", "C"] }).head()
 */
export function toDataFrame(columns: TableColumns): DataFrame {
  const names = Object.keys(columns);
  const lengths = names.map((name) => columns[name]!.length);
  const odd = lengths.findIndex((length) => length !== lengths[0]);
  if (odd > 0)
    throw new EmError("BadShape", `column "${names[odd]}" has ${lengths[odd]} rows, "${names[0]}" has ${lengths[0]}`, {
      fix: "All columns of a table must have the same number of rows.",
    });
  const library = danfo();
  if (names.length === 0 || lengths[0] === 0) return new library.DataFrame([], { columns: names });
  const plain = names.map((name) => [name, Array.from(columns[name]!, (value) => value ?? null)] as const);
  return new library.DataFrame(Object.fromEntries(plain));
}

/** Rows that are shown of a long table, at its beginning and at its end. */
const firstRows = 15;
const lastRows = 5;

function displayFrame(frame: DataFrame): MimeBundle {
  const [rows, columns] = frame.shape;
  const size = `${rows} ${rows === 1 ? "row" : "rows"} x ${columns} ${columns === 1 ? "column" : "columns"}`;
  const header = ["", ...frame.columns];
  const shown = (at: number) => [String(frame.index[at]), ...(frame.values[at] ?? [])];
  const html = `<div>${htmlTable(header, chosenRows(rows, shown, header.length))}<div>${size}</div></div>`;
  const text = rows > firstRows + lastRows ? `${frame.head(firstRows)}${size}` : `${frame}${size}`;
  return { "text/html": html, "text/plain": text };
}

function displaySeries(series: Series): MimeBundle {
  const rows = series.values.length;
  const shown = (at: number) => [String(series.index[at]), series.values[at]];
  const html = `<div>${htmlTable([], chosenRows(rows, shown, 2))}<div>${rows} values</div></div>`;
  return { "text/html": html, "text/plain": String(series) };
}

function chosenRows(rows: number, shown: (at: number) => readonly unknown[], width: number): (readonly unknown[])[] {
  const take = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => shown(from + i));
  if (rows <= firstRows + lastRows) return take(0, rows);
  return [...take(0, firstRows), new Array<string>(width).fill("…"), ...take(rows - lastRows, rows)];
}
