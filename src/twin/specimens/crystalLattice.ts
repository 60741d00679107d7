import type { CrystalLattice } from "./specimen.js";

type Atom = readonly [element: string, x: number, y: number, z: number];

function lattice(
  name: string,
  [aNm, bNm, cNm]: readonly [number, number, number],
  atoms: readonly Atom[],
  gammaDeg = 90,
): CrystalLattice {
  return Object.freeze({
    name,
    cell: { aNm, bNm, cNm, alphaDeg: 90, betaDeg: 90, gammaDeg },
    atoms: atoms.map(([element, x, y, z]) => ({ element, fractional: [wrapped(x), wrapped(y), wrapped(z)] as const })),
  });
}

function wrapped(x: number): number {
  return x - Math.floor(x);
}

function faceCentred(element: string, [x, y, z]: readonly [number, number, number]): Atom[] {
  return [
    [element, x, y, z],
    [element, x, y + 0.5, z + 0.5],
    [element, x + 0.5, y, z + 0.5],
    [element, x + 0.5, y + 0.5, z],
  ];
}

/** A cubic or tetragonal perovskite ABO3, the A atom at the origin and the B atom in the middle. */
function perovskite(name: string, a: string, b: string, lengthsNm: readonly [number, number, number]): CrystalLattice {
  return lattice(name, lengthsNm, [
    [a, 0, 0, 0],
    [b, 0.5, 0.5, 0.5],
    ["O", 0.5, 0.5, 0],
    ["O", 0.5, 0, 0.5],
    ["O", 0, 0.5, 0.5],
  ]);
}

/** Where Kihlborg found one formula unit of MoO3, x and y; z is 1/4. Source: Arkiv foer Kemi 21 (1963) 357. */
const molybdenumTrioxideSites = [
  ["Mo", 0.0867, 0.1016],
  ["O", 0.0373, 0.2214],
  ["O", 0.5212, 0.0866],
  ["O", 0.4994, 0.4351],
] as const;

/** The four places of position 4c in Pbnm. Source: International Tables for Crystallography A, No. 62. */
function position4c(element: string, x: number, y: number): Atom[] {
  return [
    [element, x, y, 0.25],
    [element, -x, -y, 0.75],
    [element, x + 0.5, 0.5 - y, 0.75],
    [element, 0.5 - x, y + 0.5, 0.25],
  ];
}

/** Length of the pseudocubic cell of LaMnO3 along the growth, its other two held to those of SrTiO3. */
const manganiteGrowthNm = 0.394;

/**
 * The crystals of the twin's specimens. Cell lengths: standard crystallographic tables.
 *
 * LaMnO3 is taken as pseudocubic and grown on SrTiO3: orthorhombic 0.5537 x 0.5749 x 0.7694 nm hold four formula units, so one has
 * the volume of a cube of 0.394 nm. Ti3C2O2 is one layer of the flake alone, its c the distance to the next.
 */
export const crystalLattices = {
  strontiumTitanate: perovskite("SrTiO3", "Sr", "Ti", [0.3905, 0.3905, 0.3905]),
  lanthanumManganite: perovskite("LaMnO3", "La", "Mn", [manganiteGrowthNm, 0.3905, 0.3905]),
  germanium: lattice(
    "Ge",
    [0.5658, 0.5658, 0.5658],
    [...faceCentred("Ge", [0, 0, 0]), ...faceCentred("Ge", [0.25, 0.25, 0.25])],
  ),
  gold: lattice("Au", [0.4078, 0.4078, 0.4078], faceCentred("Au", [0, 0, 0])),
  titaniumCarbide: lattice(
    "Ti3C2O2",
    [0.305, 0.305, 0.993],
    [
      ["Ti", 0, 0, 0.7328],
      ["Ti", 1 / 3, 2 / 3, 0.5],
      ["Ti", 2 / 3, 1 / 3, 0.2672],
      ["C", 2 / 3, 1 / 3, 0.6164],
      ["C", 0, 0, 0.3836],
      ["O", 1 / 3, 2 / 3, 0.8323],
      ["O", 1 / 3, 2 / 3, 0.1677],
    ],
    120,
  ),
  molybdenumTrioxide: lattice(
    "MoO3",
    [0.3962, 1.3855, 0.3697],
    molybdenumTrioxideSites.flatMap(([element, x, y]) => position4c(element, x, y)),
  ),
} as const satisfies Readonly<Record<string, CrystalLattice>>;

/** Volume of the cell in nm3. Cells here have one oblique angle at most, gamma. */
export function cellVolume({ cell }: CrystalLattice): number {
  return cell.aNm * cell.bNm * cell.cNm * Math.sin((cell.gammaDeg * Math.PI) / 180);
}

/** Atoms of each element per cubic nanometre. */
export function densities(crystal: CrystalLattice): Readonly<Record<string, number>> {
  const perNm3: Record<string, number> = {};
  const each = 1 / cellVolume(crystal);
  for (const { element } of crystal.atoms) perNm3[element] = (perNm3[element] ?? 0) + each;
  return Object.freeze(perNm3);
}
