import { ts } from "./ts.js";

/** True when the place (line and column from 1) is in the block of a `try` with a `catch`, in the same function. */
export function isGuarded(source: string, line: number, column: number): boolean {
  const parsed = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);
  const starts = parsed.getLineStarts();
  const at = Math.min((starts[line - 1] ?? 0) + column - 1, source.length);
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
