import type { Image } from "../../core/image.js";
import { gaussianBlur } from "../../numeric/gaussianBlur.js";
import {
  type ColumnTable,
  drawFrame,
  type FrameModel,
  fitStep,
  makeColumnTable,
  updateBackground,
} from "./columnFit.js";
import { fieldAt } from "./displacementField.js";
import { type LatticeSite, latticeSites } from "./latticeSites.js";
import type { FittedLattice } from "./lattices.js";
import { neighboursWithin } from "./neighbours.js";
import type { NoiseModel } from "./noiseModel.js";
import { fillProbability, hostAmplitudes, presenceEvidence } from "./occupancy.js";
import { learnPositionPrior } from "./positionPrior.js";
import type { Probe } from "./probeShape.js";
import type { FittedFrame } from "./residualNoise.js";
import { residualFilter, type StrayColumn, strayColumns } from "./strayColumns.js";

/** Lattice sites with what was measured at each, and the columns off the lattice. */
export interface LatticeFit {
  readonly sites: readonly LatticeSite[];
  /** One row a site, in the order of sites, then one a stray column. */
  readonly columns: ColumnTable;
  /** Group (lattice and sublattice) of each row; -1 for stray columns. @unitless */
  readonly groups: Int32Array;
  /** @unitless */
  readonly fillProbability: Float64Array;
  /** Log-likelihood ratio of filled against empty. @unitless */
  readonly evidence: Float64Array;
  readonly strays: readonly StrayColumn[];
  readonly model: FrameModel;
}

/** Width of the background's low-pass, in nearest-neighbour distances. @unitless */
const backgroundNeighbours = 1.5;
/** Stray columns must stand this many standard errors above what the lattice explains. @unitless */
const straySignificance = 5.5;
/** A column with this many standard errors would have been seen without any lattice. @unitless */
export const localSignificance = 4;

/** Fits all columns of a frame whose lattices are known: amplitudes, then positions, then which sites are filled, then what is left. */
export function fitOnLattices(
  image: Image,
  lattices: readonly FittedLattice[],
  probe: Probe,
  noise: NoiseModel,
  { positions, afterStep }: { positions: "lattice" | "data"; afterStep: (label: string) => void },
): LatticeFit {
  const nearestPx = nearestOf(lattices);
  const fieldErrorPx = Math.max(...lattices.map(({ field }) => field.errorPx));
  const sites = sitesOfAll(lattices, image, 2.5 * probe.sigmaPx);
  const groups = groupsOf(sites, lattices);
  const columns = startTable(sites, nearestPx, image);
  const backgroundSigma = backgroundNeighbours * nearestPx;
  let model = startModel(image, columns, probe, backgroundSigma);
  for (let sweep = 0; sweep < 3; sweep++)
    model = sweepOnce(image, columns, model, probe, noise, backgroundSigma, false);
  for (let sweep = 0; sweep < 4; sweep++) {
    model = sweepOnce(image, columns, model, probe, noise, backgroundSigma, true);
    learnPositionPrior(columns, groups, nearestPx, fieldErrorPx);
  }
  afterStep("fitting positions");
  const evidence = presenceEvidence(columns, groups, hostAmplitudes(columns, groups, groupCount(groups)));
  const filled = fillProbability(
    evidence,
    neighboursWithin(columns.xPx, columns.yPx, ringRadius(lattices[0], nearestPx)),
  );
  const kept = withoutEmpty(columns, filled);
  model = drawFrame(image, kept, probe, model.background);
  const strays = findStrays(image, kept, model, probe, noise, nearestPx);
  afterStep("looking for columns off the lattice");
  const rest = { evidence, filled, strays, probe, noise, model, backgroundSigma, nearestPx, fieldErrorPx, positions };
  return finish(image, { sites, columns, groups, ...rest });
}

/** The filled columns of a fit with what it expects, as a fit of the noise takes them. */
export function fittedFrame(fit: LatticeFit, lattices: readonly FittedLattice[]): FittedFrame {
  const filled = [...fit.fillProbability.keys()].filter((i) => fit.fillProbability[i] > 0.5);
  const columns = makeColumnTable(filled.length);
  for (const [row, i] of filled.entries()) for (const name of tableColumns) columns[name][row] = fit.columns[name][i];
  return { columns, model: fit.model, backgroundSigmaPx: backgroundNeighbours * nearestOf(lattices) };
}

