import { EmError } from "../../src/core/error.js";
import { escapeHtml } from "../../src/core/escapeHtml.js";
import { nameOfKind, type Shown } from "./mediaFormats.js";
import { grouped } from "./numberText.js";

export const plotlyMimeType = "application/vnd.plotly.v1+json";

type Part = Readonly<Record<string, unknown>>;

/**
 * A plotly figure in the format that front ends draw, with what it holds as text for those that cannot.
 *
 * Errors: BadOption for what is no figure: an object with `data`, an array of traces, and perhaps `layout`, `config`, `frames`.
 */
export function plotlyFigure(figure: unknown): Shown {
  const { data, layout, config, frames } = checkedFigure(figure);
  const content = { data, layout: layout ?? {}, ...(config ? { config } : {}), ...(frames ? { frames } : {}) };
  const lines = [headline(data, layout), ...data.map(traceLine)];
  const advice = "It is drawn where the front end can draw plotly figures.";
  const html = `<div>${lines.map((line) => escapeHtml(line)).join("<br>")}<div style="opacity:0.75">${advice}</div></div>`;
  return { data: { [plotlyMimeType]: content, "text/html": html, "text/plain": lines.join("\n") } };
}

interface Figure {
  readonly data: readonly Part[];
  readonly layout: Part | undefined;
  readonly config: Part | undefined;
  readonly frames: readonly unknown[] | undefined;
}

function checkedFigure(figure: unknown): Figure {
  if (Array.isArray(figure) && figure.every(isPart))
    throw bad("an array", "Give the traces as data: display.plotly({ data: [ … ] }).");
  if (!isPart(figure)) throw bad(nameOfKind(figure));
  const { data, layout, config, frames } = figure;
  if (!Array.isArray(data))
    throw bad(data === undefined ? "a figure without data" : `data that is ${nameOfKind(data)}`);
  const odd = data.findIndex((trace) => !isPart(trace));
  if (odd >= 0) throw bad(`a trace, data[${odd}], that is ${nameOfKind(data[odd])}`);
  for (const [name, part] of Object.entries({ layout, config })) {
    if (part !== undefined && part !== null && !isPart(part)) throw bad(`a ${name} that is ${nameOfKind(part)}`);
  }
  if (frames !== undefined && frames !== null && !Array.isArray(frames))
    throw bad(`frames that are ${nameOfKind(frames)}`);
  return { data: data as Part[], layout: layout as Part, config: config as Part, frames: frames as unknown[] };
}

function isPart(value: unknown): value is Part {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function bad(
  found: string,
  fix = 'Give { data: [ { type: "scatter", x: [1, 2], y: [3, 4] } ], layout: { … } }.',
): EmError {
  return new EmError("BadOption", `display.plotly was given ${found}`, { fix });
}

function headline(data: readonly Part[], layout: Part | undefined): string {
  const title = textIn(layout?.["title"]);
  const count = `plotly figure with ${data.length} ${data.length === 1 ? "trace" : "traces"}`;
  return title ? `${title} (${count})` : `${count[0]!.toUpperCase()}${count.slice(1)}`;
}

/** A title is a text, or an object with one. */
function textIn(title: unknown): string {
  const text = isPart(title) ? title["text"] : title;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, " ").trim() : "";
}

/** "  heatmap: Ti, 512 x 512 values". */
function traceLine(trace: Part): string {
  const type = typeof trace["type"] === "string" ? trace["type"] : "scatter";
  const name = typeof trace["name"] === "string" ? `${trace["name"]}, ` : "";
  return `  ${type}: ${name}${sizeOf(trace)}`;
}

function sizeOf(trace: Part): string {
  const [z, x, y] = ["z", "x", "y"].map((name) => lengthOf(trace[name]));
  if (z !== undefined) {
    const row = lengthOf((trace["z"] as ArrayLike<unknown>)[0]);
    return row === undefined ? `${grouped(z)} values` : `${grouped(row)} x ${grouped(z)} values`;
  }
  const points = y ?? x ?? lengthOf(trace["values"]);
  return points === undefined ? "no points" : `${grouped(points)} ${points === 1 ? "point" : "points"}`;
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value)
    ? (value as { length: number }).length
    : undefined;
}
