import type { BraggPeak } from "./braggPeaks.js";

/** A vector of the plane: in px, or in cycles per px for reciprocal ones. */
export type Vector = readonly [number, number];

/** Two reciprocal-lattice vectors, in cycles per px. */
export interface ReciprocalBasis {
  readonly g1PerPx: Vector;
  readonly g2PerPx: Vector;
}

/** A peak with its indices on a reciprocal lattice. */
export interface IndexedPeak {
  readonly peak: BraggPeak;
  /** @unitless */
  readonly h: number;
  /** @unitless */
  readonly k: number;
}

/** A basis with what it explains. */
export interface IndexedBasis extends ReciprocalBasis {
  /** Share of the peaks' log-power that lies on nodes of the lattice. @unitless */
  readonly explained: number;
  readonly indexed: readonly IndexedPeak[];
}

/**
 * Finds the reciprocal lattice that explains a list of peaks: the coarsest one on whose nodes the peaks lie.
 *
 * A lattice that is twice as fine explains as much by chance alone, so each explained peak earns the logarithm of its odds against
 * chance (cell area over tolerance area). Returns undefined when fewer than two independent peaks agree.
 * Cost: O(pairs of the 16 strongest peaks x peaks).
 */
export function reciprocalBasis(peaks: readonly BraggPeak[], tolerancePerPx: number): IndexedBasis | undefined {
  const strongest = peaks.slice(0, 16);
  let best: { score: number; basis: ReciprocalBasis } | undefined;
  for (const [i, p] of strongest.entries()) {
    for (const q of strongest.slice(i + 1)) {
      const basis = reduced([p.qxPerPx, p.qyPerPx], [q.qxPerPx, q.qyPerPx]);
      if (!basis) continue;
      const score = oddsScore(basis, peaks, tolerancePerPx);
      if (!best || score > best.score) best = { score, basis };
    }
  }
  if (!best) return undefined;
  let basis = best.basis;
  for (let round = 0; round < 4; round++) basis = refined(indexPeaks(basis, peaks, tolerancePerPx)) ?? basis;
  const indexed = indexPeaks(basis, peaks, tolerancePerPx);
  if (indexed.length < 2) return undefined;
  const total = peaks.reduce((sum, p) => sum + Math.log(p.ratio), 0);
  return { ...basis, indexed, explained: indexed.reduce((sum, { peak }) => sum + Math.log(peak.ratio), 0) / total };
}

/** The shortest pair of vectors of the lattice that two vectors span (Lagrange-Gauss reduction), or undefined when they are nearly parallel. */
export function reduced(a: Vector, b: Vector): ReciprocalBasis | undefined {
  let [u, v] = [a, b];
  for (let round = 0; round < 40; round++) {
    if (Math.hypot(...u) > Math.hypot(...v)) [u, v] = [v, u];
    const times = Math.round((u[0] * v[0] + u[1] * v[1]) / (u[0] * u[0] + u[1] * u[1]));
    if (times === 0) break;
    v = [v[0] - times * u[0], v[1] - times * u[1]];
    if (Math.hypot(...v) < 1e-9) return undefined;
  }
  const cross = u[0] * v[1] - u[1] * v[0];
  if (Math.abs(cross) < 0.25 * Math.hypot(...u) * Math.hypot(...v)) return undefined;
  return cross > 0 ? { g1PerPx: u, g2PerPx: v } : { g1PerPx: u, g2PerPx: [-v[0], -v[1]] };
}

function oddsScore(basis: ReciprocalBasis, peaks: readonly BraggPeak[], tolerance: number): number {
  const { g1PerPx: g1, g2PerPx: g2 } = basis;
  const area = Math.abs(g1[0] * g2[1] - g1[1] * g2[0]);
  let score = 0;
  for (const { peak, h, k } of indexPeaks(basis, peaks, tolerance)) {
    const odds = area / (Math.PI * slackAt(h, k, tolerance) ** 2);
    if (odds > 1) score += Math.log(odds) * Math.log(peak.ratio);
  }
  return score;
}

/** How far a peak may lie from its node: errors of the basis and strain grow with the indices. */
function slackAt(h: number, k: number, tolerance: number): number {
  return tolerance * Math.max(1, 0.6 * Math.hypot(h, k));
}

function indexPeaks(basis: ReciprocalBasis, peaks: readonly BraggPeak[], tolerance: number): IndexedPeak[] {
  const { g1PerPx: g1, g2PerPx: g2 } = basis;
  const det = g1[0] * g2[1] - g1[1] * g2[0];
  const indexed: IndexedPeak[] = [];
  for (const peak of peaks) {
    const h = Math.round((peak.qxPerPx * g2[1] - peak.qyPerPx * g2[0]) / det);
    const k = Math.round((g1[0] * peak.qyPerPx - g1[1] * peak.qxPerPx) / det);
    const dx = peak.qxPerPx - h * g1[0] - k * g2[0];
    const dy = peak.qyPerPx - h * g1[1] - k * g2[1];
    if ((h !== 0 || k !== 0) && Math.hypot(dx, dy) < slackAt(h, k, tolerance)) indexed.push({ peak, h, k });
  }
  return indexed;
}

/** Least squares of the basis to its indexed peaks, strong peaks counting more. */
function refined(indexed: readonly IndexedPeak[]): ReciprocalBasis | undefined {
  let [hh, hk, kk, hx, hy, kx, ky] = [0, 0, 0, 0, 0, 0, 0];
  for (const { peak, h, k } of indexed) {
    const weight = Math.min(peak.ratio, 1000);
    hh += weight * h * h;
    hk += weight * h * k;
    kk += weight * k * k;
    hx += weight * h * peak.qxPerPx;
    hy += weight * h * peak.qyPerPx;
    kx += weight * k * peak.qxPerPx;
    ky += weight * k * peak.qyPerPx;
  }
  const det = hh * kk - hk * hk;
  if (det < 1e-9 * (hh + kk) ** 2) return undefined;
  return {
    g1PerPx: [(kk * hx - hk * kx) / det, (kk * hy - hk * ky) / det],
    g2PerPx: [(hh * kx - hk * hx) / det, (hh * ky - hk * hy) / det],
  };
}
