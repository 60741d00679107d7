import { boundNames } from "./boundNames.js";
import { nestedVarNames } from "./topVariables.js";
import { ts } from "./ts.js";

/** How a later cell gets at a name: variables are declared anew, everything else is imported. */
export type NameKind = "let" | "const" | "symbol";

/**
 * The names that a cell declares: variables, functions, classes, enums, namespaces, types, imports; with "values" only
 * those that are there when the cell has run.
 */
export function declaredNames(cell: ts.SourceFile, which: "all" | "values" = "all"): Map<string, NameKind> {
  const names = new Map<string, NameKind>();
  const add = (name: string, kind: NameKind) => names.set(name, names.has(name) ? "symbol" : kind);
  for (const statement of cell.statements) {
    if (which === "values" && isTypeOnly(statement)) continue;
    if (ts.isVariableStatement(statement)) {
      const kind = statement.declarationList.flags & ts.NodeFlags.Const ? "const" : "let";
      for (const { name } of statement.declarationList.declarations) {
        for (const bound of boundNames(name)) add(bound, kind);
      }
    } else if (ts.isImportDeclaration(statement)) {
      for (const name of importedNames(statement, which)) add(name, "symbol");
    } else {
      const name = declaredName(statement);
      if (name) names.set(name, "symbol");
    }
  }
  for (const name of nestedVarNames(cell)) if (!names.has(name)) names.set(name, "let");
  return names;
}

function isTypeOnly(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isFunctionDeclaration(statement) && !statement.body) return true;
  if (ts.isModuleDeclaration(statement) && !isInstantiated(statement)) return true;
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

/** A namespace of types alone leaves nothing behind. */
function isInstantiated({ body }: ts.ModuleDeclaration): boolean {
  if (!body) return false;
  if (ts.isModuleDeclaration(body)) return isInstantiated(body);
  return ts.isModuleBlock(body) && body.statements.some((statement) => !isTypeOnly(statement));
}

function importedNames({ importClause }: ts.ImportDeclaration, which: "all" | "values"): string[] {
  const isSkipped = (part: { readonly isTypeOnly: boolean }) => which === "values" && part.isTypeOnly;
  if (!importClause || isSkipped(importClause)) return [];
  const { name, namedBindings } = importClause;
  const own = name ? [name.text] : [];
  if (!namedBindings) return own;
  if (ts.isNamespaceImport(namedBindings)) return [...own, namedBindings.name.text];
  return [...own, ...namedBindings.elements.filter((part) => !isSkipped(part)).map((element) => element.name.text)];
}

function declaredName(statement: ts.Statement): string | undefined {
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  ) {
    return statement.name?.text;
  }
  if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name) && statement.name.text !== "global") {
    return statement.name.text;
  }
  return undefined;
}

/** Every identifier in the cell: a superset of the names that it uses. */
export function identifiersIn(cell: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(cell);
  return names;
}

/** True for a cell that adds to the global scope or to another module: it stays part of the program. */
export function augmentsOthers(cell: ts.SourceFile): boolean {
  return cell.statements.some(
    (statement) =>
      ts.isModuleDeclaration(statement) && (ts.isStringLiteral(statement.name) || statement.name.text === "global"),
  );
}

/** Names that a cell exports itself, which must not be exported twice. */
export function exportedNames(cell: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of cell.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    // A default export has its name in the cell, and is exported under another.
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) continue;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      const name = declaredName(statement);
      if (name) names.add(name);
      if (!ts.isVariableStatement(statement)) continue;
      for (const declaration of statement.declarationList.declarations) {
        for (const bound of boundNames(declaration.name)) names.add(bound);
      }
    } else if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    ) {
      for (const element of statement.exportClause.elements) names.add(element.name.text);
    }
  }
  return names;
}
