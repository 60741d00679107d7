import type { Image } from "../../core/image.js";
import type { AtomColumns, AtomsResult, FindParams, LatticeSites } from "./atomsResult.js";
import type { BlobFit } from "./blobAtoms.js";
import type { ColumnTable } from "./columnFit.js";
import { type LatticeFit, localSignificance } from "./latticeAtoms.js";
import type { FittedLattice } from "./lattices.js";
import { median } from "./median.js";
import { neighboursWithin } from "./neighbours.js";
import type { NoiseModel } from "./noiseModel.js";
import type { Probe } from "./probeShape.js";

/** Below this many electrons a column, single decisions are guesses. @unitless */
const fewElectrons = 15;

/** Turns a fit on lattices into the result: the atoms and sites inside the frame, their errors, and what to be careful about. */
export function latticeResult(
  image: Image,
  lattices: readonly FittedLattice[],
  fit: LatticeFit,
  noise: NoiseModel,
  params: FindParams,
): AtomsResult {
  const { columns, fillProbability, sites } = fit;
  const inside = [...fillProbability.keys()].filter((i) => isInside(image, columns.xPx[i], columns.yPx[i]));
  const filled = inside.filter((i) => fillProbability[i] > 0.5);
  const onLattice = inside.filter((i) => i < sites.length);
  const atomOfRow = new Map(filled.map((row, atom) => [row, atom]));
  const [first] = lattices;
  const atoms = atomColumns(columns, filled, noise, (i) => ({
    lattice: sites[i]?.lattice ?? -1,
    sublattice: sites[i]?.sublattice ?? -1,
    probability: fillProbability[i],
  }));
  const typicalElectrons = electrons(atoms, first.motif.probe, noise);
  return {
    columns: atoms,
    sites: sitesTable(fit, onLattice, atomOfRow),
    lattices: lattices.map(({ aPx, bPx, motif, basis }) => ({
      aPx,
      bPx,
      nearestPx: motif.nearestPx,
      braggPeaks: basis.indexed.length,
      columns: motif.columns.map(({ uFraction, vFraction, amplitude }) => ({ uFraction, vFraction, amplitude })),
    })),
    probe: first.motif.probe.shape,
    nearestPx: Math.min(...lattices.map((lattice) => lattice.motif.nearestPx)),
    typicalElectrons,
    noise,
    warnings: [
      ...(lattices.length > 1
        ? [`The frame holds ${lattices.length} lattices; sublattice numbers are those of each.`]
        : []),
      ...noiseWarnings(noise, typicalElectrons),
      ...lightWarning(atoms),
    ],
    params,
  };
}

/** Turns columns found without a lattice into the result. */
export function blobResult(image: Image, fit: BlobFit, noise: NoiseModel, params: FindParams): AtomsResult {
  const rows = [...fit.significance.keys()].filter(
    (i) => fit.columns.amplitude[i] > 0 && isInside(image, fit.columns.xPx[i], fit.columns.yPx[i]),
  );
  const atoms = atomColumns(fit.columns, rows, noise, () => ({ lattice: -1, sublattice: -1, probability: 1 }));
  const typicalElectrons = electrons(atoms, fit.probe, noise);
  const disordered = "No lattice stands out of the noise: columns were found one by one, and faint ones are missing.";
  return {
    columns: atoms,
    sites: sitesTable(undefined, [], new Map()),
    lattices: [],
    probe: fit.probe.shape,
    nearestPx: nearestDistance(atoms),
    typicalElectrons,
    noise,
    warnings: [...(params.lattice === "none" ? [] : [disordered]), ...noiseWarnings(noise, typicalElectrons)],
    params,
  };
}

function isInside({ widthPx, heightPx }: Image, x: number, y: number): boolean {
  return x >= -0.5 && y >= -0.5 && x <= widthPx - 0.5 && y <= heightPx - 0.5;
}

interface Membership {
  readonly lattice: number;
  readonly sublattice: number;
  readonly probability: number;
}

function atomColumns(
  table: ColumnTable,
  rows: readonly number[],
  noise: NoiseModel,
  membership: (row: number) => Membership,
): AtomColumns {
  const pick = (value: (row: number) => number) => Float64Array.from(rows, value);
  const amplitudeError = pick((i) => Math.sqrt(table.amplitudeVariance[i]));
  const bounds = rows.map((i) => positionBounds(table, i, 0));
  const errors = rows.map((i) => positionBounds(table, i, 1 / table.priorVariance[i]));
  const known = (value: number) => (noise.isPoisson ? value : Number.NaN);
  return {
    count: rows.length,
    xPx: pick((i) => table.xPx[i]),
    yPx: pick((i) => table.yPx[i]),
    amplitude: pick((i) => table.amplitude[i]),
    amplitudeError,
    errorXPx: Float64Array.from(errors, ([x]) => x),
    errorYPx: Float64Array.from(errors, ([, y]) => y),
    ownErrorXPx: Float64Array.from(bounds, ([x]) => x),
    ownErrorYPx: Float64Array.from(bounds, ([, y]) => y),
    crlbXPx: Float64Array.from(bounds, ([x]) => known(x)),
    crlbYPx: Float64Array.from(bounds, ([, y]) => known(y)),
    lattice: Int16Array.from(rows, (i) => membership(i).lattice),
    sublattice: Int16Array.from(rows, (i) => membership(i).sublattice),
    isLocal: Uint8Array.from(rows, (i, k) => (table.amplitude[i] > localSignificance * amplitudeError[k] ? 1 : 0)),
    probability: pick((i) => membership(i).probability),
  };
}

