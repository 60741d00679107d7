import type { PositionMap } from "../threadMessages.js";

/** A line and column as the user sees them, both from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** Where in the user's text a position of the running script is; undefined for a line of our own. */
export function toSource(map: PositionMap, line: number, column: number): SourcePosition | undefined {
  const outer = map.lines ? map.lines[line] : line;
  if (!outer) return undefined;
  if (!map.segments) return { line: outer, column };
  const segments = map.segments[outer] ?? [];
  let found = segments[0];
  for (const segment of segments) if (segment[0] <= column - 1) found = segment;
  return found && { line: found[1], column: found[2] + 1 };
}

/** A cell that has run: what stacks need to speak of it. */
export interface RanCell {
  /** The run of the cell; outputs carry it. */
  readonly runId?: number;
  /** The number in the brackets beside the cell. */
  readonly count: number;
  readonly source: string;
  readonly map: PositionMap;
}

/**
 * Cells that declare nothing any more, of which stacks may still speak: a timer, a promise, a function in an object. Those
 * before the last of them are named by their script alone.
 */
const forgottenKept = 1000;

/** The cells that have run, and how the local files that they import were compiled. */
export class RanCells {
  /** By the URL under which a local TypeScript file was loaded. */
  readonly files = new Map<string, PositionMap>();
  readonly #byScript = new Map<string, RanCell>();
  readonly #byCount = new Map<number, RanCell>();
  /** In the order in which they were forgotten. */
  readonly #forgotten = new Set<string>();

  /** How many cells are kept. @unitless */
  get size(): number {
    return this.#byScript.size;
  }

  add(script: string, cell: RanCell): void {
    this.#byScript.set(script, cell);
    this.#byCount.set(cell.count, cell);
  }

  /** No name leads to these cells any more: the last of them are kept for a while. */
  forget(scripts: readonly string[]): void {
    for (const script of scripts) this.#forgotten.add(script);
    for (const script of this.#forgotten) {
      if (this.#forgotten.size <= forgottenKept) return;
      this.#forgotten.delete(script);
      this.#remove(script);
    }
  }

  #remove(script: string): void {
    const cell = this.#byScript.get(script);
    if (!cell) return;
    this.#byScript.delete(script);
    // A cell that was not numbered (store_history false) shares its number with the one before.
    if (this.#byCount.get(cell.count) === cell) this.#byCount.delete(cell.count);
  }

  ofScript(script: string): RanCell | undefined {
    return this.#byScript.get(script);
  }

  ofCount(count: number): RanCell | undefined {
    return this.#byCount.get(count);
  }
}

/** The script name of a run; a user's own file is never called so. */
export function scriptName(runId: number): string {
  return `emlab-cell-${runId}.ts`;
}
