import { colour, sourceExcerpt } from "../sourceExcerpt.js";
import type { ErrorReport } from "../threadMessages.js";
import type { CellError } from "./cellError.js";

/** Errors shown at once; the rest are counted. */
const errorsShown = 5;

/** What a report needs besides the errors. */
interface ErrorsContext {
  readonly source: string;
  readonly count: number;
  /** What the user can do about an error, where we know more than TypeScript says. */
  readonly advice: (error: CellError) => string | undefined;
}

/** The report of the errors of a cell, at least one: the first few with their lines, the rest counted. */
export function errorsReport(errors: readonly CellError[], context: ErrorsContext): ErrorReport {
  const traceback = errors
    .slice(0, errorsShown)
    .flatMap((error, i) => [...(i > 0 ? [""] : []), ...describe(error, context)]);
  const more = errors.length - errorsShown;
  if (more > 0) traceback.push("", colour.dim(`and ${more} more ${more === 1 ? "error" : "errors"}`));
  traceback.push("", colour.dim("Nothing of this cell was run."));
  return { ename: `TS${errors[0]?.code}`, evalue: errors[0]?.message ?? "", traceback };
}

function describe(error: CellError, { source, count, advice }: ErrorsContext): string[] {
  const { code, message, start, length } = error;
  const line = source.slice(0, start).split("\n").length;
  const column = start - (source.lastIndexOf("\n", start - 1) + 1) + 1;
  const [headline = "", ...details] = message.split("\n");
  const fix = advice(error);
  return [
    `${colour.red(`TS${code}`)}: ${headline}`,
    ...details.map((detail) => `  ${detail}`),
    ...(fix === undefined ? [] : [`${colour.cyan("fix")}: ${fix}`]),
    colour.dim(`  at cell [${count}], line ${line}, column ${column}`),
    ...sourceExcerpt(source, line, column, firstLineLength(source, start, length)),
  ];
}

function firstLineLength(source: string, start: number, length: number): number {
  const lineEnd = source.indexOf("\n", start);
  return lineEnd < 0 ? length : Math.min(length, lineEnd - start);
}
