import type { Random } from "../../core/random.js";
import { type Column, type ColumnState, placeCrystal } from "./columnSpecimen.js";
import { projectedCrystals } from "./projectedCrystal.js";

/** What is wrong with a Ti3C2Tx flake. */
export interface MxeneFlake {
  readonly fovNm: number;
  readonly rotationDeg: number;
  /** Share of titanium columns that are missing, alone or in clusters. */
  readonly vacancyPercent: number;
  /** Titanium atoms that sit on top of a column. @unitless */
  readonly adatoms: number;
  /** Radius of the nanopore; 0 for none. */
  readonly poreRadiusNm: number;
}

/** One in this many vacancies begins a cluster of three: etching spreads from where it began. @unitless */
const clusterEvery = 6;
/** Brightness of an adatom beside a Ti1C1 column: Z^1.7 of Ti over Ti and C. @unitless */
const adatomWeight = 0.91;

/**
 * Makes a Ti3C2Tx flake seen along [0001]: three titanium layers that project onto three sublattices, with vacancies, adatoms and a pore.
 *
 * Where titanium is missing, the carbon or the terminations of the column stay. Cost: O(columns).
 */
export function mxeneFlake(
  flake: MxeneFlake,
  random: Random,
): { columns: Column[]; poreNm: { xNm: number; yNm: number } } {
  const { fovNm, rotationDeg, poreRadiusNm } = flake;
  const columns = placeCrystal(projectedCrystals.ti3c2, { widthNm: fovNm, heightNm: fovNm, rotationDeg });
  const state = new Map<number, ColumnState>();
  const poreNm = { xNm: fovNm * (0.25 + 0.5 * random.uniform()), yNm: fovNm * (0.25 + 0.5 * random.uniform()) };
  for (const [i, column] of columns.entries()) {
    if (Math.hypot(column.xNm - poreNm.xNm, column.yNm - poreNm.yNm) < poreRadiusNm) state.set(i, "pore");
  }
  removeTitanium(columns, Math.round((flake.vacancyPercent / 100) * columns.length), state, random);
  addAdatoms(columns, flake.adatoms, state, random);
  return { columns: columns.map((column, i) => changed(column, state.get(i) ?? "host")), poreNm };
}

function removeTitanium(
  columns: readonly Column[],
  wanted: number,
  state: Map<number, ColumnState>,
  random: Random,
): void {
  for (let removed = 0, tries = 0; removed < wanted && tries < 20 * wanted; tries++) {
    const first = random.below(columns.length);
    const size = tries % clusterEvery === 0 ? 3 : 1;
    for (const i of nearestTo(columns, first, size)) {
      if (state.has(i) || removed === wanted) continue;
      state.set(i, "vacancy");
      removed++;
    }
  }
}

function nearestTo(columns: readonly Column[], first: number, count: number): number[] {
  if (count === 1) return [first];
  const { xNm, yNm } = columns[first];
  const distance = (i: number) => Math.hypot(columns[i].xNm - xNm, columns[i].yNm - yNm);
  return [...columns.keys()].sort((a, b) => distance(a) - distance(b)).slice(0, count);
}

function addAdatoms(columns: readonly Column[], wanted: number, state: Map<number, ColumnState>, random: Random): void {
  for (let placed = 0, tries = 0; placed < wanted && tries < 50 * wanted; tries++) {
    const i = random.below(columns.length);
    if (state.has(i)) continue;
    state.set(i, "adatom");
    placed++;
  }
}

/** What is left of a column: Z^1.7 of carbon (0.1) or of two terminations (0.34) beside Ti1C1. */
function changed(column: Column, state: ColumnState): Column {
  if (state === "pore") return { ...column, state, elements: "", weight: 0 };
  if (state === "adatom")
    return { ...column, state, elements: `${column.elements}+Ti1`, weight: column.weight + adatomWeight };
  if (state !== "vacancy") return column;
  const rest = column.elements.replace("Ti1", "");
  return { ...column, state, elements: rest, weight: rest === "C1" ? 0.1 : 0.34 };
}
