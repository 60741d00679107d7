const esc = "\u001b[";

/** Terminal colours, as notebooks show them in a traceback. */
export const colour = {
  red: (text: string) => `${esc}31m${text}${esc}39m`,
  green: (text: string) => `${esc}32m${text}${esc}39m`,
  cyan: (text: string) => `${esc}36m${text}${esc}39m`,
  dim: (text: string) => `${esc}2m${text}${esc}22m`,
  bold: (text: string) => `${esc}1m${text}${esc}22m`,
};

/** A line that is longer than this is cut around the caret (characters). */
const widest = 160;

/**
 * The lines of a source around a position, with a caret under it: the line before for context, then the line itself.
 *
 * `line` and `column` count from 1; `length` is how many characters the caret marks.
 */
export function sourceExcerpt(source: string, line: number, column: number, length = 1): string[] {
  const lines = source.split(/\r?\n/);
  const text = lines[line - 1];
  if (text === undefined) return [];
  const gutter = String(line).length;
  const cut = Math.max(0, Math.min(column - 1 - widest / 2, text.length - widest));
  const shown = text.slice(cut, cut + widest);
  const marks = Math.max(1, Math.min(length, shown.length - (column - 1 - cut)));
  const before = lines[line - 2];
  const excerpt = [
    `${colour.green("▶")} ${colour.bold(String(line))} │ ${shown}`,
    `  ${" ".repeat(gutter)} │ ${padding(shown.slice(0, column - 1 - cut))}${colour.red("^".repeat(marks))}`,
  ];
  if (!before?.trim()) return excerpt;
  return [`  ${colour.dim(`${String(line - 1).padStart(gutter)} │ ${before.slice(0, widest)}`)}`, ...excerpt];
}

/** Blanks as wide as the text, tabs kept, so that the caret stands under its character. */
function padding(text: string): string {
  return text.replace(/[^\t]/g, " ");
}