const nearestOf = (lattices: readonly FittedLattice[]) => Math.min(...lattices.map(({ motif }) => motif.nearestPx));

function sitesOfAll(lattices: readonly FittedLattice[], image: Image, rimPx: number): LatticeSite[] {
  const orderOf = (l: FittedLattice, site: LatticeSite) => fieldAt(l.field, l.field.order, site.xPx, site.yPx);
  return lattices.flatMap((lattice, index) =>
    latticeSites(lattice, index, image, rimPx).filter((site) =>
      lattices.every((other, j) => j === index || orderOf(other, site) < orderOf(lattice, site)),
    ),
  );
}

function groupsOf(sites: readonly LatticeSite[], lattices: readonly FittedLattice[]): Int32Array {
  const offsets = lattices.map((_, i) => lattices.slice(0, i).reduce((n, l) => n + l.motif.columns.length, 0));
  return Int32Array.from(sites, (site) => offsets[site.lattice] + site.sublattice);
}

const groupCount = (groups: Int32Array) => groups.reduce((a, b) => Math.max(a, b), -1) + 1;

/** Columns outside the frame show a few pixels of their flank: without a limit these would make them arbitrarily bright. @unitless */
const brightestOutside = 1.5;

function startTable(sites: readonly LatticeSite[], nearestPx: number, { widthPx, heightPx }: Image): ColumnTable {
  const columns = makeColumnTable(sites.length);
  for (const [i, site] of sites.entries()) {
    columns.expectedXPx[i] = site.xPx;
    columns.expectedYPx[i] = site.yPx;
    columns.xPx[i] = site.xPx;
    columns.yPx[i] = site.yPx;
    columns.amplitude[i] = site.amplitude;
    columns.priorVariance[i] = (0.03 * nearestPx) ** 2;
    const isOutside = site.xPx < 0 || site.yPx < 0 || site.xPx > widthPx - 1 || site.yPx > heightPx - 1;
    if (isOutside) columns.largestAmplitude[i] = brightestOutside * site.amplitude;
  }
  return columns;
}

function startModel(image: Image, columns: ColumnTable, probe: Probe, sigmaPx: number): FrameModel {
  const alone = drawFrame(image, columns, probe, new Float32Array(image.data.length)).expected;
  const left = image.data.map((value, i) => value - alone[i]);
  const background = gaussianBlur(left, image.widthPx, image.heightPx, sigmaPx).map((value) => Math.max(value, 0));
  return { background, expected: alone.map((value, i) => value + background[i]) };
}

function sweepOnce(
  image: Image,
  columns: ColumnTable,
  model: FrameModel,
  probe: Probe,
  noise: NoiseModel,
  backgroundSigma: number,
  movePositions: boolean,
): FrameModel {
  fitStep(image, columns, model, probe, noise, { movePositions });
  return updateBackground(image, model, backgroundSigma, 0);
}

/** Radius that holds a site's nearest ring also where columns stand in pairs. */
function ringRadius({ aPx, bPx, motif }: FittedLattice, nearestPx: number): number {
  const area = Math.abs(aPx[0] * bPx[1] - aPx[1] * bPx[0]) / motif.columns.length;
  return Math.max(1.25 * nearestPx, 1.3 * Math.sqrt(area));
}

function withoutEmpty(columns: ColumnTable, filled: Float64Array): ColumnTable {
  return { ...columns, amplitude: columns.amplitude.map((a, i) => (filled[i] > 0.5 ? Math.max(a, 0) : 0)) };
}

function findStrays(
  image: Image,
  columns: ColumnTable,
  model: FrameModel,
  probe: Probe,
  noise: NoiseModel,
  nearestPx: number,
): StrayColumn[] {
  const filledAmplitudes = columns.amplitude.filter((a) => a > 0).sort();
  const typical = filledAmplitudes[filledAmplitudes.length >> 1] ?? 0;
  const found = strayColumns(residualFilter(image, model, probe, noise), image, probe, {
    leastSignificance: straySignificance,
    leastAmplitude: 0.4 * typical,
  });
  const accepted: StrayColumn[] = [];
  const tooNear = (x: number, y: number, other: { xPx: number; yPx: number }) =>
    Math.hypot(x - other.xPx, y - other.yPx) < 0.6 * nearestPx;
  for (const stray of found) {
    if (accepted.some((other) => tooNear(stray.xPx, stray.yPx, other))) continue;
    if (!isCrowded(stray, columns, nearestPx)) accepted.push(stray);
  }
  return accepted;
}

