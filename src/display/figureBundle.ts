import { escapeHtml } from "./escapeHtml.js";
import { htmlTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";

/** The words that go with a picture. */
export interface FigureWords {
  /** One line above the picture. */
  readonly title?: string;
  /** Lines below the picture. */
  readonly caption?: readonly string[];
  /** Folded below the picture: what it is called, the names of its columns, and its rows. */
  readonly table?: {
    readonly summary: string;
    readonly header: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
  };
  /** One line for front ends without pictures. */
  readonly text: string;
}

/**
 * A finished PNG with its words, in every form that a front end may choose from; every text is escaped.
 *
 * @param shownPx width of the picture on the screen, in CSS pixels
 */
export function figureBundle(png: Uint8Array, shownPx: number, words: FigureWords): MimeBundle {
  const base64 = Buffer.from(png).toString("base64");
  const html = [
    `<figure style="margin:0">`,
    words.title ? `<div style="font-weight:bold">${escapeHtml(words.title)}</div>` : "",
    `<img src="data:image/png;base64,${base64}" alt="${escapeHtml(words.text)}" width="${shownPx}" style="max-width:100%">`,
    ...(words.caption ?? []).map((line) => `<div>${escapeHtml(line)}</div>`),
    words.table ? folded(words.table) : "",
    `</figure>`,
  ].join("");
  return { "text/html": html, "image/png": base64, "text/plain": words.text };
}

function folded({ summary, header, rows }: NonNullable<FigureWords["table"]>): string {
  return `<details><summary>${escapeHtml(summary)}</summary>${htmlTable(header, rows)}</details>`;
}
