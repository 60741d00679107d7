import { boundNames } from "./boundNames.js";
import { ts } from "./ts.js";

/** A replacement that keeps every other position of the text. */
export interface Edit {
  readonly at: number;
  readonly text: string;
}

/** How the variables that a cell declares with `const` and `var` become `let`, which alone may be declared again. */
export interface VariableEdits {
  readonly edits: readonly Edit[];
  /** Names that the script declares at its head: those of `var` in blocks and loops, or declared twice. */
  readonly hoisted: readonly string[];
}

/** Finds the top-level `const` and every `var` of the cell's own scope. */
export function variableEdits(parsed: ts.SourceFile): VariableEdits {
  const lists = varLists(parsed);
  const names = lists.map((list) => list.declarations.flatMap(({ name }) => boundNames(name)));
  const all = names.flat();
  const repeated = new Set(all.filter((name, i) => all.indexOf(name) !== i));
  const hoisted = new Set<string>();
  const edits = constants(parsed);
  for (const [i, list] of lists.entries()) {
    const at = list.getStart(parsed);
    const own = names[i] ?? [];
    if (isTopLevel(list) && !own.some((name) => repeated.has(name))) {
      edits.push({ at, text: "let" });
      continue;
    }
    for (const name of own) hoisted.add(name);
    const isTarget = ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent);
    // "0, " makes of the declaration an assignment, of a pattern too, and has the length of "var".
    edits.push({ at, text: isTarget ? "   " : "0, " });
  }
  return { edits, hoisted: [...hoisted] };
}

function constants(parsed: ts.SourceFile): Edit[] {
  return parsed.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement) || isAmbient(statement)) return [];
    const { declarationList } = statement;
    const isConst = (declarationList.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
    return isConst ? [{ at: declarationList.getStart(parsed), text: "let  " }] : [];
  });
}

/** The `var` declarations whose variables belong to the cell, in the order of the text. */
function varLists(parsed: ts.SourceFile): ts.VariableDeclarationList[] {
  const lists: ts.VariableDeclarationList[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isModuleDeclaration(node) || ts.isClassStaticBlockDeclaration(node)) return;
    if (ts.isVariableStatement(node) && isAmbient(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) lists.push(node);
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return lists;
}

/** The names of `var` in blocks and loops, which belong to the cell all the same. */
export function nestedVarNames(parsed: ts.SourceFile): string[] {
  // Most cells have none, and the walk is not free.
  if (!/\bvar\b/.test(parsed.text)) return [];
  const nested = varLists(parsed).filter((list) => !isTopLevel(list));
  return nested.flatMap((list) => list.declarations.flatMap(({ name }) => boundNames(name)));
}

function isTopLevel({ parent }: ts.VariableDeclarationList): boolean {
  return ts.isVariableStatement(parent) && ts.isSourceFile(parent.parent);
}

function isAmbient({ modifiers }: ts.VariableStatement): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}
