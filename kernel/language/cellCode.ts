import { ts } from "./ts.js";

/** A cell as it is compiled. */
export interface CellCode {
  readonly code: string;
  /** How many characters, one line of them, stand before the user's text. */
  readonly shift: number;
}

/**
 * The text that is checked and run for a cell: a hashbang is a comment, and a cell that is an object when it is read as
 * an expression, `{ a: 1 }`, is one, as in every REPL.
 */
export function cellCode(source: string): CellCode {
  const code = source.replace(/^(\ufeff?)#!/, "$1//");
  return isObject(code) ? { code: `(\n${code}\n)`, shift: 2 } : { code, shift: 0 };
}

function isObject(code: string): boolean {
  if (!/^(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*\{/.test(code)) return false;
  const parsed = ts.createSourceFile("cell.ts", `(${code}\n)`, ts.ScriptTarget.ESNext, false);
  const { parseDiagnostics } = parsed as unknown as { parseDiagnostics: readonly unknown[] };
  const [statement, ...rest] = parsed.statements;
  if (!statement || rest.length > 0 || parseDiagnostics.length > 0 || !ts.isExpressionStatement(statement))
    return false;
  const { expression } = statement;
  if (!ts.isParenthesizedExpression(expression) || !ts.isObjectLiteralExpression(expression.expression)) return false;
  return expression.expression.properties.every(isWhole);
}

/** What the parser lets pass and the compiler does not: `f()` without a body, which is a call in a block, and `a = 1`. */
function isWhole(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(property)) return !property.objectAssignmentInitializer;
  return !ts.isFunctionLike(property) || (property as ts.MethodDeclaration).body !== undefined;
}
