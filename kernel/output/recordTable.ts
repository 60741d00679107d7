import { inspect, types } from "node:util";
import { escapeHtml } from "../../src/core/escapeHtml.js";
import { boundedView } from "./boundedView.js";
import { grouped, numberColumn } from "./numberText.js";

/** Up to so many rows are all shown, of more the first and the last ones. */
const allRows = 20;
const firstRows = 15;
const lastRows = 5;
const mostColumns = 20;
/** Characters of one cell, and of one line of the text form. */
const widestCell = 60;
const widestTextCell = 32;
const widestLine = 120;

type PlainRecord = Readonly<Record<string, unknown>>;

/** A table as text for consoles and as HTML for notebooks. */
export interface RecordTable {
  readonly text: string;
  readonly html: string;
}

interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  readonly isNumeric: boolean;
}

/** What is shown of the rows: where each stands in the array; undefined for those left out. */
type ShownRows = readonly (number | undefined)[];

/**
 * The table of an array of plain objects: a row for each, a column for each name; undefined for any other value. Only the
 * rows that are shown are looked at, and every text in the HTML is escaped.
 */
export function recordTable(value: unknown): RecordTable | undefined {
  if (types.isProxy(value) || !Array.isArray(value) || value.length === 0) return undefined;
  const shown = shownRows(value.length);
  const records = shown.map((row) => (row === undefined ? undefined : (value[row] as unknown)));
  if (!records.every((record, i) => shown[i] === undefined || isPlainRecord(record))) return undefined;
  const names = columnNames(records as (PlainRecord | undefined)[]);
  if (names.length === 0) return undefined;
  const columns = names.slice(0, mostColumns).map((name) => toColumn(name, records as (PlainRecord | undefined)[]));
  const size = {
    rows: value.length,
    shownRows: shown.filter((row) => row !== undefined).length,
    columns: names.length,
  };
  return { text: textTable(shown, columns, size), html: htmlTable(shown, columns, size) };
}

function shownRows(count: number): ShownRows {
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  if (count <= allRows) return range(0, count);
  return [...range(0, firstRows), undefined, ...range(count - lastRows, count)];
}

function isPlainRecord(value: unknown): value is PlainRecord {
  if (value === null || typeof value !== "object" || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return false;
  if (types.isModuleNamespaceObject(value)) return false;
  return ![Symbol.for("Jupyter.display"), inspect.custom].some((own) => Object.hasOwn(value, own));
}

function columnNames(records: readonly (PlainRecord | undefined)[]): string[] {
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record ?? {})) names.add(name);
  return [...names];
}

function toColumn(name: string, records: readonly (PlainRecord | undefined)[]): Column {
  const values = records.map((record) => record && ownValue(record, name));
  const present = values.filter((value) => value !== undefined && value !== null);
  const isNumeric =
    present.length > 0 && present.every((value) => typeof value === "number" || typeof value === "bigint");
  const numbers = numberColumn(values.filter((value) => typeof value === "number"));
  let next = 0;
  const cells = values.map((value) => (typeof value === "number" ? numbers[next++]! : cellText(value)));
  return { name, cells: cells.map((text, i) => (records[i] ? text : "…")), isNumeric };
}

function ownValue(record: PlainRecord, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(record, name);
  return property?.get ? "[Getter]" : (property?.value as unknown);
}

/** A value in one short line; nothing for a missing one. */
function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return shortened(value, widestCell);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `${value.constructor.name}(${(value as Uint8Array).length})`;
  }
  if (typeof value !== "object") return shortened(String(value), widestCell);
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  try {
    const few = { depth: 0, breakLength: Infinity, maxArrayLength: 5, maxStringLength: widestCell };
    return shortened(inspect(boundedView(value, 10), few), widestCell);
  } catch {
    return "[cannot be shown]";
  }
}

function shortened(text: string, widest: number): string {
  const line = text.slice(0, widest + 1).replace(/\s+/g, " ");
  return line.length > widest || text.length > widest + 1 ? `${line.slice(0, widest - 1)}…` : line;
}

interface TableSize {
  readonly rows: number;
  readonly shownRows: number;
  readonly columns: number;
}

/** "20 of 5,000 rows, 3 columns". */
function footer({ rows, shownRows: shown, columns }: TableSize, shownColumns: number): string {
  const part = (some: number, all: number, what: string) =>
    `${some < all ? `${grouped(some)} of ` : ""}${grouped(all)} ${what}${all === 1 ? "" : "s"}`;
  return `${part(shown, rows, "row")}, ${part(shownColumns, columns, "column")}`;
}

function textTable(shown: ShownRows, columns: readonly Column[], size: TableSize): string {
  const index: Column = {
    name: "",
    cells: shown.map((row) => (row === undefined ? "…" : String(row))),
    isNumeric: true,
  };
  const laidOut: string[][] = [padded(index)];
  let width = laidOut[0]![0]!.length;
  for (const column of columns) {
    const texts = padded(column);
    width += 2 + texts[0]!.length;
    if (width > widestLine && laidOut.length > 1) break;
    laidOut.push(texts);
  }
  const lines = laidOut[0]!.map((_, line) =>
    laidOut
      .map((texts) => texts[line])
      .join("  ")
      .trimEnd(),
  );
  return [...lines, footer(size, laidOut.length - 1)].join("\n");
}

/** The name and the cells of a column, all of one width. */
function padded({ name, cells, isNumeric }: Column): string[] {
  const texts = [name, ...cells].map((text) => shortened(text, widestTextCell));
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => (isNumeric ? text.padStart(width) : text.padEnd(width)));
}

function htmlTable(shown: ShownRows, columns: readonly Column[], size: TableSize): string {
  const sides = columns.map(({ isNumeric }) => `style="text-align:${isNumeric ? "right" : "left"}"`);
  const head = columns.map(({ name }, i) => `<th ${sides[i]}>${escapeHtml(shortened(name, widestCell))}</th>`);
  const rows = shown.map((row, line) => {
    const cells = columns.map(({ cells: texts }, i) => `<td ${sides[i]}>${escapeHtml(texts[line]!)}</td>`);
    return `<tr><th>${row ?? "…"}</th>${cells.join("")}</tr>`;
  });
  const table = `<table><thead><tr><th></th>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return `<div>${table}<div style="opacity:0.75">${footer(size, columns.length)}</div></div>`;
}