/** Whether a peak of the residual lies on a column, or is a ripple beside one that is much brighter than it (a heavy adatom, say). */
function isCrowded(stray: StrayColumn, columns: ColumnTable, nearestPx: number): boolean {
  for (let i = 0; i < columns.count; i++) {
    if (columns.amplitude[i] <= 0) continue;
    const distance = Math.hypot(stray.xPx - columns.xPx[i], stray.yPx - columns.yPx[i]);
    const isRipple = distance < 1.5 * nearestPx && stray.amplitude < 0.3 * columns.amplitude[i];
    if (distance < 0.6 * nearestPx || isRipple) return true;
  }
  return false;
}

interface Unfinished {
  readonly sites: readonly LatticeSite[];
  readonly columns: ColumnTable;
  readonly groups: Int32Array;
  /** @unitless */
  readonly evidence: Float64Array;
  readonly filled: Float64Array;
  readonly strays: readonly StrayColumn[];
  readonly probe: Probe;
  readonly noise: NoiseModel;
  readonly model: FrameModel;
  readonly backgroundSigma: number;
  readonly nearestPx: number;
  readonly fieldErrorPx: number;
  readonly positions: "lattice" | "data";
}

/** Fits the filled sites and the stray columns together once more; empty sites keep what was measured at them. */
function finish(image: Image, state: Unfinished): LatticeFit {
  const { sites, columns, filled, strays, probe, noise, backgroundSigma, nearestPx } = state;
  const members = [...filled.keys()].filter((i) => filled[i] > 0.5);
  const joint = makeColumnTable(members.length + strays.length);
  const groups = new Int32Array(joint.count).fill(-1);
  for (const [row, i] of members.entries()) {
    for (const name of tableColumns) joint[name][row] = columns[name][i];
    groups[row] = state.groups[i];
  }
  for (const [n, stray] of strays.entries()) {
    const row = members.length + n;
    for (const name of ["xPx", "expectedXPx"] as const) joint[name][row] = stray.xPx;
    for (const name of ["yPx", "expectedYPx"] as const) joint[name][row] = stray.yPx;
    joint.amplitude[row] = stray.amplitude;
  }
  let model = drawFrame(image, joint, probe, state.model.background);
  for (let sweep = 0; sweep < 3; sweep++) {
    model = sweepOnce(image, joint, model, probe, noise, backgroundSigma, true);
    learnPositionPrior(joint, groups, nearestPx, state.fieldErrorPx);
  }
  if (state.positions === "data") {
    releaseClearColumns(joint);
    for (let sweep = 0; sweep < 6; sweep++) model = sweepOnce(image, joint, model, probe, noise, backgroundSigma, true);
  }
  const all = makeColumnTable(sites.length + strays.length);
  for (const name of tableColumns) {
    all[name].set(columns[name]);
    for (const [row, i] of members.entries()) all[name][i] = joint[name][row];
    for (let n = 0; n < strays.length; n++) all[name][sites.length + n] = joint[name][members.length + n];
  }
  const allGroups = new Int32Array(all.count).fill(-1);
  allGroups.set(state.groups);
  const probability = new Float64Array(all.count).fill(1);
  probability.set(filled);
  return {
    sites,
    columns: all,
    groups: allGroups,
    fillProbability: probability,
    evidence: state.evidence,
    strays,
    model,
  };
}

/** Lets go of the lattice where a column stands out of the noise by itself; the others have no position of their own. */
function releaseClearColumns(columns: ColumnTable): void {
  for (let i = 0; i < columns.count; i++) {
    if (columns.amplitude[i] ** 2 > localSignificance ** 2 * columns.amplitudeVariance[i])
      columns.priorVariance[i] = Infinity;
  }
}

const tableColumns = [
  "expectedXPx",
  "expectedYPx",
  "xPx",
  "yPx",
  "amplitude",
  "amplitudeVariance",
  "informationXx",
  "informationXy",
  "informationYy",
  "priorVariance",
  "largestAmplitude",
] as const;
