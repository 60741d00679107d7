import { type PlacedRectangle, sharedArea } from "./rectangle.js";

/** Cells along the side of a tile. */
export const tileSide = 32;

/**
 * Electrons in the cells of a square of the specimen, row after row; column and row count tiles from the origin.
 * @unitless column, row
 */
export interface DoseTile {
  readonly column: number;
  readonly row: number;
  readonly electrons: Float64Array;
}

/** Tiles of cells of one size. Only those that were exposed exist. */
export class DoseLevel {
  /** Side of a cell. */
  readonly cellNm: number;
  readonly #tiles = new Map<number, DoseTile>();

  constructor(cellNm: number) {
    this.cellNm = cellNm;
  }

  /** Tiles that exist. @unitless */
  get tileCount(): number {
    return this.#tiles.size;
  }

  tiles(): IterableIterator<DoseTile> {
    return this.#tiles.values();
  }

  /** Electrons in the cell at a point. @unitless */
  electronsAt(xNm: number, yNm: number): number {
    const column = Math.floor(xNm / this.cellNm);
    const row = Math.floor(yNm / this.cellNm);
    const tile = this.#tiles.get(keyOf(Math.floor(column / tileSide), Math.floor(row / tileSide)));
    return tile ? tile.electrons[indexOf(column, row)]! : 0;
  }

  /** Adds electrons to the cell at a point. */
  addAt(xNm: number, yNm: number, electrons: number): void {
    const column = Math.floor(xNm / this.cellNm);
    const row = Math.floor(yNm / this.cellNm);
    this.#touch(Math.floor(column / tileSide), Math.floor(row / tileSide)).electrons[indexOf(column, row)]! +=
      electrons;
  }

  /** Spreads electrons over a rectangle, to each cell by the area that it shares. */
  spread(rectangle: PlacedRectangle, electrons: number): void {
    const shares: { readonly tile: DoseTile; readonly indices: number[]; readonly areas: number[] }[] = [];
    let total = 0;
    for (const { column, row } of tilesOfBox(rectangle, this.cellNm)) {
      const indices: number[] = [];
      const areas: number[] = [];
      forSharedCells(rectangle, { column, row }, this.cellNm, (index, area) => {
        indices.push(index);
        areas.push(area);
        total += area;
      });
      // The box around a turned rectangle has corners that nothing falls into.
      if (areas.length > 0) shares.push({ tile: this.#touch(column, row), indices, areas });
    }
    if (!(total > 0)) {
      // So small that its area is lost in rounding.
      this.addAt(rectangle.x, rectangle.y, electrons);
      return;
    }
    // The areas add up to the rectangle's but for rounding; dividing by their own sum loses no electron.
    for (const { tile, indices, areas } of shares)
      indices.forEach((index, i) => {
        tile.electrons[index]! += (electrons * areas[i]!) / total;
      });
  }

  /** Electrons within a rectangle, taking each cell as evenly exposed. @unitless */
  electronsWithin(rectangle: PlacedRectangle): number {
    let sum = 0;
    const cellArea = this.cellNm ** 2;
    for (const tile of this.#tilesIn(rectangle)) {
      forSharedCells(rectangle, tile, this.cellNm, (index, area) => {
        sum += (tile.electrons[index]! * area) / cellArea;
      });
    }
    return sum;
  }

  /** Calls back with the centre of every exposed cell that lies wholly in a rectangle. */
  forWholeCells(rectangle: PlacedRectangle, visit: (xNm: number, yNm: number) => void): void {
    const whole = this.cellNm ** 2 * (1 - 1e-9);
    for (const tile of this.#tilesIn(rectangle)) {
      forSharedCells(rectangle, tile, this.cellNm, (index, area) => {
        if (area < whole || tile.electrons[index]! === 0) return;
        visit(
          (tile.column * tileSide + (index % tileSide) + 0.5) * this.cellNm,
          (tile.row * tileSide + Math.floor(index / tileSide) + 0.5) * this.cellNm,
        );
      });
    }
  }

  /** Takes the tile out that was exposed longest ago; undefined when there is none. */
  takeOldest(): DoseTile | undefined {
    const [first] = this.#tiles;
    if (!first) return undefined;
    this.#tiles.delete(first[0]);
    return first[1];
  }

  /** A tile to write to: it becomes the newest. */
  #touch(column: number, row: number): DoseTile {
    const key = keyOf(column, row);
    const tile = this.#tiles.get(key) ?? { column, row, electrons: new Float64Array(tileSide ** 2) };
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    return tile;
  }

  /** Tiles of the box around a rectangle that exist: looked up or gone through, whichever is less. */
  *#tilesIn(rectangle: PlacedRectangle): Generator<DoseTile> {
    const { leastColumn, mostColumn, leastRow, mostRow } = tileBox(rectangle, this.cellNm);
    if ((mostColumn - leastColumn + 1) * (mostRow - leastRow + 1) > this.#tiles.size) {
      for (const tile of this.#tiles.values()) {
        const { column, row } = tile;
        if (column >= leastColumn && column <= mostColumn && row >= leastRow && row <= mostRow) yield tile;
      }
      return;
    }
    for (const { column, row } of tilesOfBox(rectangle, this.cellNm)) {
      const tile = this.#tiles.get(keyOf(column, row));
      if (tile) yield tile;
    }
  }
}

function tileBox({ x, y, reachX, reachY }: PlacedRectangle, cellNm: number) {
  const tileNm = tileSide * cellNm;
  return {
    leastColumn: Math.floor((x - reachX) / tileNm),
    mostColumn: Math.floor((x + reachX) / tileNm),
    leastRow: Math.floor((y - reachY) / tileNm),
    mostRow: Math.floor((y + reachY) / tileNm),
  };
}

/** Every tile of the box around a rectangle, whether it exists or not. */
function* tilesOfBox(rectangle: PlacedRectangle, cellNm: number): Generator<{ column: number; row: number }> {
  const { leastColumn, mostColumn, leastRow, mostRow } = tileBox(rectangle, cellNm);
  for (let row = leastRow; row <= mostRow; row++)
    for (let column = leastColumn; column <= mostColumn; column++) yield { column, row };
}

/** Calls back with every cell of a tile that shares area with a rectangle. */
function forSharedCells(
  rectangle: PlacedRectangle,
  tile: { readonly column: number; readonly row: number },
  cellNm: number,
  visit: (index: number, area: number) => void,
): void {
  const { x, y, reachX, reachY } = rectangle;
  const [originX, originY] = [tile.column * tileSide * cellNm, tile.row * tileSide * cellNm];
  const first = (least: number) => Math.max(0, Math.floor(least / cellNm));
  const last = (most: number) => Math.min(tileSide - 1, Math.floor(most / cellNm));
  const [firstColumn, lastColumn] = [first(x - reachX - originX), last(x + reachX - originX)];
  const [firstRow, lastRow] = [first(y - reachY - originY), last(y + reachY - originY)];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const area = sharedArea(rectangle, originX + column * cellNm, originY + row * cellNm, cellNm);
      if (area > 0) visit(row * tileSide + column, area);
    }
  }
}

function keyOf(column: number, row: number): number {
  return (column + 2 ** 25) * 2 ** 26 + row + 2 ** 25;
}

function indexOf(column: number, row: number): number {
  const within = (n: number) => ((n % tileSide) + tileSide) % tileSide;
  return within(row) * tileSide + within(column);
}
