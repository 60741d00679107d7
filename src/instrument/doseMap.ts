import { EmError } from "../core/error.js";
import { DoseLevel, tileSide } from "./doseMap/doseLevel.js";
import { type DoseRectangle, type PlacedRectangle, placed, pointsWithin } from "./doseMap/rectangle.js";

export type { DoseRectangle } from "./doseMap/rectangle.js";

/** Electrons on a rectangle of the specimen, evenly spread. */
export interface DoseDeposit extends DoseRectangle {
  readonly electrons: number;
}

/** How finely a map is drawn. */
export interface DoseMapOptions {
  /** Side of a cell for ordinary fields; smaller fields get finer cells, down to a 64th, wide ones coarser. Default 1 nm. */
  readonly cellNm?: number;
  /** Most tiles of 32 x 32 cells that are kept apart, 8 kB each; beyond, the oldest are drawn coarser. Default 4096. @unitless */
  readonly mostTiles?: number;
}

/** Sizes of cells: the k-th is cellNm * 2^k. The finest is a third of the smallest probe, the coarsest enough for all of a stage's travel. */
const finestLevel = -6;
const coarsestLevel = 16;

/** Cells that one deposit may touch: 128 x 128. */
const mostCells = 16_384;

/** Cells that the shorter side of a field should have, as far as the finest level goes. */
const leastCellsAcross = 8;

/** Where the map ends, either side of zero: five times the travel of a stage. */
const mostNm = 5e5;

/** Where a rectangle is looked at for exposures coarser than itself; its outermost cells may hold a neighbour's dose. */
const lookedAt = [-0.7, -0.35, 0, 0.35, 0.7] as const;

/**
 * The dose over the specimen plane: what was deposited is never lost, and adds up exactly.
 *
 * Coordinates are nm of the specimen, dose is e/Å². Cells come in sizes a factor of two apart, in sparse tiles; a deposit goes to the size that
 * suits it, and the dose at a point is the sum over all sizes, so neither a field of 0.5 nm nor one of 10 µm costs more than 16,384 cells.
 * Memory: at most mostTiles tiles of 8 kB (32 MB); then the tile exposed longest ago is drawn one size coarser, which keeps its electrons but
 * blurs where they fell.
 */
export class DoseMap {
  readonly cellNm: number;
  readonly #mostTiles: number;
  readonly #levels = new Map<number, DoseLevel>();

  /** Errors: BadOption unless cellNm is from 0.1 to 100 nm and mostTiles a whole number from 64. */
  constructor({ cellNm = 1, mostTiles = 4096 }: DoseMapOptions = {}) {
    if (!(cellNm >= 0.1 && cellNm <= 100)) throw bad(`cellNm is ${cellNm} nm`, "Give a size from 0.1 to 100 nm.");
    if (!(Number.isInteger(mostTiles) && mostTiles >= 64))
      throw bad(`mostTiles is ${mostTiles}`, "Give a whole number from 64.");
    this.cellNm = cellNm;
    this.#mostTiles = mostTiles;
  }

  /**
   * Adds electrons, spread evenly over a rectangle; each cell gets its share by area, and all of them together exactly `electrons`.
   *
   * Errors: BadOption for values that are no numbers, sides of 0 or less, a negative number of electrons, or a place beyond ±500 µm.
   * Cost: 0.1 to 1 ms for 16,384 cells upright, up to 3 ms turned.
   */
  deposit({ electrons, ...rectangle }: DoseDeposit): void {
    checkRectangle(rectangle);
    if (!(electrons >= 0 && Number.isFinite(electrons)))
      throw bad(`electrons is ${electrons} e`, "Give a finite number from 0.");
    if (electrons === 0) return;
    this.#level(this.#levelFor(rectangle)).spread(placed(rectangle), electrons);
    this.#coarsenOldest();
  }

