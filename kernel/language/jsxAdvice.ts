import type { CellModule } from "./notebook.js";
import { ts } from "./ts.js";

/** For a cell that is right as JSX and wrong as TypeScript: where the JSX is, and what to write instead. */
export function jsxAdvice({ source }: CellModule): { readonly start: number; readonly fix: string } | undefined {
  if (!/<[\w.]*[\s/>]/.test(source)) return undefined;
  const parsed = ts.createSourceFile("cell.tsx", source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  const { parseDiagnostics } = parsed as unknown as { parseDiagnostics: readonly unknown[] };
  const start = parseDiagnostics.length === 0 ? firstJsx(parsed, parsed) : undefined;
  return start === undefined ? undefined : { start, fix: "write the HTML as text: display.html(`<b>bold</b>`)." };
}

function firstJsx(node: ts.Node, parsed: ts.SourceFile): number | undefined {
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return node.getStart(parsed);
  return ts.forEachChild(node, (child) => firstJsx(child, parsed));
}
