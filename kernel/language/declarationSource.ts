import { basename } from "node:path";
import type { CellService } from "./cellService.js";
import { ts } from "./ts.js";

/** A longer declaration, or one more of them, is cut: a tooltip is no editor (characters, number). */
const longest = 8000;
const most = 5;

/** The text that declares a thing, and where that text stands. */
export interface DeclarationSource {
  readonly code: string;
  /** `this cell`, `an earlier cell`, or the name of a file. */
  readonly where: string;
}

/** The declarations of what stands at a position of the draft: of an overloaded function there are several. */
export function declarationSource(cells: CellService, position: number): DeclarationSource | undefined {
  const definitions = cells.service.getDefinitionAtPosition(cells.draftFile, position) ?? [];
  const resolved = definitions.flatMap((definition) => inItsCell(cells, definition));
  const [first] = resolved;
  if (!first) return undefined;
  const texts = new Set(resolved.slice(0, most).map((definition) => textOf(cells, definition)));
  const code = [...texts].filter(Boolean).join("\n\n");
  return code ? { code: cut(code), where: placeOf(cells, first.fileName) } : undefined;
}

/** The header of the draft only binds a variable of an earlier cell; its declaration is there. */
function inItsCell(cells: CellService, definition: ts.DefinitionInfo): readonly ts.DefinitionInfo[] {
  const { fileName, textSpan, name } = definition;
  if (fileName !== cells.draftFile || textSpan.start >= cells.draftOffset) return [definition];
  const declared = cells.notebook.declaration(name);
  if (!declared) return [];
  const file = cells.draftFile.replace(/[^/]*$/, `${declared.file}.ts`);
  if (!cells.program.getSourceFile(file)) return [];
  return cells.service.getDefinitionAtPosition(file, declared.position) ?? [];
}

function textOf(cells: CellService, { fileName, contextSpan, textSpan }: ts.DefinitionInfo): string {
  const file = cells.program.getSourceFile(fileName);
  if (!file) return "";
  const { start, length } = contextSpan ?? textSpan;
  const span = spanWithName(file, start, start + length);
  const lineStart = file.text.lastIndexOf("\n", span.start) + 1;
  const before = file.text.slice(lineStart, span.start);
  const text = file.text.slice(span.start, span.end);
  // A member is indented in its class; alone it need not be.
  return before.trim() === "" ? text.replaceAll(`\n${before}`, "\n") : text;
}

/** A call of a function in a variable leads to the function; the reader wants the variable's name as well. */
function spanWithName(file: ts.SourceFile, start: number, end: number): { start: number; end: number } {
  const statement = file.statements.find((each) => each.pos <= start && end <= each.end);
  const declarations = statement && ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  const isInitializer = declarations.some(({ initializer }) => initializer?.getStart(file) === start);
  return statement && isInitializer ? { start: statement.getStart(file), end: statement.end } : { start, end };
}

function placeOf(cells: CellService, fileName: string): string {
  if (fileName === cells.draftFile) return "this cell";
  return /\/emlab-cell-\d+\.ts$/.test(fileName) ? "an earlier cell" : basename(fileName);
}

function cut(code: string): string {
  return code.length > longest ? `${code.slice(0, longest)}\n… ${code.length - longest} more characters` : code;
}
