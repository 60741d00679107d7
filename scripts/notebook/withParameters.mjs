import ts from "typescript";
import { closestName } from "../../dist/src/core/closestName.js";
import { SetupError } from "../setup/setupError.mjs";

/**
 * A notebook as it stands in its file (the parts that are used here).
 * @typedef {{ cell_type: string, source: string | string[], metadata: { tags?: string[] }, id?: string, outputs?: unknown[], execution_count?: number | null }} Cell
 * @typedef {{ cells: Cell[], metadata: { kernelspec?: { name?: string }, language_info?: { name?: string } }, nbformat: number, nbformat_minor: number }} Notebook
 */

/**
 * A copy of a notebook with a cell after the one tagged "parameters" that gives its variables new values. They are plain assignments, so
 * the kernel checks their types.
 * @param {Notebook} notebook
 * @param {ReadonlyMap<string, unknown>} values
 * @returns {Notebook}
 */
export function withParameters(notebook, values) {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  if (values.size === 0) return { ...notebook, cells };
  const index = cells.findIndex((cell) => hasTag(cell, "parameters") && cell.cell_type === "code");
  const cell = cells[index];
  if (!cell) {
    throw new SetupError(
      "The notebook has no cell tagged parameters, so -p has nothing to set.",
      'In JupyterLab select the cell with the variables, open the property inspector (gears, top right) and add the tag "parameters".',
    );
  }
  checkNames(values, declaredVariables(sourceOf(cell)));
  return {
    ...notebook,
    cells: [...cells.slice(0, index + 1), injectedCell(notebook, values), ...cells.slice(index + 1)],
  };
}

/**
 * The variables that a cell declares at its top level, with how it declares them.
 * @param {string} source
 * @returns {Map<string, "let" | "const">}
 */
export function declaredVariables(source) {
  /** @type {Map<string, "let" | "const">} */
  const found = new Map();
  for (const statement of ts.createSourceFile("parameters.ts", source, ts.ScriptTarget.Latest).statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const how = statement.declarationList.flags & ts.NodeFlags.Const ? "const" : "let";
    for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) found.set(name.text, how);
  }
  return found;
}

/**
 * @param {ReadonlyMap<string, unknown>} values
 * @param {ReadonlyMap<string, "let" | "const">} declared
 */
function checkNames(values, declared) {
  const known = [...declared.keys()];
  for (const name of values.keys()) {
    if (declared.get(name) === "const") {
      throw new SetupError(
        `The parameter ${name} is declared with const and cannot be set.`,
        `Write "let ${name}" in the cell tagged parameters.`,
      );
    }
    if (declared.has(name)) continue;
    const near = closestName(name, known);
    const has = known.length > 0 ? `It has: ${known.join(", ")}.` : "Its cell tagged parameters declares no variable.";
    throw new SetupError(`The notebook has no parameter "${name}".`, near ? `Did you mean ${near}? ${has}` : has);
  }
}

/**
 * @param {Notebook} notebook
 * @param {ReadonlyMap<string, unknown>} values
 * @returns {Cell}
 */
function injectedCell(notebook, values) {
  const source = [...values].map(([name, value]) => `${name} = ${JSON.stringify(value)};`).join("\n");
  const hasIds = notebook.nbformat > 4 || (notebook.nbformat === 4 && notebook.nbformat_minor >= 5);
  return {
    cell_type: "code",
    ...(hasIds ? { id: "injected-parameters" } : {}),
    execution_count: null,
    metadata: { tags: ["injected-parameters"] },
    outputs: [],
    source: `// Given on the command line\n${source}`,
  };
}

/**
 * @param {Cell} cell
 * @param {string} tag
 */
function hasTag(cell, tag) {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** @param {Cell} cell */
function sourceOf({ source }) {
  return Array.isArray(source) ? source.join("") : source;
}
