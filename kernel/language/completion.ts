import type { Completions } from "../threadMessages.js";
import type { NameKind } from "./cellNames.js";
import type { CellService } from "./cellService.js";
import { entryType } from "./entryType.js";
import { ts } from "./ts.js";

/** A list longer than this helps nobody. */
const longest = 400;
/** Sort key of TypeScript for names of the cell and the notebook; its own are from "10" to "18". */
const firstSortText = "05";

const wordPattern = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const options: ts.GetCompletionsAtPositionOptions = { includeCompletionsWithInsertText: false };

/** Candidates for the text at the cursor (UTF-16), the best first. */
export function complete(cells: CellService, source: string, cursor: number): Completions {
  const draft = cells.open(source);
  const position = draft.offset + cursor;
  const found = cells.service.getCompletionsAtPosition(cells.draftFile, position, options);
  const word = wordPattern.exec(source.slice(0, cursor))?.[0] ?? "";
  const span = found?.optionalReplacementSpan;
  const start = span && span.start <= position ? span.start - draft.offset : cursor - word.length;
  const typed = source.slice(start, cursor);
  const own = found && isName(found, draft.parsed, cursor + draft.shift) ? notebookEntries(cells) : [];
  const entries = new Map([...(found?.entries ?? []), ...own].map((entry) => [entry.name, entry]));
  const matches = [...entries.values()]
    .filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()) && !name.startsWith("emlab$"))
    .sort((a, b) => order(a, typed).localeCompare(order(b, typed)))
    .slice(0, longest)
    .map(({ name, kind }) => ({ text: name, type: entryType(kind) }));
  return { matches, start, end: cursor };
}

/** True where a name can stand: not a member, and not in a string. */
function isName(found: ts.CompletionInfo, parsed: ts.SourceFile, cursor: number): boolean {
  if (found.isMemberCompletion) return false;
  const isInString = (node: ts.Node): boolean =>
    node.pos < cursor &&
    cursor <= node.end &&
    (ts.isStringLiteralLike(node) || (ts.forEachChild(node, isInString) ?? false));
  return !isInString(parsed);
}

/** The names of earlier cells: the draft's module binds only those that it uses already. */
function notebookEntries(cells: CellService): { name: string; kind: string; sortText: string }[] {
  return [...cells.notebook.names].map(([name, { kind }]) => ({
    name,
    kind: cells.notebook.declaration(name)?.kind ?? entryKind[kind],
    sortText: firstSortText,
  }));
}

const entryKind: Readonly<Record<NameKind, string>> = { let: "let", const: "const", symbol: "alias" };

function order({ name, sortText }: { name: string; sortText: string }, typed: string): string {
  return `${name.startsWith(typed) ? 0 : 1}${sortText}${name}`;
}
