import { EmError } from "../../src/core/error.js";
import { textOf, toJson } from "../display.js";
import { plainTextOfHtml } from "./plainTextOfHtml.js";

/** What is shown in several formats, and what the front end is told about them. */
export interface Shown {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** How a cell shows a text of one format: `display.html`, `display.markdown`, … */
export const mediaFormats = {
  text: (value: unknown): Shown => ({ data: { "text/plain": typeof value === "string" ? value : textOf(value) } }),

  html: (html: unknown): Shown => {
    const text = checkedText("display.html", html, 'a text with HTML: display.html("<b>bold</b>")');
    return { data: { "text/html": text, "text/plain": plainTextOfHtml(text) } };
  },

  markdown: (markdown: unknown): Shown => {
    const text = checkedText("display.markdown", markdown, 'a text with Markdown: display.markdown("**bold**")');
    return { data: { "text/markdown": text, "text/plain": text } };
  },

  svg: (svg: unknown): Shown => {
    const text = checkedText("display.svg", svg, "the text of an SVG image, <svg …>…</svg>");
    checkSvg(text);
    const plain = `SVG image, ${text.length} characters`;
    return { data: { "image/svg+xml": text, "text/plain": plain } };
  },

  latex: (latex: unknown): Shown => {
    const text = checkedText("display.latex", latex, 'a formula: display.latex("E = m c^2")');
    // The front ends set only what stands between the signs of a formula.
    const isDelimited = /\$|\\\(|\\\[|\\begin\{/.test(text);
    return { data: { "text/latex": isDelimited ? text : `$$${text}$$`, "text/plain": text } };
  },

  json: (value: unknown): Shown => {
    const json = checkedJson(value);
    return { data: { "application/json": JSON.parse(json) as unknown, "text/plain": textOf(value) } };
  },
};

function checkedText(name: string, value: unknown, expected: string): string {
  if (typeof value === "string") return value;
  throw new EmError("BadOption", `${name} was given ${nameOfKind(value)}`, { fix: `Give ${expected}.` });
}

/** "a number", "an array of 3", "undefined": for the messages of errors. */
export function nameOfKind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== "object") return typeof value === "string" ? "a text" : `a ${typeof value}`;
  const name = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" && name !== "Object" ? `an object (${name})` : "an object";
}

function checkSvg(text: string): void {
  const start = text.replace(/^\uFEFF?\s*(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|\s)*/i, "");
  if (!/^<svg[\s>]/i.test(start)) {
    const found =
      start.length === 0 ? "an empty text" : `a text that begins with ${JSON.stringify(start.slice(0, 20))}`;
    throw new EmError("BadOption", `display.svg was given ${found}`, { fix: "Give a text that begins with <svg." });
  }
  const active = /<(?:script|foreignObject|iframe)\b|\son\w+\s*=|javascript:/i.exec(text)?.[0].trim();
  if (active !== undefined) {
    throw new EmError(
      "BadOption",
      `display.svg was given an image that holds ${JSON.stringify(active)}, which can run code`,
      {
        fix: "Take it out, or show it by display.html where you trust its source.",
      },
    );
  }
}

function checkedJson(value: unknown): string {
  let problem = `${nameOfKind(value)}, which JSON cannot hold`;
  try {
    const json = toJson(value) as string | undefined;
    if (json !== undefined) return json;
  } catch (error) {
    problem = error instanceof Error ? error.message.split("\n")[0]! : String(error);
  }
  throw new EmError("BadOption", `display.json: ${problem}`, {
    fix: "Give numbers, texts, booleans, null, and arrays or plain objects of them, without circles.",
  });
}
