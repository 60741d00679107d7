import { columnKind, type KindOfColumn } from "./columnList.js";
import { type CubicZone, cubicProjections, cubicZones } from "./cubicZones.js";
import { haadfOf } from "./zoneProjection.js";

/** Atoms in the longest column: 8 nm along [011] are 28. */
const mostAtoms = 32;

/** Gold columns of 1 to 32 atoms, those along one zone axis after those along another. */
export const goldKinds: readonly KindOfColumn[] = cubicZones.flatMap((zone) =>
  Array.from({ length: mostAtoms }, (_, k) =>
    columnKind({
      ...{ elements: `Au${k + 1}`, sublattice: 0, haadfNm2: haadfOf({ Au: k + 1 }) },
      thicknessNm: (k + 1) * cubicProjections.Au[zone].repeatNm,
    }),
  ),
);

/** Which of them goes through a thickness of gold: as many atoms as it is repeats thick, undefined for less than half of one. */
export function kindOfGold(zone: CubicZone, thicknessNm: number): number | undefined {
  const atoms = Math.min(mostAtoms, Math.round(thicknessNm / cubicProjections.Au[zone].repeatNm));
  return atoms > 0 ? cubicZones.indexOf(zone) * mostAtoms + atoms - 1 : undefined;
}
