import { ts } from "./ts.js";

/** Where a cell declares a name at its top level. */
export interface Declared {
  readonly name: ts.Node;
  /** TypeScript's word for what it is, as in a list of completions. */
  readonly kind: ts.ScriptElementKind;
}

/** The last declaration of a name in a cell, or undefined where it is imported or not there. */
export function declarationOf(cell: ts.SourceFile, name: string): Declared | undefined {
  for (const statement of cell.statements.toReversed()) {
    const found = ts.isVariableStatement(statement) ? variable(statement, name) : named(statement, name);
    if (found) return found;
  }
  return undefined;
}

function variable({ declarationList }: ts.VariableStatement, name: string): Declared | undefined {
  const isConst = (declarationList.flags & ts.NodeFlags.Const) !== 0;
  for (const declaration of declarationList.declarations) {
    const found = bound(declaration.name, name);
    if (!found) continue;
    const isFunction =
      found === declaration.name && declaration.initializer && isFunctionValue(declaration.initializer);
    if (isFunction) return { name: found, kind: ts.ScriptElementKind.functionElement };
    return { name: found, kind: isConst ? ts.ScriptElementKind.constElement : ts.ScriptElementKind.letElement };
  }
  return undefined;
}

function bound(binding: ts.BindingName, name: string): ts.Identifier | undefined {
  if (ts.isIdentifier(binding)) return binding.text === name ? binding : undefined;
  for (const element of binding.elements) {
    const found = ts.isBindingElement(element) ? bound(element.name, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

function isFunctionValue(value: ts.Expression): boolean {
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value);
}

function named(statement: ts.Statement, name: string): Declared | undefined {
  const kind = kinds.get(statement.kind);
  const own = kind && ts.getNameOfDeclaration(statement as unknown as ts.Declaration);
  return kind && own && ts.isIdentifier(own) && own.text === name ? { name: own, kind } : undefined;
}

const kinds: ReadonlyMap<ts.SyntaxKind, ts.ScriptElementKind> = new Map([
  [ts.SyntaxKind.FunctionDeclaration, ts.ScriptElementKind.functionElement],
  [ts.SyntaxKind.ClassDeclaration, ts.ScriptElementKind.classElement],
  [ts.SyntaxKind.InterfaceDeclaration, ts.ScriptElementKind.interfaceElement],
  [ts.SyntaxKind.TypeAliasDeclaration, ts.ScriptElementKind.typeElement],
  [ts.SyntaxKind.EnumDeclaration, ts.ScriptElementKind.enumElement],
  [ts.SyntaxKind.ModuleDeclaration, ts.ScriptElementKind.moduleElement],
]);
