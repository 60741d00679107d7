import { haadfExponent } from "../sample/atomicSignal.js";
import { sampleParameters } from "../sample/sampleParameters.js";
import { columnId, siteUniforms } from "../sample/siteHash.js";
import { columnKind, type KindOfColumn } from "./columnList.js";
import { mxeneProjection } from "./mxeneFlakes.js";
import { formula, haadfOf } from "./zoneProjection.js";

/** Of the missing columns, those that are missing with both others of their cell: etching spreads from where it began. */
const sharedVacancies = 3 / 8;

type Atoms = Readonly<Record<string, number>>;

const states = ["host", "vacancy", "adatom"] as const;

/** Kinds of columns of Ti3C2O2: for each of the three columns of the cell whole, without its titanium, and with one more on it. */
export const mxeneKinds: readonly KindOfColumn[] = mxeneProjection.columns.flatMap(({ atoms }, sublattice) => [
  hostKind(atoms, sublattice),
  vacancyKind({ ...atoms, Ti: 0 }, sublattice),
  adatomKind(atoms, sublattice),
]);

/** Signal of atoms in a flat material. */
function signal(atoms: Atoms): number {
  return haadfOf(atoms, haadfExponent.flat);
}

function base(atoms: Atoms, sublattice: number) {
  const thicknessNm = mxeneProjection.repeatNm;
  return { elements: formula(atoms), sublattice, haadfNm2: signal(atoms), thicknessNm };
}

/** The beam takes terminations, where the column has any; what stays is the metal and the carbon. */
function hostKind(atoms: Atoms, sublattice: number): KindOfColumn {
  const whole = base(atoms, sublattice);
  if (!atoms["O"])
    return columnKind({ ...whole, damageBarn: sampleParameters.titaniumLossBarn.value, haadfLeftFraction: 0 });
  const left = signal({ ...atoms, O: 0 }) / whole.haadfNm2;
  return columnKind({ ...whole, damageBarn: sampleParameters.terminationLossBarn.value, haadfLeftFraction: left });
}

function vacancyKind(atoms: Atoms, sublattice: number): KindOfColumn {
  const damageBarn = atoms["O"] ? sampleParameters.terminationLossBarn.value : 0;
  return columnKind({
    ...base(atoms, sublattice),
    state: "vacancy",
    damageBarn,
    haadfLeftFraction: damageBarn ? 0 : 1,
  });
}

function adatomKind(atoms: Atoms, sublattice: number): KindOfColumn {
  const haadfNm2 = signal(atoms) + signal({ Ti: 1 });
  return columnKind({
    ...{ ...base(atoms, sublattice), state: "adatom", elements: `${formula(atoms)}+Ti1`, haadfNm2 },
    damageBarn: sampleParameters.adatomLossBarn.value,
    haadfLeftFraction: signal(atoms) / haadfNm2,
  });
}

/** What each column of a flake is; the shares are of all columns, and a vacancy bears no adatom. */
export function mxeneColumnFate(
  seed: number,
  vacancyFraction: number,
  adatomFraction: number,
): (idBase: number, i: number, j: number, site: number) => { kind: number; id: number } {
  const uniform = siteUniforms(seed, "mxene columns");
  const wholeCell = sharedVacancies * vacancyFraction;
  // Such that both together make the share that was asked for.
  const alone = (vacancyFraction - wholeCell) / (1 - wholeCell);
  const adatom = adatomFraction / (1 - vacancyFraction);
  return (idBase, i, j, site) => {
    const id = columnId(idBase, i, j, site, 2);
    const isMissing = uniform(idBase, columnId(0, i, j, 3, 2), 0) < wholeCell || uniform(id, 0, 1) < alone;
    const state = isMissing ? 1 : uniform(id, 0, 2) < adatom ? 2 : 0;
    return { kind: states.length * site + state, id };
  };
}
