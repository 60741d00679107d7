import { closestName } from "../../src/core/closestName.js";
import type { CellError } from "./cellError.js";
import type { CellService } from "./cellService.js";

import type { CellModule } from "./notebook.js";
import { ts } from "./ts.js";

/** Of a name shorter than this it cannot be said what was meant (characters). */
const shortest = 3;
/** A name and a member that are not known. */
const unknownName = new Set([2304, 2339]);

/** Dialogs of browsers, which would hold the thread that widgets need: what asks and shows here. */
const dialogs: ReadonlyMap<string, string> = new Map([
  ["prompt", 'await input("…")'],
  ["confirm", '(await input("… y/n? ")) === "y"'],
  ["alert", "display(…)"],
]);

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
  // Any two short names are near each other.
  if (!wrong || wrong.text.length < shortest) return undefined;
  const { parent } = wrong;
  const checker = program.getTypeChecker();
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === wrong;
  const dialog = isMember ? undefined : dialogs.get(wrong.text);
  if (dialog) return `in a notebook: ${dialog}`;
  const names = isMember
    ? checker
        .getTypeAtLocation(parent.expression)
        .getProperties()
        .map(({ name }) => name)
    : [...cells.notebook.names.keys(), ...draft.declared.keys(), "em", "display", "input", "comms"];
  const near = closestName(wrong.text, names);
  return near && `did you mean ${near}?`;
}

function identifierAt(node: ts.Node, position: number): ts.Identifier | undefined {
  if (ts.isIdentifier(node) && node.getStart() === position) return node;
  return ts.forEachChild(node, (child) =>
    child.pos <= position && position < child.end ? identifierAt(child, position) : undefined,
  );
}
