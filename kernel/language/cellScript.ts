import type { PositionMap, RunnableCell } from "../threadMessages.js";
import { boundNames } from "./cellNames.js";
import { importCall } from "./importRewrite.js";
import { decodeMappings } from "./sourceMap.js";
import { blankSourceFile, ts } from "./ts.js";

/** As long as `import`, so that columns stay; evaluate/cellImports.ts defines it. */
const importName = "emlab$";

/**
 * Turns a checked cell into the script that V8 runs. Types become blanks, so that lines and columns stay. In REPL mode
 * only `let` and `class` may be declared again, so `const` and `var` become `let`, functions are assigned to a `let` at
 * the top of the script, and `import` becomes an awaited call.
 */
export function cellScript(parsed: ts.SourceFile): RunnableCell {
  const endsInExpression = isExpression(parsed.statements.at(-1));
  if (needsCompiler(parsed)) return { ...compiled(parsed.text), endsInExpression };
  let isRefused = false;
  const blanked = blankSourceFile(parsed, () => {
    isRefused = true;
  });
  if (isRefused) return { ...compiled(parsed.text), endsInExpression };
  return { ...assemble(parsed, blanked), endsInExpression };
}

function isExpression(statement: ts.Statement | undefined): boolean {
  return statement !== undefined && ts.isExpressionStatement(statement);
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
function compiled(source: string): { js: string; map: PositionMap } {
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
  const { js, map } = assemble(ts.createSourceFile("cell.js", text, ts.ScriptTarget.ESNext, true), text);
  return { js, map: { ...map, segments: decodeMappings(sourceMapText ?? "") } };
}

/** Puts the script together: a first line of declarations, the functions, then the rest in place. */
function assemble(parsed: ts.SourceFile, blanked: string): { js: string; map: PositionMap } {
  const text = replaceInPlace(parsed, blanked);
  const hoisted = parsed.statements.filter(isNamedFunction);
  const names = [...new Set(hoisted.map(({ name }) => name.text))];
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
  script.addLines(body + text.slice(at), 1);
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

  finish(): { js: string; map: PositionMap } {
    return { js: this.#text.join("\n"), map: { lines: this.#lines } };
  }
}

type NamedFunction = ts.FunctionDeclaration & { readonly name: ts.Identifier; readonly body: ts.FunctionBody };

function isNamedFunction(statement: ts.Statement): statement is NamedFunction {
  return ts.isFunctionDeclaration(statement) && statement.body !== undefined && statement.name !== undefined;
}

interface Edit {
  readonly at: number;
  readonly text: string;
}

/** Replacements that keep every position: `const` and `var` to `let`, `import(` and `import.meta`, `export` to blanks. */
function replaceInPlace(parsed: ts.SourceFile, blanked: string): string {
  const edits: Edit[] = [];
  const declared = new Set<string>();
  for (const statement of parsed.statements) {
    edits.push(...exportEdits(statement, parsed));
    if (ts.isVariableStatement(statement)) edits.push(...variableEdits(statement, parsed, declared));
  }
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

/** `declared` gets the names of `var`: a second one for the same variable becomes an assignment. */
function variableEdits(statement: ts.VariableStatement, parsed: ts.SourceFile, declared: Set<string>): Edit[] {
  const { declarationList, modifiers } = statement;
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return [];
  const at = declarationList.getStart(parsed);
  if (declarationList.flags & ts.NodeFlags.Const) return [{ at, text: "let  " }];
  if (declarationList.flags & ts.NodeFlags.Let) return [];
  const names = declarationList.declarations.flatMap(({ name }) => boundNames(name));
  const isRepeated = names.every((name) => declared.has(name));
  for (const name of names) declared.add(name);
  return [{ at, text: isRepeated ? "   " : "let" }];
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
  return isNameless && last ? [...edits, { at: last.getStart(parsed), text: "void" }] : edits;
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
