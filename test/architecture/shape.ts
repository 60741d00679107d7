import ts from "typescript";
import type { SourceFile } from "./sourceFiles.js";

/** How long something is, and where it is. */
export interface Extent {
  readonly where: string;
  readonly lines: number;
}

/** The length of a file, its last line end not counted. */
export function fileExtent({ path, text }: SourceFile): Extent {
  return { where: path, lines: text.replace(/\n$/, "").split("\n").length };
}

/** The length of every function with a body in a file: declarations, methods, accessors, constructors, arrows. */
export function functionExtents({ path, text }: SourceFile): Extent[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Extent[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      found.push({ where: `${path}:${first + 1}`, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The value below which a share of all lengths lies (0.5 is the median); 0 for none. */
export function quantile(extents: readonly Extent[], share: number): number {
  const sorted = extents.map((extent) => extent.lines).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Everything that is longer than allowed, as sentences. */
export function tooLong(extents: readonly Extent[], mostLines: number): string[] {
  return extents
    .filter(({ lines }) => lines > mostLines)
    .map(({ where, lines }) => `${where} has ${lines} lines, the most is ${mostLines}`);
}

/** A table or a generated file says so in its first line and is not measured. */
export function isTable({ text }: SourceFile): boolean {
  return /^\/[/*].*@(table|generated)\b/.test(text);
}
