import type { PositionMap, RunnableCell } from "../threadMessages.js";
import { declaredNames } from "./cellNames.js";
import { importCall } from "./importRewrite.js";
import { decodeMappings } from "./sourceMap.js";
import { type Edit, variableEdits } from "./topVariables.js";
import { blankSourceFile, ts } from "./ts.js";

/** As long as `import`, so that columns stay; evaluate/cellImports.ts defines it. */
const importName = "emlab$";

/**
 * Turns a checked cell into the script that V8 runs. Types become blanks, so that lines and columns stay. In REPL mode
 * only `let` and `class` may be declared again, so `const` and `var` become `let`, functions are assigned to a `let` at
 * the top of the script, and `import` becomes an awaited call. `linesBefore` of the parsed text are not the user's.
 */
export function cellScript(parsed: ts.SourceFile, linesBefore = 0): RunnableCell {
  const endsInExpression = isExpression(parsed.statements.findLast((statement) => !ts.isEmptyStatement(statement)));
  const names = [...declaredNames(parsed, "values").keys()];
  return { ...scriptOf(parsed, linesBefore), endsInExpression, names };
}

interface ScriptText {
  readonly js: string;
  readonly map: PositionMap;
}

function scriptOf(parsed: ts.SourceFile, linesBefore: number): ScriptText {
  if (needsCompiler(parsed)) return compiled(parsed.text, linesBefore);
  let isRefused = false;
  const blanked = blankSourceFile(parsed, () => {
    isRefused = true;
  });
  return isRefused ? compiled(parsed.text, linesBefore) : assemble(parsed, blanked, linesBefore);
}

function isExpression(statement: ts.Statement | undefined): boolean {
  if (statement === undefined) return false;
  return ts.isExpressionStatement(statement) || (ts.isExportAssignment(statement) && !statement.isExportEquals);
}

/** Syntax of TypeScript, or newer than Node's V8, that blanks cannot remove. */
function needsCompiler(node: ts.Node): boolean {
  if (ts.isVariableDeclarationList(node) && node.flags & ts.NodeFlags.Using && !(node.flags & ts.NodeFlags.Const)) {
    return true;
  }
  if ((node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing) return true;
  if (node.kind === ts.SyntaxKind.Decorator || node.kind === ts.SyntaxKind.AccessorKeyword) return true;
  return ts.forEachChild(node, (child) => needsCompiler(child) || undefined) ?? false;
}

/** Enums, parameter properties and the like: the compiler writes the script and a source map leads back. */
function compiled(source: string, linesBefore: number): ScriptText {
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: "cell.ts",
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      // Without it, imports that only a later cell uses would be left out.
      verbatimModuleSyntax: true,
      sourceMap: true,
    },
  });
  const text = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  const { js, map } = assemble(ts.createSourceFile("cell.js", text, ts.ScriptTarget.ESNext, true), text, 0);
  return { js, map: { ...map, segments: decodeMappings(sourceMapText ?? "", linesBefore) } };
}

/** Puts the script together: a first line of declarations, the functions, then the rest in place. */
function assemble(parsed: ts.SourceFile, blanked: string, linesBefore: number): ScriptText {
  const { edits, hoisted: variables } = variableEdits(parsed);
  const text = replaceInPlace(parsed, blanked, edits);
  const hoisted = parsed.statements.filter(isNamedFunction);
  const names = [...new Set([...hoisted.map(({ name }) => name.text), ...variables])];
  const script = new Script(`"use strict";${names.length > 0 ? `let ${names.join(", ")};` : ""}`);
  let body = "";
  let at = 0;
  for (const statement of parsed.statements) {
    const start = statement.getStart(parsed);
    const own = text.slice(start, statement.end);
    body += text.slice(at, start);
    if (isNamedFunction(statement)) {
      const { line, character } = parsed.getLineAndCharacterOfPosition(start);
      script.addLine(`${statement.name.text} =`);
      script.addLines(`${" ".repeat(character)}${own};`, line + 1);
      body += blank(own);
    } else body += ts.isImportDeclaration(statement) ? importCall(statement, own) : own;
    at = statement.end;
  }
  script.addLines(body + text.slice(at), 1 - linesBefore);
  return script.finish();
}

class Script {
  readonly #text: string[];
  // Line 0 does not exist, and the first line is ours.
  readonly #lines: number[] = [0, 0];

  constructor(firstLine: string) {
    this.#text = [firstLine];
  }

  addLine(text: string): void {
    this.#text.push(text);
    this.#lines.push(0);
  }

  addLines(text: string, firstLine: number): void {
    this.#text.push(text);
    for (const [i] of text.split("\n").entries()) this.#lines.push(firstLine + i);
  }

  finish(): ScriptText {
    return { js: this.#text.join("\n"), map: { lines: this.#lines } };
  }
}

type NamedFunction = ts.FunctionDeclaration & { readonly name: ts.Identifier; readonly body: ts.FunctionBody };

function isNamedFunction(statement: ts.Statement): statement is NamedFunction {
  return ts.isFunctionDeclaration(statement) && statement.body !== undefined && statement.name !== undefined;
}

/** Replacements that keep every position: those of variables, `import(` and `import.meta`, `export` to blanks. */
function replaceInPlace(parsed: ts.SourceFile, blanked: string, variables: readonly Edit[]): string {
  const edits = [...variables];
  for (const statement of parsed.statements) edits.push(...exportEdits(statement, parsed));
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      edits.push({ at: node.expression.getStart(parsed), text: importName });
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      edits.push({ at: node.getStart(parsed), text: importName });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  let text = blanked;
  for (const { at, text: replacement } of edits) {
    text = text.slice(0, at) + replacement + text.slice(at + replacement.length);
  }
  return text;
}

function exportEdits(statement: ts.Statement, parsed: ts.SourceFile): Edit[] {
  if (ts.isExportDeclaration(statement)) return [blankEdit(statement, parsed)];
  const words = ts.isExportAssignment(statement)
    ? statement.getChildren(parsed)
    : ts.canHaveModifiers(statement)
      ? (ts.getModifiers(statement) ?? [])
      : [];
  const edits = words.filter(isExportWord).map((word) => blankEdit(word, parsed));
  const last = words.findLast(isExportWord);
  const isNameless = (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
  // A function or class without a name stands only in an expression.
  if (isNameless && last) return [...edits, { at: last.getStart(parsed), text: "void" }];
  // In the place of `default`: a value that begins with a brace would be a block.
  return ts.isExportAssignment(statement) && last ? [...edits, { at: last.getStart(parsed), text: "0," }] : edits;
}

function isExportWord({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;
}

function blankEdit(node: ts.Node, parsed: ts.SourceFile): Edit {
  return { at: node.getStart(parsed), text: blank(node.getText(parsed)) };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
