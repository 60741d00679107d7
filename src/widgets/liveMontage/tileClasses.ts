import { EmError } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";

/** The classes of the parts of a tile: columns x rows of them, row after row. */
export interface TileClasses {
  /** One byte per part: 0 is no class, 1 the first of the classes. @unitless */
  readonly classes: Uint8Array;
  /** @unitless */
  readonly columns: number;
  /** @unitless */
  readonly rows: number;
}

/** Finds the classes of a tile. It should stop when the signal fires. */
export type ClassifyTile = (
  image: Micrograph,
  context: { readonly index: number; readonly signal: AbortSignal },
) => TileClasses | Promise<TileClasses>;

/** The tile as it is, once it is there. */
type ImageOf = (index: number) => Micrograph | undefined;

/** Segments the tiles of a run one after the other, while it is switched on. */
export class TileClassifier {
  readonly #classify: ClassifyTile;
  readonly #imageOf: ImageOf;
  readonly #told: (problem: string) => void;
  readonly #maps = new Map<number, TileClasses>();
  readonly #versions = new Map<number, number>();
  #waiting: number[] = [];
  #running: AbortController | undefined;

  /** @param told is called after each tile, with what went wrong or "" */
  constructor(classify: ClassifyTile, imageOf: ImageOf, told: (problem: string) => void) {
    this.#classify = classify;
    this.#imageOf = imageOf;
    this.#told = told;
  }

  /** How often each tile has been segmented. */
  get versions(): ReadonlyMap<number, number> {
    return this.#versions;
  }

  mapOf(index: number): TileClasses | undefined {
    return this.#maps.get(index);
  }

  /** Segments those of the tiles that are not yet. */
  add(indices: readonly number[]): void {
    this.#waiting = indices.filter((index) => !this.#versions.has(index));
    if (!this.#running) void this.#work();
  }

  /** Ends what is being done. */
  stop(): void {
    this.#waiting = [];
    this.#running?.abort();
  }

  async #work(): Promise<void> {
    for (let index = this.#waiting.shift(); index !== undefined; index = this.#waiting.shift()) {
      const image = this.#imageOf(index);
      if (!image || this.#versions.has(index)) continue;
      const running = new AbortController();
      this.#running = running;
      let problem = "";
      try {
        const map = checked(await this.#classify(image, { index, signal: running.signal }));
        if (!running.signal.aborted) this.#maps.set(index, map);
      } catch (error) {
        problem = `tile ${index}: ${error instanceof Error ? error.message : String(error)}`;
      }
      // One that has failed is not tried again and again.
      if (!running.signal.aborted) this.#versions.set(index, (this.#versions.get(index) ?? 0) + 1);
      if (!running.signal.aborted) this.#told(problem);
    }
    this.#running = undefined;
  }
}

function checked(map: TileClasses): TileClasses {
  const { classes, columns, rows } = map ?? {};
  const isWhole = [columns, rows].every((side) => Number.isInteger(side) && side > 0 && side <= 32_768);
  if (classes instanceof Uint8Array && isWhole && classes.length === columns * rows)
    return { classes: classes.slice(), columns, rows };
  throw new EmError("BadShape", "classify must give { classes, columns, rows } with a Uint8Array of columns x rows", {
    fix: "Correct the result of the classify callback.",
  });
}
