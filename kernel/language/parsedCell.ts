import { type CellCode, cellCode } from "./cellCode.js";
import { augmentsOthers, declaredNames, exportedNames, identifiersIn, type NameKind } from "./cellNames.js";
import { importedNames } from "./importedNames.js";
import { ts } from "./ts.js";

/** What the text of a cell says by itself, whatever the notebook knows. */
export interface ParsedCell extends CellCode {
  readonly source: string;
  /** The cell alone: its own text begins at `shift`. */
  readonly parsed: ts.SourceFile;
  /** Every identifier in it. */
  readonly identifiers: ReadonlySet<string>;
  readonly declared: ReadonlyMap<string, NameKind>;
  /** Those of the declared names that the cell exports itself. */
  readonly exported: ReadonlySet<string>;
  /** The names by which it imports packages and files. */
  readonly imports: readonly string[];
  /** True for a cell that adds to the global scope or to another module. */
  readonly augments: boolean;
}

/** Cells that are asked about again: while one is written, and when it is run once more. */
const mostKept = 32;
/** A longer text is not kept (characters). */
const longestKept = 20_000;

/** Parses cells and keeps the last ones. */
export class ParsedCells {
  readonly #kept = new Map<string, ParsedCell>();

  of(source: string): ParsedCell {
    const known = this.#kept.get(source);
    if (!known && source.length > longestKept) return parseCell(source);
    // The one that was used last is dropped last.
    this.#kept.delete(source);
    const cell = known ?? parseCell(source);
    this.#kept.set(source, cell);
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!);
    return cell;
  }
}

function parseCell(source: string): ParsedCell {
  const { code, shift } = cellCode(source);
  const parsed = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ESNext, true);
  return {
    source,
    code,
    shift,
    parsed,
    identifiers: identifiersIn(parsed),
    declared: declaredNames(parsed),
    exported: exportedNames(parsed),
    imports: importedNames(code),
    augments: augmentsOthers(parsed),
  };
}
