/** A crystal seen along a zone axis: a plane cell and the atom columns in it. */
export interface ProjectedCrystal {
  readonly name: string;
  /** First cell vector, x and y in nm. */
  readonly aNm: readonly [number, number];
  /** Second cell vector, x and y in nm. */
  readonly bNm: readonly [number, number];
  readonly columns: readonly {
    /** What stands there, per column: "Ti1C1". */
    readonly elements: string;
    /** Position along the first and the second cell vector, as fractions. */
    readonly uFraction: number;
    readonly vFraction: number;
    /** Brightness beside the first column's. @unitless */
    readonly weight: number;
  }[];
}

const thirdsUp = [1 / 3, 2 / 3] as const;
const thirdsDown = [2 / 3, 1 / 3] as const;

/** HAADF brightness of a column: sum of Z^1.7 over its atoms. @unitless */
function brightness(...atoms: readonly (readonly [atomicNumber: number, count: number])[]): number {
  return atoms.reduce((sum, [z, n]) => sum + n * z ** 1.7, 0);
}

type Site = readonly [elements: string, u: number, v: number, brightness: number];

function crystal(
  name: string,
  aNm: readonly [number, number],
  bNm: readonly [number, number],
  sites: readonly Site[],
): ProjectedCrystal {
  const unit = sites[0][3];
  return {
    name,
    aNm,
    bNm,
    columns: sites.map(([elements, uFraction, vFraction, b]) => ({ elements, uFraction, vFraction, weight: b / unit })),
  };
}

function hexagonal(name: string, aNm: number, sites: readonly Site[]): ProjectedCrystal {
  return crystal(name, [aNm, 0], [-aNm / 2, (aNm * Math.sqrt(3)) / 2], sites);
}

function rectangular(name: string, aNm: number, bNm: number, sites: readonly Site[]): ProjectedCrystal {
  return crystal(name, [aNm, 0], [0, bNm], sites);
}

/** Crystals along common zone axes. Cell lengths: standard crystallographic tables; brightness: Z^1.7 (Pennycook's exponent for HAADF). */
export const projectedCrystals = {
  graphene: hexagonal("graphene [0001]", 0.246, [
    ["C1", ...thirdsUp, brightness([6, 1])],
    ["C1", ...thirdsDown, brightness([6, 1])],
  ]),
  boronNitride: hexagonal("hexagonal BN [0001]", 0.2504, [
    ["N1", ...thirdsUp, brightness([7, 1])],
    ["B1", ...thirdsDown, brightness([5, 1])],
  ]),
  mos2: hexagonal("2H-MoS2 monolayer [0001]", 0.316, [
    ["Mo1", ...thirdsUp, brightness([42, 1])],
    ["S2", ...thirdsDown, brightness([16, 2])],
  ]),
  wse2: hexagonal("2H-WSe2 monolayer [0001]", 0.328, [
    ["W1", ...thirdsUp, brightness([74, 1])],
    ["Se2", ...thirdsDown, brightness([34, 2])],
  ]),
  ti3c2: hexagonal("Ti3C2 [0001]", 0.305, [
    ["Ti1C1", 0, 0, brightness([22, 1], [6, 1])],
    ["Ti1O2", ...thirdsUp, brightness([22, 1], [8, 2])],
    ["Ti1C1", ...thirdsDown, brightness([22, 1], [6, 1])],
  ]),
  srtio3: rectangular("SrTiO3 [001], 4.7 nm thick", 0.3905, 0.3905, [
    ["Ti12O12", 0.5, 0.5, brightness([22, 12], [8, 12])],
    ["Sr12", 0, 0, brightness([38, 12])],
  ]),
  laalo3: rectangular("LaAlO3 [001], 4.5 nm thick", 0.379, 0.379, [
    ["La12", 0, 0, brightness([57, 12])],
    ["Al12O12", 0.5, 0.5, brightness([13, 12], [8, 12])],
  ]),
  gold100: rectangular("gold [100]", 0.2884, 0.2884, [["Au10", 0, 0, brightness([79, 10])]]),
  silicon110: rectangular("silicon [110]", 0.5431, 0.384, [
    ["Si12", 0, 0, brightness([14, 12])],
    ["Si12", 0.25, 0, brightness([14, 12])],
    ["Si12", 0.5, 0.5, brightness([14, 12])],
    ["Si12", 0.75, 0.5, brightness([14, 12])],
  ]),
  galliumArsenide110: rectangular("GaAs [110]", 0.5653, 0.3997, [
    ["Ga12", 0, 0, brightness([31, 12])],
    ["As12", 0.25, 0, brightness([33, 12])],
    ["Ga12", 0.5, 0.5, brightness([31, 12])],
    ["As12", 0.75, 0.5, brightness([33, 12])],
  ]),
  ceria110: rectangular("CeO2 [110]", 0.5411, 0.3826, [
    ["Ce10", 0, 0, brightness([58, 10])],
    ["Ce10", 0.5, 0.5, brightness([58, 10])],
  ]),
} as const satisfies Record<string, ProjectedCrystal>;
