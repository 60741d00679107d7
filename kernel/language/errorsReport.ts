import { colour, sourceExcerpt } from "../sourceExcerpt.js";
import type { ErrorReport } from "../threadMessages.js";
import type { CellError } from "./cellError.js";

/** Errors shown at once; the rest are counted. */
const errorsShown = 5;

/** The text that errors are in, and what is known about them. */
export interface ErrorSource {
  readonly source: string;
  /** "cell [3]" or a path. */
  readonly where: string;
  /** What the user can do about an error, where we know more than TypeScript says. */
  readonly advice: (error: CellError) => string | undefined;
}

/** The report of errors for which a cell is not run; `errors` has at least one. */
export function errorsReport(errors: readonly CellError[], from: ErrorSource): ErrorReport {
  const [first] = errors as readonly [CellError];
  const traceback = errors
    .slice(0, errorsShown)
    .flatMap((error, i) => [...(i > 0 ? [""] : []), ...errorLines(error, from)]);
  const more = errors.length - errorsShown;
  if (more > 0) traceback.push("", colour.dim(`and ${more} more ${more === 1 ? "error" : "errors"}`));
  traceback.push("", colour.dim("Nothing of this cell was run."));
  return { ename: `TS${first.code}`, evalue: first.message, traceback };
}

/** What is said about the errors of a cell that runs all the same: a line for each. */
export function errorsWarning(errors: readonly CellError[], { source, where }: ErrorSource): string {
  const lines = errors.slice(0, errorsShown).map(({ code, message, start }) => {
    const { line } = placeOf(source, start);
    return `  ${where}, line ${line}: TS${code}: ${message.split("\n")[0]}`;
  });
  const more = errors.length - errorsShown;
  if (more > 0) lines.push(`  and ${more} more`);
  const count = `${errors.length} type ${errors.length === 1 ? "error" : "errors"}`;
  return `${count}, run all the same:\n${lines.join("\n")}\n`;
}

function errorLines(error: CellError, { source, where, advice }: ErrorSource): string[] {
  const { code, message, start, length } = error;
  const { line, column } = placeOf(source, start);
  const [headline = "", ...details] = message.split("\n");
  const fix = advice(error);
  return [
    `${colour.red(`TS${code}`)}: ${headline}`,
    ...details.map((detail) => `  ${detail}`),
    ...(fix === undefined ? [] : [`${colour.cyan("fix")}: ${fix}`]),
    colour.dim(`  at ${where}, line ${line}, column ${column}`),
    ...sourceExcerpt(source, line, column, firstLineLength(source, start, length)),
  ];
}

function placeOf(source: string, start: number): { line: number; column: number } {
  const line = source.slice(0, start).split("\n").length;
  return { line, column: start - (source.lastIndexOf("\n", start - 1) + 1) + 1 };
}

function firstLineLength(source: string, start: number, length: number): number {
  const lineEnd = source.indexOf("\n", start);
  return lineEnd < 0 ? length : Math.min(length, lineEnd - start);
}
