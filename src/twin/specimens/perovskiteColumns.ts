import { siteUniforms } from "../sample/siteHash.js";
import { columnKind, type KindOfColumn } from "./columnList.js";
import { crystalLattices } from "./crystalLattice.js";
import { formula, haadfOf } from "./zoneProjection.js";

/** Columns of SrTiO3 in which some atoms may be La and Mn instead. */
export interface MixedColumns {
  readonly kinds: readonly KindOfColumn[];
  /** Which kind a column of the cell is where a share of the atoms is of the film. */
  kindOf(site: number, id: number, filmFraction: number): number;
}

/** Farther than this from 0 or 1 a share counts as none: less than one atom in a hundred columns. */
const negligible = 1e-4;

/**
 * Every atom of a column is of the film or not for itself, so the columns at a mixed interface differ.
 *
 * Kinds: columns of A atoms with 0 to n of the film, then those of B atoms and oxygen, then those of oxygen alone.
 */
export function mixedColumns(thicknessNm: number, seed: number): MixedColumns {
  const repeatNm = crystalLattices.strontiumTitanate.cell.cNm;
  const n = Math.max(1, Math.round(thicknessNm / repeatNm));
  const uniform = siteUniforms(seed, "intermixing");
  // The signal is that of the thickness asked for, not of the whole cells nearest to it.
  const scale = thicknessNm / (n * repeatNm);
  const kind = (atoms: Readonly<Record<string, number>>, sublattice: number, isMixed = false) =>
    columnKind({
      ...{ elements: formula(atoms), sublattice, state: isMixed ? "dopant" : "host" },
      ...{ haadfNm2: scale * haadfOf(atoms), thicknessNm },
    });
  const counts = Array.from({ length: n + 1 }, (_, k) => k);
  const isMixed = (k: number) => k > 0 && k < n;
  const filmAtoms = (id: number, share: number): number => {
    if (share < negligible) return 0;
    if (share > 1 - negligible) return n;
    return counts.slice(1).filter((m) => uniform(id, m) < share).length;
  };
  return {
    kinds: [
      ...counts.map((k) => kind({ Sr: n - k, La: k }, 0, isMixed(k))),
      ...counts.map((k) => kind({ Ti: n - k, Mn: k, O: n }, 1, isMixed(k))),
      kind({ O: n }, 2),
      kind({ O: n }, 3),
    ],
    kindOf: (site, id, share) => (site < 2 ? site * (n + 1) + filmAtoms(id, share) : 2 * n + site),
  };
}
