import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { textOf } from "../display.js";
import { colour, sourceExcerpt } from "../sourceExcerpt.js";
import type { ErrorReport } from "../threadMessages.js";
import type { RanCells } from "./positions.js";
import { cellNamePattern, parseStack, type StackFrame } from "./stack.js";

/** How many errors are followed along `cause`. */
const causesShown = 5;
/** How many calls are listed under the first. */
const callsShown = 8;

/** What is needed to turn an error into what the user reads. */
export interface ReportContext {
  readonly cells: RanCells;
  /** The folder whose files count as internal: their frames are folded. */
  readonly internalRoot: string;
  /** Where V8 saw the error, for errors without a stack of their own: "cell [3]", line and column. */
  readonly thrownAt?: { readonly where: string; readonly line: number; readonly column: number } | undefined;
}

/** Name, message, the cell's line with a caret, the calls that led there, and the causes. */
export function errorReport(error: unknown, context: ReportContext): ErrorReport {
  try {
    return fullReport(error, context);
  } catch {
    // A getter of the error fails: the cell must get its reply all the same.
    const evalue = "an error that cannot be shown was thrown";
    return { ename: "Thrown", evalue, traceback: [`${colour.red("Thrown")}: ${evalue}`] };
  }
}

/** An error that is a value: the same as text, without colours, and with the fields that it has beside them. */
export function errorText(error: Error, context: ReportContext): string {
  const own = Object.fromEntries(Object.entries(error).filter(([name]) => !reportedFields.has(name)));
  const fields = Object.keys(own).length > 0 ? [textOf(own)] : [];
  return stripVTControlCharacters([...errorReport(error, context).traceback, ...fields].join("\n"));
}

const reportedFields = new Set(["name", "message", "stack", "cause", "fix", "tag", "errors"]);

function fullReport(error: unknown, context: ReportContext): ErrorReport {
  const traceback: string[] = [];
  let current: unknown = error;
  let within = context;
  let excerptAbove = "";
  for (let depth = 0; depth < causesShown; depth += 1) {
    if (depth > 0) traceback.push("", colour.dim("Caused by:"));
    const { lines, excerpt } = describe(current, within, excerptAbove);
    traceback.push(...lines);
    excerptAbove = excerpt || excerptAbove;
    current = isErrorLike(current) ? fieldOf(current, "cause") : undefined;
    if (current === undefined) break;
    within = { ...context, thrownAt: undefined };
  }
  return { ename: nameOf(error), evalue: messageOf(error), traceback };
}

interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: unknown;
  readonly fix?: unknown;
  readonly errors?: unknown;
}

function isErrorLike(value: unknown): value is ErrorLike {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

/** A field of an error; undefined where its getter fails. */
function fieldOf<K extends keyof ErrorLike>(error: ErrorLike, field: K): ErrorLike[K] | undefined {
  try {
    return error[field];
  } catch {
    return undefined;
  }
}

function nameOf(error: unknown): string {
  return isErrorLike(error) ? textOrElse(fieldOf(error, "name") || "Error", "Error") : "Thrown";
}

/** A message longer than this is cut (characters). */
const longestMessage = 10_000;

function messageOf(error: unknown): string {
  const text = isErrorLike(error) ? textOrElse(fieldOf(error, "message"), "its message cannot be read") : textOf(error);
  if (text.length <= longestMessage) return text;
  return `${text.slice(0, longestMessage)}… (${text.length} characters)`;
}

function textOrElse(value: unknown, otherwise: string): string {
  try {
    return value === undefined ? otherwise : String(value);
  } catch {
    return otherwise;
  }
}

/** The calls in the stack of an error; none for what is no error. */
export function framesOf(error: unknown, internalRoot: string): StackFrame[] {
  const stack = isErrorLike(error) ? fieldOf(error, "stack") : undefined;
  return typeof stack === "string" ? parseStack(stack, internalRoot) : [];
}

/** The lines about one error; a place that has just been shown is not shown again. */
function describe(error: unknown, context: ReportContext, above: string): { lines: string[]; excerpt: string } {
  const lines = [`${colour.red(nameOf(error))}: ${messageOf(error)}`];
  const fix = isErrorLike(error) ? fieldOf(error, "fix") : undefined;
  if (typeof fix === "string") lines.push(`${colour.cyan("fix")}: ${fix}`);
  const where = whereLines(error, context);
  const excerpt = where.slice(0, 2).join();
  if (excerpt !== above) lines.push(...where);
  const errors = isErrorLike(error) ? fieldOf(error, "errors") : undefined;
  if (Array.isArray(errors)) {
    for (const one of errors.slice(0, causesShown)) lines.push(`  - ${nameOf(one)}: ${messageOf(one)}`);
    if (errors.length > causesShown) lines.push(`  and ${errors.length - causesShown} more`);
  }
  return { lines, excerpt };
}

function whereLines(error: unknown, context: ReportContext): string[] {
  const frames = framesOf(error, context.internalRoot);
  const shown = frames.filter(({ kind }) => kind !== "internal");
  const outermost = frames.findLastIndex(({ kind }) => kind !== "internal");
  const first = shown.find(({ kind }) => kind === "cell" || kind === "file") ?? thrownFrame(context);
  if (!first) return [];
  const excerpt = excerptOf(first, context);
  const calls = shown.filter((frame) => frame !== first);
  // Below the user's outermost call there is only the kernel, in every stack alike.
  const folded = outermost + 1 - shown.length;
  return [
    colour.dim(`  at ${frameText(first)}`),
    ...excerpt,
    ...callLines(calls),
    ...(folded > 0 ? [colour.dim(`  (${folded} internal ${folded === 1 ? "call" : "calls"} folded)`)] : []),
  ];
}

/** The calls, those of a recursion counted. */
function callLines(calls: readonly StackFrame[]): string[] {
  const texts = calls.map(frameText);
  const lines = texts.flatMap((text, i) => {
    if (text === texts[i - 1]) return [];
    const next = texts.findIndex((other, j) => j > i && other !== text);
    const times = (next < 0 ? texts.length : next) - i;
    return [colour.dim(`  called from ${text}${times > 1 ? ` (${times} times)` : ""}`)];
  });
  return lines.slice(0, callsShown);
}

function thrownFrame({ thrownAt }: ReportContext): StackFrame | undefined {
  return thrownAt && { name: "", kind: "cell", ...thrownAt };
}

function frameText({ name, where, line, column }: StackFrame): string {
  return `${where}, line ${line}, column ${column}${name ? ` in ${name}` : ""}`;
}

function excerptOf({ kind, where, line, column }: StackFrame, { cells }: ReportContext): string[] {
  const source = kind === "cell" ? cells.ofCount(Number(cellNamePattern.exec(where)?.[1]))?.source : readText(where);
  return source === undefined ? [] : sourceExcerpt(source, line, column);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
