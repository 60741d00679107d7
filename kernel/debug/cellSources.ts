import type { PositionMap, RunRequest } from "../threadMessages.js";
import { murmur2 } from "./murmur2.js";

/** Runs whose source is kept, so that breakpoints can be set in functions of earlier cells. */
const runsKept = 1000;

/**
 * How JupyterLab names the source of a cell: prefix, hash of its text, suffix. The process is in it, since a new kernel knows
 * nothing of the cells of the old one. Paths with "ipykernel_" are the only ones that JupyterLab shows as "Cell [3]".
 */
export const cellNaming = { hashSeed: 0x656d6c62, prefix: `/emlab/ipykernel_${process.pid}/`, suffix: ".ts" };

/** A run of a cell: what its script came from. */
export interface CellRun {
  readonly count: number;
  readonly source: string;
  readonly map: PositionMap;
}

/** The path under which a front end knows a cell with this text. */
export function cellPath(source: string): string {
  return `${cellNaming.prefix}${murmur2(source, cellNaming.hashSeed)}${cellNaming.suffix}`;
}

/** The texts of the cells that have run or that the front end has announced. */
export class CellSources {
  readonly #runs = new Map<number, CellRun>();
  readonly #announced = new Map<string, string>();

  /** Remembers what a run executes: no more than an entry in a table, since it also happens without a debugger. */
  add({ runId, count, source, cell }: RunRequest): void {
    this.#runs.set(runId, { count, source, map: cell.map });
    if (this.#runs.size > runsKept) this.#runs.delete(this.#runs.keys().next().value!);
  }

  ofRun(runId: number): CellRun | undefined {
    return this.#runs.get(runId);
  }

  /** Remembers a text that has not run yet; returns its path. */
  announce(source: string): string {
    const path = cellPath(source);
    this.#announced.set(path, source);
    return path;
  }

  /** The text of the cell with this path. */
  textOf(path: string): string | undefined {
    const announced = this.#announced.get(path);
    if (announced !== undefined || !path.startsWith(cellNaming.prefix)) return announced;
    for (const { source } of this.#runs.values()) if (cellPath(source) === path) return source;
    return undefined;
  }
}
