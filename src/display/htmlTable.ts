import { escapeHtml } from "./escapeHtml.js";

/** What a cell of a table can hold. */
export type Cell = string | number | boolean | bigint | null | undefined | Date;

/** Writes a value as a person would: numbers with at most 6 significant digits, nothing for a missing one. */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return formatNumber(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  return String(value);
}

function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(6)));
}

/**
 * An HTML table; every text is escaped, numbers stand to the right.
 *
 * @param header names of the columns; empty for a table without a header row
 */
export function htmlTable(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const head = header.map((name, column) => cell("th", name, sideOf(rows[0]?.[column]))).join("");
  const body = rows.map(
    (row) => `<tr>${row.map((value) => cell("td", formatCell(value), sideOf(value))).join("")}</tr>`,
  );
  return `<table>${head === "" ? "" : `<thead><tr>${head}</tr></thead>`}<tbody>${body.join("")}</tbody></table>`;
}

function sideOf(value: unknown): "left" | "right" {
  return typeof value === "number" || typeof value === "bigint" ? "right" : "left";
}

function cell(element: "th" | "td", text: string, side: "left" | "right"): string {
  return `<${element} style="text-align:${side}">${escapeHtml(text)}</${element}>`;
}
