import type { ColumnKind, SpecimenColumns, SpecimenRegion } from "./specimen.js";
import type { PlaneLattice } from "./zoneProjection.js";

/** A kind of column with what all columns of it share. */
export interface KindOfColumn extends ColumnKind {
  readonly haadfNm2: number;
  readonly thicknessNm: number;
}

/** Makes a kind; what the beam takes is nothing where it is left out. */
export function columnKind(
  kind: Pick<KindOfColumn, "elements" | "sublattice" | "haadfNm2" | "thicknessNm"> & Partial<KindOfColumn>,
): KindOfColumn {
  return Object.freeze({ state: "host", damageBarn: 0, haadfLeftFraction: 1, ...kind });
}

/** Columns as they are found, in arrays that grow: nothing is allocated for a column alone. */
export class ColumnList {
  readonly #kinds: readonly KindOfColumn[];
  #x = new Float64Array(256);
  #y = new Float64Array(256);
  #kind = new Uint16Array(256);
  #id = new Uint32Array(256);
  #length = 0;

  constructor(kinds: readonly KindOfColumn[]) {
    this.#kinds = kinds;
  }

  add(xNm: number, yNm: number, kind: number, id: number): void {
    const at = this.#length++;
    if (at === this.#x.length) this.#grow();
    this.#x[at] = xNm;
    this.#y[at] = yNm;
    this.#kind[at] = kind;
    this.#id[at] = id;
  }

  /** What was found, with the brightness and thickness of each column's kind. */
  columns(): SpecimenColumns {
    const n = this.#length;
    const kind = this.#kind.slice(0, n);
    return {
      xNm: this.#x.slice(0, n),
      yNm: this.#y.slice(0, n),
      haadfNm2: Float64Array.from(kind, (k) => this.#kinds[k].haadfNm2),
      thicknessNm: Float32Array.from(kind, (k) => this.#kinds[k].thicknessNm),
      kind,
      id: this.#id.slice(0, n),
      kinds: this.#kinds,
    };
  }

  #grow(): void {
    const length = 2 * this.#x.length;
    const grown = <A extends Float64Array | Uint16Array | Uint32Array>(made: A, old: A): A => {
      made.set(old);
      return made;
    };
    this.#x = grown(new Float64Array(length), this.#x);
    this.#y = grown(new Float64Array(length), this.#y);
    this.#kind = grown(new Uint16Array(length), this.#kind);
    this.#id = grown(new Uint32Array(length), this.#id);
  }
}

/** No columns. */
export function noColumns(): SpecimenColumns {
  return new ColumnList([]).columns();
}

/** Called for a column of a plane lattice: cell, column of the cell, and place. */
export type ColumnVisit = (i: number, j: number, site: number, xNm: number, yNm: number) => void;

/**
 * Visits every column of an endless plane lattice in a region, its least bounds included and its most ones not.
 *
 * A column has the same place to the last bit whatever the region. Cost: O(columns), row by row of cells.
 */
export function visitColumns(lattice: PlaneLattice, region: SpecimenRegion, visit: ColumnVisit): void {
  const { origin, a, b, sites } = lattice;
  const rows = new LatticeRows(lattice, region);
  for (let j = rows.firstRow; j <= rows.lastRow; j++) {
    const [first, last] = rows.cellsOfRow(j);
    for (let i = first; i <= last; i++) {
      const x0 = origin[0] + i * a[0] + j * b[0];
      const y0 = origin[1] + i * a[1] + j * b[1];
      for (let site = 0; site < sites.length; site++) {
        const x = x0 + sites[site][0];
        const y = y0 + sites[site][1];
        if (x >= region.leastXNm && y >= region.leastYNm && x < region.mostXNm && y < region.mostYNm)
          visit(i, j, site, x, y);
      }
    }
  }
}

/** Which cells of a lattice may have a column in a region. */
class LatticeRows {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly #alongX: readonly [number, number];
  readonly #alongY: readonly [number, number];
  readonly #bounds: SpecimenRegion;
  readonly #lattice: PlaneLattice;

  constructor(lattice: PlaneLattice, region: SpecimenRegion) {
    const { a, b, origin, sites } = lattice;
    this.#lattice = lattice;
    const xs = sites.map(([x]) => x);
    const ys = sites.map(([, y]) => y);
    // Where the corner of a cell may lie for one of its columns to be in the region.
    this.#bounds = {
      leastXNm: region.leastXNm - origin[0] - Math.max(...xs),
      mostXNm: region.mostXNm - origin[0] - Math.min(...xs),
      leastYNm: region.leastYNm - origin[1] - Math.max(...ys),
      mostYNm: region.mostYNm - origin[1] - Math.min(...ys),
    };
    const determinant = a[0] * b[1] - a[1] * b[0];
    const { leastXNm, mostXNm, leastYNm, mostYNm } = this.#bounds;
    const row = (x: number, y: number) => (a[0] * y - a[1] * x) / determinant;
    const corners = [row(leastXNm, leastYNm), row(leastXNm, mostYNm), row(mostXNm, leastYNm), row(mostXNm, mostYNm)];
    this.firstRow = Math.floor(Math.min(...corners));
    this.lastRow = Math.ceil(Math.max(...corners));
    this.#alongX = [a[0], b[0]];
    this.#alongY = [a[1], b[1]];
  }

  cellsOfRow(j: number): readonly [first: number, last: number] {
    const { leastXNm, mostXNm, leastYNm, mostYNm } = this.#bounds;
    const [fromX, toX] = crossingOf(this.#alongX[0], j * this.#alongX[1], leastXNm, mostXNm);
    const [fromY, toY] = crossingOf(this.#alongY[0], j * this.#alongY[1], leastYNm, mostYNm);
    const [from, to] = [Math.max(fromX, fromY), Math.min(toX, toY)];
    if (!(from <= to)) return [0, -1];
    const { a } = this.#lattice;
    // Rounding must not lose a cell at the rim: one more either side where the row is long against it.
    const slack = 1e-9 * (1 + Math.abs(from) + Math.abs(to)) + 1e-9 / Math.hypot(a[0], a[1]);
    return [Math.ceil(from - slack), Math.floor(to + slack)];
  }
}

/** The values of t for which least <= t step + start <= most. */
function crossingOf(step: number, start: number, least: number, most: number): readonly [number, number] {
  if (Math.abs(step) < 1e-12) return start >= least - 1e-9 && start <= most + 1e-9 ? [-Infinity, Infinity] : [1, 0];
  const [t0, t1] = [(least - start) / step, (most - start) / step];
  return t0 < t1 ? [t0, t1] : [t1, t0];
}
