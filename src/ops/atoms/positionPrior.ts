import type { ColumnTable } from "./columnFit.js";
import { median } from "./median.js";

/** The lattice never holds a column tighter than this, in nearest-neighbour distances. @unitless */
const tightest = 0.004;
/** Nor looser than this: farther off it is another column. @unitless */
const loosest = 0.1;

/** Columns that a group must have for its variance to be learnt. @unitless */
const fewest = 8;
/** A group has a variance of its own when that is so many standard errors from what all groups together show. @unitless */
const apart = 2;

/**
 * Learns how far columns really stray from their lattice sites, and sets that as the prior of their positions.
 *
 * The squared distances found are what the columns stray plus what the noise adds; the second is known from the Fisher information and
 * is taken off (empirical Bayes). All groups (lattice and sublattice) share one variance, but for those that clearly have their own; a
 * tenth of the columns, those farthest off, is left out as defects. No column is held tighter than its site is known. Columns outside
 * any group (-1) stay free.
 *
 * @param fieldErrorPx standard error of the lattice's displacement, per axis
 */
export function learnPositionPrior(
  columns: ColumnTable,
  groups: Int32Array,
  nearestPx: number,
  fieldErrorPx: number,
): void {
  const most = (loosest * nearestPx) ** 2;
  const least = (tightest * nearestPx) ** 2;
  const count = groups.reduce((a, b) => Math.max(a, b), -1) + 1;
  const strays = Array.from({ length: count }, (_, group) => straysOf(columns, groups, group, nearestPx));
  const learnt = strays.map((list) => (list.length < fewest ? undefined : strayVariance(list)));
  const shared = weightedMean(learnt.filter((estimate) => estimate !== undefined));
  const variances = learnt.map((estimate, group) => {
    if (!estimate) return most / 4;
    const isApart = Math.abs(estimate.variance - shared) > apart * estimate.error;
    const sites = siteVariance(strays[group]) + fieldErrorPx ** 2;
    return Math.min(most, Math.max(least, sites, isApart ? estimate.variance : shared));
  });
  for (let i = 0; i < columns.count; i++) if (groups[i] >= 0) columns.priorVariance[i] = variances[groups[i]];
}

interface Stray {
  /** Mean squared distance from the site, per axis, that the data alone would have given. */
  readonly squared: number;
  /** The part of it that noise makes. */
  readonly noise: number;
}

interface Estimate {
  readonly variance: number;
  readonly error: number;
}

function straysOf(columns: ColumnTable, groups: Int32Array, group: number, nearestPx: number): Stray[] {
  const strays: Stray[] = [];
  for (let i = 0; i < columns.count; i++) {
    const stray = groups[i] === group ? dataOnlyStray(columns, i) : undefined;
    if (stray && stray.noise < (0.25 * nearestPx) ** 2) strays.push(stray);
  }
  return strays;
}

function weightedMean(estimates: readonly Estimate[]): number {
  let [sum, weight] = [0, 0];
  for (const { variance, error } of estimates) {
    sum += variance / error ** 2;
    weight += 1 / error ** 2;
  }
  return weight > 0 ? sum / weight : 0;
}

/** Variance of the sites themselves: where a sublattice lies is read from the same noisy columns, all of them together. */
function siteVariance(strays: readonly Stray[]): number {
  return 1 / strays.reduce((sum, { noise }) => sum + 1 / noise, 0);
}

function dataOnlyStray(columns: ColumnTable, i: number): Stray | undefined {
  const xx = columns.informationXx[i];
  const xy = columns.informationXy[i];
  const yy = columns.informationYy[i];
  const det = xx * yy - xy * xy;
  if (!(det > 1e-9)) return undefined;
  const pull = 1 / columns.priorVariance[i];
  const dx = columns.xPx[i] - columns.expectedXPx[i];
  const dy = columns.yPx[i] - columns.expectedYPx[i];
  const freeX = dx + (pull * (yy * dx - xy * dy)) / det;
  const freeY = dy + (pull * (xx * dy - xy * dx)) / det;
  return { squared: (freeX * freeX + freeY * freeY) / 2, noise: (xx + yy) / (2 * det) };
}

/** Trimmed mean of squares less that of the noise; for a round normal cloud the nearest nine tenths hold 0.744 of the mean square. */
function strayVariance(strays: readonly Stray[]): Estimate {
  const sorted = strays.map((stray) => stray.squared).sort((a, b) => a - b);
  const kept = sorted.slice(0, Math.floor(0.9 * sorted.length));
  const total = kept.reduce((a, b) => a + b, 0) / kept.length / 0.744;
  // A squared distance in the plane scatters by as much as its mean.
  return { variance: total - median(strays.map((stray) => stray.noise)), error: total / Math.sqrt(kept.length) };
}
