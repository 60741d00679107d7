import { ts } from "./ts.js";

/** True when the place (line and column from 1) is in the block of a `try` with a `catch`, in the same function. */
export function isGuarded(source: string, line: number, column: number): boolean {
  const parsed = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);
  const lineStart = parsed.getLineStarts()[line - 1];
  if (lineStart === undefined) return false;
  const at = lineStart + column - 1;
  let guarded = false;
  const visit = (node: ts.Node): void => {
    if (at < node.getStart(parsed) || at >= node.end) return;
    if (ts.isFunctionLike(node)) guarded = false;
    else if (ts.isBlock(node) && ts.isTryStatement(node.parent) && node.parent.tryBlock === node) {
      guarded ||= node.parent.catchClause !== undefined;
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return guarded;
}