/** Standard errors along x and y from the Fisher information and the lattice's prior precision. */
function positionBounds(table: ColumnTable, i: number, prior: number): [number, number] {
  const xx = table.informationXx[i] + prior;
  const yy = table.informationYy[i] + prior;
  const xy = table.informationXy[i];
  const det = xx * yy - xy * xy;
  return det > 0 ? [Math.sqrt(yy / det), Math.sqrt(xx / det)] : [Number.NaN, Number.NaN];
}

function sitesTable(
  fit: LatticeFit | undefined,
  rows: readonly number[],
  atomOfRow: Map<number, number>,
): LatticeSites {
  const pick = (value: (row: number, fit: LatticeFit) => number) => rows.map((i) => (fit ? value(i, fit) : Number.NaN));
  const isEmpty = (i: number, f: LatticeFit) => f.fillProbability[i] <= 0.5;
  return {
    count: rows.length,
    xPx: Float64Array.from(pick((i, f) => (isEmpty(i, f) ? f.columns.expectedXPx[i] : f.columns.xPx[i]))),
    yPx: Float64Array.from(pick((i, f) => (isEmpty(i, f) ? f.columns.expectedYPx[i] : f.columns.yPx[i]))),
    amplitude: Float64Array.from(pick((i, f) => f.columns.amplitude[i])),
    amplitudeError: Float64Array.from(pick((i, f) => Math.sqrt(f.columns.amplitudeVariance[i]))),
    probability: Float64Array.from(pick((i, f) => f.fillProbability[i])),
    lattice: Int16Array.from(pick((i, f) => f.sites[i].lattice)),
    sublattice: Int16Array.from(pick((i, f) => f.sites[i].sublattice)),
    cellA: Int32Array.from(pick((i, f) => f.sites[i].cellA)),
    cellB: Int32Array.from(pick((i, f) => f.sites[i].cellB)),
    atom: Int32Array.from(rows, (i) => atomOfRow.get(i) ?? -1),
  };
}

function electrons(atoms: AtomColumns, probe: Probe, noise: NoiseModel): number {
  if (!noise.isPoisson || atoms.count === 0) return Number.NaN;
  // The variance of counts in another unit grows by that unit's value of one count.
  return (median(Array.from(atoms.amplitude)) * probe.volume) / noise.perValue;
}

function noiseWarnings(noise: NoiseModel, typicalElectrons: number): string[] {
  if (!noise.isPoisson) {
    return [
      "The values are not electron counts: errors rest on the noise that was measured in the frame, and no absolute bound is given.",
    ];
  }
  if (!(typicalElectrons < fewElectrons)) return [];
  return [
    `A typical column has ${typicalElectrons.toFixed(0)} electrons (below ${fewElectrons}): single atoms and vacancies are guesses.`,
  ];
}

function lightWarning(atoms: AtomColumns): string[] {
  const byLattice = atoms.isLocal.reduce((n, local) => n + (local ? 0 : 1), 0);
  if (byLattice === 0) return [];
  return [
    `${byLattice} of ${atoms.count} atoms do not stand out of the noise by themselves: the lattice says they are there.`,
  ];
}

function nearestDistance(atoms: AtomColumns): number {
  if (atoms.count < 2) return Number.NaN;
  const spread = Math.hypot(
    Math.max(...atoms.xPx) - Math.min(...atoms.xPx),
    Math.max(...atoms.yPx) - Math.min(...atoms.yPx),
  );
  const list = neighboursWithin(atoms.xPx, atoms.yPx, Math.max(spread / Math.sqrt(atoms.count), 2));
  const nearest: number[] = [];
  for (let i = 0; i < atoms.count; i++) {
    const around = [...list.index.subarray(list.start[i], list.start[i + 1])];
    const distances = around.map((j) => Math.hypot(atoms.xPx[i] - atoms.xPx[j], atoms.yPx[i] - atoms.yPx[j]));
    if (distances.length > 0) nearest.push(Math.min(...distances));
  }
  return nearest.length > 0 ? median(nearest) : Number.NaN;
}
