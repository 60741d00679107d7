import { closestName } from "../../src/core/closestName.js";
import type { CellError } from "./cellError.js";
import type { CellService } from "./cellService.js";

import type { CellModule } from "./notebook.js";
import { ts } from "./ts.js";

/** A name and a member that are not known. */
const unknownName = new Set([2304, 2339]);

/** The nearest known name, where TypeScript has none to offer: letters that have changed places, "opne", are too far for it. */
export function spellingAdvice(
  { code, message, start }: CellError,
  cells: CellService,
  draft: CellModule,
): string | undefined {
  if (!unknownName.has(code) || message.includes("Did you mean")) return undefined;
  const { program, draftFile } = cells;
  const parsed = program.getSourceFile(draftFile);
  const wrong = parsed && identifierAt(parsed, start + draft.offset);
  if (!wrong) return undefined;
  const { parent } = wrong;
  const checker = program.getTypeChecker();
  const names =
    ts.isPropertyAccessExpression(parent) && parent.name === wrong
      ? checker
          .getTypeAtLocation(parent.expression)
          .getProperties()
          .map(({ name }) => name)
      : [...cells.notebook.names.keys(), ...draft.declared.keys(), "em", "display"];
  const near = closestName(wrong.text, names);
  return near && `did you mean ${near}?`;
}

function identifierAt(node: ts.Node, position: number): ts.Identifier | undefined {
  if (ts.isIdentifier(node) && node.getStart() === position) return node;
  return ts.forEachChild(node, (child) =>
    child.pos <= position && position < child.end ? identifierAt(child, position) : undefined,
  );
}
