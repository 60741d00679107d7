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
  /** The number in the brackets beside the cell. */
  readonly count: number;
  readonly source: string;
  readonly map: PositionMap;
}

/** The cells that have run, and how the local files that they import were compiled. */
export class RanCells {
  /** By the URL under which a local TypeScript file was loaded. */
  readonly files = new Map<string, PositionMap>();
  readonly #byScript = new Map<string, RanCell>();
  readonly #byCount = new Map<number, RanCell>();

  add(script: string, cell: RanCell): void {
    this.#byScript.set(script, cell);
    this.#byCount.set(cell.count, cell);
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
