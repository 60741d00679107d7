import type { Completeness } from "../threadMessages.js";
import { cellCode } from "./cellCode.js";
import { ts } from "./ts.js";

const indentUnit = "  ";
/** Errors that more text can repair wherever they are reported: an open comment, template or string over lines. */
const openEnded = new Set([1010, 1160, 1161]);

/** Whether Enter in a console should run the text: complete, incomplete (with the indent of the next line) or invalid. */
export function completeness(source: string): Completeness {
  const parsed = ts.createSourceFile("cell.ts", cellCode(source).code, ts.ScriptTarget.ESNext, false);
  const { parseDiagnostics } = parsed as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  const [first] = parseDiagnostics;
  if (!first) return { status: "complete" };
  const isAtEnd = first.start >= source.trimEnd().length;
  if (!isAtEnd && !openEnded.has(first.code)) return { status: "invalid" };
  return { status: "incomplete", indent: nextIndent(source) };
}

function nextIndent(source: string): string {
  const lastLine = source.trimEnd().split("\n").at(-1) ?? "";
  const indent = /^\s*/.exec(lastLine)?.[0] ?? "";
  return /[{[(]\s*$/.test(lastLine) ? indent + indentUnit : indent;
}
