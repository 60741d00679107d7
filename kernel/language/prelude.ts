/** The declarations of what every cell finds without an import; evaluate/cellGlobals.ts defines it. */
export function preludeText(emDeclarations: string | undefined): string {
  return emDeclarations === undefined ? globals : `${globals}${emGlobal(emDeclarations)}`;
}

const globals = `
/**
 * Shows a value under the cell: by its \`Symbol.for("Jupyter.display")\` method where it has one, otherwise as text.
 *
 * The cell waits for it before it ends, so \`await\` is only needed to keep the order with what follows.
 * @param value Anything.
 * @param options \`id\`: a name by which \`updateDisplay\` can replace this output.
 * @example display(micrograph)
 */
declare function display(value: unknown, options?: { readonly id?: string }): Promise<void>;
/**
 * Replaces the outputs that were shown with this id.
 * @example display(0, { id: "progress" }); updateDisplay("progress", 1)
 */
declare function updateDisplay(id: string, value: unknown): Promise<void>;
/**
 * Clears what the cell has shown so far.
 * @param options \`wait\`: clear only when the next output comes, which avoids flicker (default false).
 */
declare function clearOutput(options?: { readonly wait?: boolean }): Promise<void>;
`;

function emGlobal(path: string): string {
  return `/** The electron microscopy laboratory: open files, find atoms, simulate specimens. */
declare const em: typeof import(${JSON.stringify(path)}).em;
`;
}
