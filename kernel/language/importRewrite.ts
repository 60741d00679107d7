import { ts } from "./ts.js";

/**
 * The statement that takes the place of an `import` declaration in a script: an awaited call whose values are assigned
 * to variables. It has as many lines as the declaration.
 */
export function importCall(statement: ts.ImportDeclaration, own: string): string {
  const lines = "\n".repeat(own.split("\n").length - 1);
  const { importClause, moduleSpecifier } = statement;
  if (importClause?.isTypeOnly) return lines;
  const specifier = JSON.stringify((moduleSpecifier as ts.StringLiteral).text);
  return `${importText(importClause, specifier)};${lines}`;
}

function importText(clause: ts.ImportClause | undefined, specifier: string): string {
  if (!clause) return `await emlab$(${specifier})`;
  const { namedBindings } = clause;
  const wanted = clause.name ? [{ from: "default", to: clause.name.text }] : [];
  if (namedBindings && ts.isNamespaceImport(namedBindings)) {
    const namespace = `let ${namedBindings.name.text} = await emlab$(${specifier})`;
    return wanted.length > 0 ? `${namesText(wanted, specifier)};${namespace}` : namespace;
  }
  for (const element of namedBindings?.elements ?? []) {
    if (element.isTypeOnly) continue;
    wanted.push({ from: (element.propertyName ?? element.name).text, to: element.name.text });
  }
  return namesText(wanted, specifier);
}

function namesText(wanted: readonly { from: string; to: string }[], specifier: string): string {
  const from = JSON.stringify(wanted.map((name) => name.from));
  return `let [${wanted.map(({ to }) => to).join(", ")}] = await emlab$.names(${specifier}, ${from})`;
}
