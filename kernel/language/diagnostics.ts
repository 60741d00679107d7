import type { ErrorReport } from "../threadMessages.js";
import type { CellError } from "./cellError.js";
import type { CellService } from "./cellService.js";
import { type ErrorSource, errorsReport, errorsWarning } from "./errorsReport.js";
import { habitAdvice } from "./habitAdvice.js";
import { jsxAdvice } from "./jsxAdvice.js";
import { localErrors } from "./localErrors.js";
import type { LostNames } from "./lostNames.js";
import { magicAdvice } from "./magicAdvice.js";
import type { CellModule } from "./notebook.js";
import { ownError } from "./ownError.js";
import { packageAdvice } from "./packageAdvice.js";
import { spellingAdvice } from "./spellingAdvice.js";
import type { ts } from "./ts.js";
import { isUnchecked, uncheckedAdvice } from "./uncheckedCell.js";

/** TypeScript's "JSX is not allowed here": there is no code of its own for it in a .ts file. */
const jsxCode = 17004;
/** "Cannot find name", with and without a suggestion. */
const unknownNames = new Set([2304, 2552]);

/** What the check of a draft says: an error that stops it, a warning that does not, or nothing. */
export interface DraftFindings {
  readonly error?: ErrorReport;
  readonly warning?: string;
}

/** The syntax and type errors of the draft, and those of the local files that it imports. */
export function draftErrors(cells: CellService, draft: CellModule, count: number, lost: LostNames): DraftFindings {
  const { service, draftFile } = cells;
  const syntax = sorted(cellErrors(service.getSyntacticDiagnostics(draftFile).map(withinCell(draft)), draft));
  const from = { source: draft.source, where: `cell [${count}]` };
  if (syntax.length > 0) return { error: syntaxReport(syntax, draft, { ...from, advice: () => undefined }) };
  const types = sorted(cellErrors(service.getSemanticDiagnostics(draftFile), draft));
  const advice = (error: CellError) => adviceOn(error, cells, draft, lost);
  if (isUnchecked(draft.source)) {
    return types.length > 0 ? { warning: errorsWarning(types, { ...from, advice }) } : {};
  }
  const [first] = types;
  if (!first) return localFindings(cells, draft);
  return { error: magicAdvice(draft.source, first.start) ?? errorsReport(types, { ...from, advice }) };
}

/** Advice on habits comes with the first error; the errors behind it are mostly of its making. */
function syntaxReport(errors: readonly CellError[], draft: CellModule, from: ErrorSource): ErrorReport {
  const [first] = errors as readonly [CellError];
  const magic = magicAdvice(draft.source, first.start);
  if (magic) return magic;
  const jsx = jsxAdvice(draft);
  if (jsx) {
    const error = { code: jsxCode, message: "JSX is not supported in cells.", start: jsx.start, length: 1 };
    return errorsReport([error], { ...from, advice: () => jsx.fix });
  }
  const habit = habitAdvice(draft.source, first);
  return errorsReport(habit ? [first] : errors, { ...from, advice: () => habit });
}

function localFindings(cells: CellService, draft: CellModule): DraftFindings {
  const [found] = localErrors(cells, draft);
  return found ? { error: errorsReport(sorted(found.errors), { ...found, advice: () => undefined }) } : {};
}

function adviceOn(error: CellError, cells: CellService, draft: CellModule, lost: LostNames): string | undefined {
  const name = draft.source.slice(error.start, error.start + error.length);
  return (
    packageAdvice(error) ??
    (unknownNames.has(error.code) ? lost.advice(name) : undefined) ??
    habitAdvice(draft.source, error) ??
    spellingAdvice(error, cells, draft) ??
    uncheckedAdvice(draft.source)
  );
}

/** A cell that breaks off is found wrong at the line of ours that follows it: the place is its end. */
function withinCell({ offset, source }: CellModule): (diagnostic: ts.Diagnostic) => ts.Diagnostic {
  const end = offset + source.length;
  return (diagnostic) => ({ ...diagnostic, start: Math.min(diagnostic.start ?? 0, end) });
}

function cellErrors(diagnostics: readonly ts.Diagnostic[], { offset, source }: CellModule): CellError[] {
  return diagnostics.flatMap((diagnostic) => {
    const start = (diagnostic.start ?? 0) - offset;
    return start < 0 || start > source.length ? [] : ownError(diagnostic, start);
  });
}

function sorted(errors: readonly CellError[]): CellError[] {
  return [...errors].sort((a, b) => a.start - b.start);
}