  /** The dose at a point, as even over the cell that it is in. Errors: BadOption unless both are numbers. Cost: below 1 µs. */
  doseAt(xNm: number, yNm: number): number {
    if (!Number.isFinite(xNm) || !Number.isFinite(yNm))
      throw bad(`the point is ${xNm}, ${yNm} nm`, "Give two numbers.");
    let dose = 0;
    for (const level of this.#levels.values()) dose += level.electronsAt(xNm, yNm) / areaA2(level.cellNm ** 2);
    return dose;
  }

  /** The mean dose over a rectangle. Errors: as deposit. Cost: as deposit. */
  meanOver(rectangle: DoseRectangle): number {
    checkRectangle(rectangle);
    const place = placed(rectangle);
    let electrons = 0;
    for (const level of this.#levels.values()) electrons += level.electronsWithin(place);
    return electrons / areaA2(place.area);
  }

  /**
   * The greatest dose of a point of a rectangle. Cells that its edge cuts do not count: they hold part of the neighbour's dose. Exposures in
   * cells that are not small beside the rectangle are looked at in 25 points.
   *
   * Errors: as deposit. Cost: about 5 ms for 16,384 exposed cells.
   */
  mostOver(rectangle: DoseRectangle): number {
    checkRectangle(rectangle);
    const place: PlacedRectangle = placed(rectangle);
    let most = 0;
    const look = (xNm: number, yNm: number) => {
      most = Math.max(most, this.doseAt(xNm, yNm));
    };
    for (const [xNm, yNm] of pointsWithin(place, lookedAt)) look(xNm, yNm);
    for (const level of this.#levels.values()) level.forWholeCells(place, look);
    return most;
  }

  /** All electrons of the map, summed over its cells. @unitless */
  totalElectrons(): number {
    let sum = 0;
    for (const level of this.#levels.values())
      for (const { electrons } of level.tiles()) for (const cell of electrons) sum += cell;
    return sum;
  }

  /** Cells that memory is held for. @unitless */
  get cellsUsed(): number {
    return this.#tileCount() * tileSide ** 2;
  }

  /** The cell that is no larger than an eighth of the shorter side, unless that makes too many of them. */
  #levelFor({ widthNm, heightNm }: DoseRectangle): number {
    const wanted = Math.min(widthNm, heightNm) / leastCellsAcross;
    let level = Math.min(0, Math.max(finestLevel, Math.floor(Math.log2(wanted / this.cellNm))));
    const cells = () => (widthNm / this.#sizeOf(level) + 2) * (heightNm / this.#sizeOf(level) + 2);
    while (level < coarsestLevel && cells() > mostCells) level++;
    return level;
  }

  #sizeOf(level: number): number {
    return this.cellNm * 2 ** level;
  }

  #level(level: number): DoseLevel {
    let found = this.#levels.get(level);
    if (!found) {
      found = new DoseLevel(this.#sizeOf(level));
      this.#levels.set(level, found);
    }
    return found;
  }

  #tileCount(): number {
    let count = 0;
    for (const level of this.#levels.values()) count += level.tileCount;
    return count;
  }

  /** Moves the oldest tiles of the finest level that has many to the next coarser one, until there are few enough. */
  #coarsenOldest(): void {
    while (this.#tileCount() > this.#mostTiles) {
      const levels = [...this.#levels].filter(([index]) => index < coarsestLevel);
      const [index, level] = levels.reduce((most, next) => (next[1].tileCount > most[1].tileCount ? next : most));
      const tile = level.takeOldest();
      if (!tile) return;
      const coarser = this.#level(index + 1);
      const { cellNm } = level;
      tile.electrons.forEach((electrons, i) => {
        if (electrons === 0) return;
        const xNm = (tile.column * tileSide + (i % tileSide) + 0.5) * cellNm;
        const yNm = (tile.row * tileSide + Math.floor(i / tileSide) + 0.5) * cellNm;
        coarser.addAt(xNm, yNm, electrons);
      });
    }
  }
}

function areaA2(areaNm2: number): number {
  return areaNm2 * 100;
}

function checkRectangle({ centreXNm, centreYNm, widthNm, heightNm, rotationDeg = 0 }: DoseRectangle): void {
  const isPlaced = Math.abs(centreXNm) <= mostNm && Math.abs(centreYNm) <= mostNm && Number.isFinite(rotationDeg);
  if (!isPlaced)
    throw bad(
      `the centre is ${centreXNm}, ${centreYNm} nm, turned by ${rotationDeg}°`,
      `Give numbers within ±${mostNm} nm, and a rotation.`,
    );
  if (!(widthNm > 0 && heightNm > 0 && widthNm <= 2 * mostNm && heightNm <= 2 * mostNm))
    throw bad(`the rectangle is ${widthNm} x ${heightNm} nm`, `Give sides above 0 and up to ${2 * mostNm} nm.`);
}

function bad(what: string, fix: string): EmError {
  return new EmError("BadOption", `dose map: ${what}`, { fix });
}

/** The dose map as users see it: nobody takes dose away. */
export type ReadableDoseMap = Pick<
  DoseMap,
  "doseAt" | "meanOver" | "mostOver" | "totalElectrons" | "cellsUsed" | "cellNm"
>;
