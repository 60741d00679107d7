import type { CellError } from "./cellError.js";
import { ts } from "./ts.js";

/**
 * Errors of the strict mode that a notebook does without: a package without types counts as any (7016), and so does a
 * variable that is declared in one cell and filled in another, `const rows = []` (7005, 7034); a comment that expects
 * an error where there is none any more stops nobody (2578).
 */
const tolerated = new Set([7016, 7005, 7034, 2578]);

/** The error of a diagnostic that stops a cell, at this place; none for warnings and what is tolerated. */
export function ownError(diagnostic: ts.Diagnostic, start: number): CellError[] {
  const { category, code, length = 1, messageText, relatedInformation = [] } = diagnostic;
  if (category !== ts.DiagnosticCategory.Error || tolerated.has(code)) return [];
  const related = relatedInformation.filter(({ file }) => !file || file === diagnostic.file);
  const texts = [messageText, ...related.map((information) => information.messageText)];
  const message = texts.map((text) => ts.flattenDiagnosticMessageText(text, "\n")).join("\n");
  return [{ code, message: tidy(message), start, length }];
}

/** Types of earlier cells without the path of the module that we keep them in. */
export function tidy(text: string): string {
  return text.replace(/(?:typeof )?import\("[^"]*emlab-(?:cell|draft)-\d+"\)\.?/g, "");
}
