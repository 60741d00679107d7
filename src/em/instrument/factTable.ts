import { escapeHtml } from "../../display/escapeHtml.js";
import { htmlTable } from "../../display/htmlTable.js";
import type { MimeBundle } from "../../display/mimeBundle.js";

/** A table with a heading and remarks under it, as HTML and as text in columns. */
export function factTable(
  title: string,
  header: readonly string[],
  rows: readonly (readonly unknown[])[],
  remarks: readonly string[] = [],
): MimeBundle {
  const html = [
    `<div><div style="font-weight:bold">${escapeHtml(title)}</div>`,
    htmlTable(header, rows),
    ...remarks.map((line) => `<div>${escapeHtml(line)}</div>`),
    `</div>`,
  ].join("");
  const text = [title, ...alignedLines([header, ...rows.map((row) => row.map(String))]), ...remarks].join("\n");
  return { "text/html": html, "text/plain": text };
}

function alignedLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
