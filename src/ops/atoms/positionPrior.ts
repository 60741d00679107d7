import type { ColumnTable } from "./columnFit.js";

/** The lattice never holds a column tighter than this, in nearest-neighbour distances. @unitless */
const tightest = 0.004;
/** Nor looser than this: farther off it is another column. @unitless */
const loosest = 0.1;

/**
 * Learns how far columns really stray from their lattice sites, and sets that as the prior of their positions.
 *
 * The squared distances found are what the columns stray plus what the noise adds; the second is known from the Fisher information and
 * is taken off (empirical Bayes). One variance per group (lattice and sublattice); a tenth of the columns, those farthest off, is left
 * out as defects. Columns outside any group (-1) stay free.
 */
export function learnPositionPrior(
  columns: ColumnTable,
  groups: Int32Array,
  nearestPx: number,
  fieldErrorPx: number,
): void {
  const most = (loosest * nearestPx) ** 2;
  const least = (tightest * nearestPx) ** 2;
  const groupCount = groups.reduce((a, b) => Math.max(a, b), -1) + 1;
  for (let group = 0; group < groupCount; group++) {
    const strays: { squared: number; noise: number }[] = [];
    for (let i = 0; i < columns.count; i++) {
      const stray = groups[i] === group ? dataOnlyStray(columns, i) : undefined;
      if (stray && stray.noise < (0.25 * nearestPx) ** 2) strays.push(stray);
    }
    const variance =
      strays.length < 8
        ? most / 4
        : Math.min(most, Math.max(least, siteVariance(strays) + fieldErrorPx ** 2, trueVariance(strays)));
    for (let i = 0; i < columns.count; i++) if (groups[i] === group) columns.priorVariance[i] = variance;
  }
}

/** Variance of the sites themselves: where a sublattice lies is read from the same noisy columns, all of them together. */
function siteVariance(strays: readonly { noise: number }[]): number {
  return 1 / strays.reduce((sum, { noise }) => sum + 1 / noise, 0);
}

/** Mean squared distance from the site, per axis, that the data alone would have given, and the part of it that noise makes. */
function dataOnlyStray(columns: ColumnTable, i: number): { squared: number; noise: number } | undefined {
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

/** Trimmed mean of squares over that of the noise; for a round normal cloud the nearest nine tenths hold 0.744 of the mean square. */
function trueVariance(strays: { squared: number; noise: number }[]): number {
  const sorted = strays.map((stray) => stray.squared).sort((a, b) => a - b);
  const kept = sorted.slice(0, Math.floor(0.9 * sorted.length));
  const total = kept.reduce((a, b) => a + b, 0) / kept.length / 0.744;
  const noise = strays.map((stray) => stray.noise).sort((a, b) => a - b);
  return total - noise[noise.length >> 1];
}
