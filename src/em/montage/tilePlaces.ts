import type { Image } from "../../core/image.js";
import { runJob } from "../../jobs/index.js";
import { firm, type OverlapShift, type TileOffset } from "../../ops/montage/overlapShift.js";
import { placeTiles } from "../../ops/montage/placeTiles.js";
import type { PlannedTile } from "../../ops/montage/tilePlan.js";
import type { MontagePlace } from "../../widgets/liveMontage/montageRun.js";

/** What an overlap of two tiles has said, and whether their places follow it. */
export interface MontageLink extends OverlapShift {
  /** The tiles, by their index. @unitless */
  readonly from: number;
  /** @unitless */
  readonly to: number;
  /** How far it is from where the tiles were put. */
  readonly residualPx: number;
}

/** A tile that was taken, as far as its place is concerned. */
export interface PlacedTile {
  readonly planned: PlannedTile;
  readonly reported: MontagePlace;
  image(): Image;
}

/** The shift of two tiles, by their index. */
interface FoundShift {
  readonly from: number;
  readonly to: number;
  readonly shift: OverlapShift;
}

/** The measured places of the tiles that were taken, found anew with each tile. */
export class TilePlaces {
  readonly #pixelNm: number;
  readonly #overlap: number;
  readonly #tiles: PlacedTile[] = [];
  readonly #found: FoundShift[] = [];
  #links: readonly MontageLink[] = [];
  #places = new Map<number, MontagePlace>();
  #linked = new Set<number>();

  /** @param overlap part of a tile that it shares with its neighbour */
  constructor(pixelNm: number, overlap: number) {
    this.#pixelNm = pixelNm;
    this.#overlap = overlap;
  }

  /** All overlaps that were looked at. */
  get links(): readonly MontageLink[] {
    return this.#links;
  }

  /** Where a tile is; undefined where no overlap tells. */
  measured(index: number): MontagePlace | undefined {
    return this.#linked.has(index) ? this.#places.get(index) : undefined;
  }

  /** Where a tile is by its overlaps, or else by the encoders as its neighbours correct them. */
  best(index: number): MontagePlace | undefined {
    return this.#places.get(index);
  }

  /**
   * Compares a new tile with its neighbours, and places all. One at a time: it resolves before the next is added.
   *
   * Cost: some 50 ms a neighbour on a compute worker, where the kernel goes on hearing of a stop; here O(tiles).
   */
  async add(tile: PlacedTile): Promise<void> {
    const image = plain(tile.image());
    const beside = this.#tiles.filter((other) => isBeside(other.planned, tile.planned));
    const found = await Promise.all(
      beside.map(async (other) => ({
        from: other.planned.index,
        to: tile.planned.index,
        shift: await compared(plain(other.image()), image, this.#expected(other, tile), this.#mostErrorPx(image)),
      })),
    );
    this.#found.push(...found);
    this.#tiles.push(tile);
    this.#place();
  }

  #expected({ reported: from }: PlacedTile, { reported: to }: PlacedTile) {
    return { xPx: (to.xNm - from.xNm) / this.#pixelNm, yPx: (to.yNm - from.yNm) / this.#pixelNm };
  }

  /** Further off, more than half of what is shared would be missing. */
  #mostErrorPx({ widthPx, heightPx }: Image): number {
    return Math.max(12, 0.6 * this.#overlap * Math.min(widthPx, heightPx));
  }

  #place(): void {
    const at = new Map(this.#tiles.map(({ planned }, i) => [planned.index, i]));
    const usable = this.#found.filter(({ shift }) => shift.refusal === undefined);
    const links = usable.map(({ from, to, shift }) => ({ from: at.get(from)!, to: at.get(to)!, ...xyOf(shift) }));
    const inPx = (axis: "xNm" | "yNm") => this.#tiles.map(({ reported }) => reported[axis] / this.#pixelNm);
    const { xPx, yPx, isLinked, residualPx, isLeftOut } = placeTiles({ xPx: inPx("xNm"), yPx: inPx("yNm") }, links);
    this.#places = new Map(
      this.#tiles.map(({ planned }, i) => [
        planned.index,
        { xNm: xPx[i]! * this.#pixelNm, yNm: yPx[i]! * this.#pixelNm },
      ]),
    );
    this.#linked = new Set(this.#tiles.filter((_, i) => isLinked[i]).map(({ planned }) => planned.index));
    let place = -1;
    this.#links = this.#found.map(({ from, to, shift }) => {
      if (shift.refusal !== undefined) return { from, to, ...shift, residualPx: Number.NaN };
      place += 1;
      const refusal = isLeftOut[place] ? "it contradicts the other overlaps" : undefined;
      return { from, to, ...shift, refusal, residualPx: residualPx[place]! };
    });
  }
}

/** What a worker can be sent. */
function plain({ data, widthPx, heightPx }: Image): Image {
  return { data, widthPx, heightPx };
}

/** On a compute worker. What fails there fails for this overlap alone: the tile is there, and the encoders have its place. */
async function compared(first: Image, second: Image, expected: TileOffset, mostErrorPx: number): Promise<OverlapShift> {
  const module = new URL("../../ops/montage/overlapShift.js", import.meta.url);
  try {
    return await runJob<OverlapShift>({ module, name: "overlapShift", args: [first, second, expected, mostErrorPx] });
  } catch (error) {
    const refusal = `it could not be compared: ${error instanceof Error ? error.message : String(error)}`;
    return { ...expected, hold: firm, correlation: 0, significance: 0, refusal };
  }
}

function xyOf({ xPx, yPx, hold }: OverlapShift) {
  return { xPx, yPx, hold };
}

function isBeside(a: PlannedTile, b: PlannedTile): boolean {
  return Math.abs(a.column - b.column) + Math.abs(a.row - b.row) === 1;
}
