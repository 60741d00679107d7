import type { ErrorReport } from "../threadMessages.js";
import type { CellError } from "./cellError.js";
import type { CellService } from "./cellService.js";
import { errorsReport } from "./errorsReport.js";
import { magicAdvice } from "./magicAdvice.js";
import type { CellModule } from "./notebook.js";
import { spellingAdvice } from "./spellingAdvice.js";
import { ts } from "./ts.js";

const missingModule = 2307;
/**
 * Errors of the strict mode that a notebook does without: a package without types counts as any (7016), and so does a
 * variable that is declared in one cell and filled in another, `const rows = []` (7005, 7034).
 */
const tolerated = new Set([7016, 7005, 7034]);

/** The syntax and type errors of the draft, or undefined when it is clean. */
export function draftErrors(cells: CellService, draft: CellModule, count: number): ErrorReport | undefined {
  const { service, draftFile } = cells;
  const syntax = cellErrors(service.getSyntacticDiagnostics(draftFile).map(withinCell(draft)), draft);
  const errors = syntax.length > 0 ? syntax : cellErrors(service.getSemanticDiagnostics(draftFile), draft);
  const [first] = errors;
  if (!first) return undefined;
  const advice = (error: CellError) => installAdvice(error) ?? spellingAdvice(error, cells, draft);
  return magicAdvice(draft.source, first.start) ?? errorsReport(errors, { ...draft, count, advice });
}

/** A cell that breaks off is found wrong at the line of ours that follows it: the place is its end. */
function withinCell({ offset, source }: CellModule): (diagnostic: ts.Diagnostic) => ts.Diagnostic {
  const end = offset + source.length;
  return (diagnostic) => ({ ...diagnostic, start: Math.min(diagnostic.start ?? 0, end) });
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

function installAdvice({ code, message }: CellError): string | undefined {
  if (code !== missingModule) return undefined;
  const name = /'([^']+)'/.exec(message)?.[1] ?? "";
  if (/^[./]/.test(name)) return "paths start from the folder of the notebook; check the name of the file.";
  const parts = name.split("/");
  const packageName = parts.slice(0, name.startsWith("@") ? 2 : 1).join("/");
  return `run "npm install ${packageName}" in the folder of the notebook, then this cell again.`;
}
