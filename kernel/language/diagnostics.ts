import { colour, sourceExcerpt } from "../sourceExcerpt.js";
import type { ErrorReport } from "../threadMessages.js";
import type { CellError } from "./cellError.js";
import type { CellService } from "./cellService.js";
import { magicAdvice } from "./magicAdvice.js";
import type { CellModule } from "./notebook.js";
import { spellingAdvice } from "./spellingAdvice.js";
import { ts } from "./ts.js";

/** Errors shown at once; the rest are counted. */
const errorsShown = 5;

const missingModule = 2307;
/**
 * Errors of the strict mode that a notebook does without: a package without types counts as any (7016), and so does a
 * variable that is declared in one cell and filled in another, `const rows = []` (7005, 7034).
 */
const tolerated = new Set([7016, 7005, 7034]);

/** The syntax and type errors of the draft, or undefined when it is clean. */
export function draftErrors(cells: CellService, draft: CellModule, count: number): ErrorReport | undefined {
  const { service, draftFile } = cells;
  const syntax = cellErrors(service.getSyntacticDiagnostics(draftFile), draft);
  const errors = syntax.length > 0 ? syntax : cellErrors(service.getSemanticDiagnostics(draftFile), draft);
  const [first] = errors;
  if (!first) return undefined;
  const advice = (error: CellError) => installAdvice(error) ?? spellingAdvice(error, cells, draft);
  return magicAdvice(draft.source, first.start) ?? report(errors, first, { ...draft, count, advice });
}

function cellErrors(diagnostics: readonly ts.Diagnostic[], draft: CellModule): CellError[] {
  const own = diagnostics.flatMap((diagnostic) => ownError(diagnostic, draft));
  return own.filter(({ code }) => !tolerated.has(code)).sort((a, b) => a.start - b.start);
}

function ownError(diagnostic: ts.Diagnostic, { offset, source }: CellModule): CellError[] {
  const start = (diagnostic.start ?? 0) - offset;
  if (diagnostic.category !== ts.DiagnosticCategory.Error || start < 0 || start > source.length) return [];
  const related = (diagnostic.relatedInformation ?? []).filter(({ file }) => !file || file === diagnostic.file);
  const texts = [diagnostic.messageText, ...related.map(({ messageText }) => messageText)];
  const message = texts.map((text) => ts.flattenDiagnosticMessageText(text, "\n")).join("\n");
  return [{ code: diagnostic.code, message: tidy(message), start, length: diagnostic.length ?? 1 }];
}

/** Types of earlier cells without the path of the module that we keep them in. */
export function tidy(text: string): string {
  return text.replace(/(?:typeof )?import\("[^"]*emlab-(?:cell-\d+|draft)"\)\.?/g, "");
}

/** What a report needs besides the errors. */
interface ReportContext {
  readonly source: string;
  readonly count: number;
  /** What the user can do about an error, where we know more than TypeScript says. */
  readonly advice: (error: CellError) => string | undefined;
}

function report(errors: readonly CellError[], first: CellError, context: ReportContext): ErrorReport {
  const traceback = errors
    .slice(0, errorsShown)
    .flatMap((error, i) => [...(i > 0 ? [""] : []), ...describe(error, context)]);
  const more = errors.length - errorsShown;
  if (more > 0) traceback.push("", colour.dim(`and ${more} more ${more === 1 ? "error" : "errors"}`));
  traceback.push("", colour.dim("Nothing of this cell was run."));
  return { ename: `TS${first.code}`, evalue: first.message, traceback };
}

function describe(error: CellError, { source, count, advice }: ReportContext): string[] {
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

function installAdvice({ code, message }: CellError): string | undefined {
  if (code !== missingModule) return undefined;
  const name = /'([^']+)'/.exec(message)?.[1] ?? "";
  if (/^[./]/.test(name)) return "paths start from the folder of the notebook; check the name of the file.";
  const parts = name.split("/");
  const packageName = parts.slice(0, name.startsWith("@") ? 2 : 1).join("/");
  return `run "npm install ${packageName}" in the folder of the notebook, then this cell again.`;
}
