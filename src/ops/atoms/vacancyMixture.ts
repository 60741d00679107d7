import { median } from "./median.js";

/** What a mixture of full, partly filled and empty columns says of the sites of one sublattice. */
export interface VacancyMixture {
  /** Natural logarithm of the likelihood of "missing or partly missing" over "full", by site. @unitless */
  readonly logLikelihoodRatio: Float64Array;
  /** Probability that the column is missing or partly missing, by site. @unitless */
  readonly probability: Float64Array;
  /** Share of columns that are missing or partly missing: 95 % interval, with what doubtful sites add to it. @unitless */
  readonly shareLow: number;
  /** @unitless */
  readonly shareHigh: number;
  /** Spread of the full columns' fill beyond the noise. @unitless */
  readonly fullSpread: number;
}

/** A missing or partly missing column has at most this share of a full one. @unitless */
const mostFill = 0.75;
/** The fill of missing columns is learnt in so many equal classes from 0 to mostFill. @unitless */
const classes = 5;
/** Full columns differ by at least this, and so do missing ones. @unitless */
const leastSpread = 0.03;
/** Sites of every class that are taken as seen before looking, so that no class ever has none. @unitless */
const seenBefore = 0.1;
/** @unitless */
const startShare = 0.02;
/** @unitless */
const mostRounds = 500;

/**
 * Learns, from the fills of one sublattice, how many columns are missing and how much of them is left (expectation maximisation).
 *
 * Full columns scatter around their median by noise and by what they show themselves. What is left of a missing one is learnt too: where
 * nothing is left of any, a fill of 0.5 is a faint full column; where half is left of many, it is a vacancy. Cost: O(sites x rounds).
 */
export function vacancyMixture(fill: Float64Array, fillError: Float64Array): VacancyMixture {
  const { full, spread } = fullDensities(fill, fillError);
  const missing = Array.from({ length: classes }, (_, j) => missingDensities(fill, fillError, j));
  let shares: Float64Array = new Float64Array(classes).fill(startShare / classes);
  for (let round = 0; round < mostRounds; round++) {
    const next = nextShares(full, missing, shares);
    const change = next.reduce((sum, value, j) => sum + Math.abs(value - shares[j]), 0);
    shares = next;
    if (change < 1e-6) break;
  }
  const share = sumOf(shares);
  const missingAt = (i: number) => missing.reduce((sum, density, j) => sum + (shares[j] / share) * density[i], 0);
  const logLikelihoodRatio = full.map((density, i) => Math.log(missingAt(i)) - Math.log(density));
  const prior = Math.log(share / (1 - share));
  const probability = logLikelihoodRatio.map((ratio) => 1 / (1 + Math.exp(-ratio - prior)));
  const { low, high } = shareInterval(logLikelihoodRatio);
  return { logLikelihoodRatio, probability, shareLow: low, shareHigh: high, fullSpread: spread };
}

const sumOf = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
const tiny = 1e-300;

/** Density of every fill if its column is full; above the typical fill it is that of the typical one. */
function fullDensities(fill: Float64Array, fillError: Float64Array): { full: Float64Array; spread: number } {
  const centre = median(Array.from(fill));
  const total = 1.4826 * median(Array.from(fill, (value) => Math.abs(value - centre)));
  const noise = median(Array.from(fillError));
  const own = Math.max(total ** 2 - noise ** 2, leastSpread ** 2);
  const full = fill.map((value, i) => {
    const deviation = Math.min(value - centre, 0);
    // A column that looks empty has less light and so less noise than it would have if it were full: the full one's noise is the test.
    const variance = own + Math.max(fillError[i], noise) ** 2;
    return Math.exp((-0.5 * deviation ** 2) / variance) / Math.sqrt(2 * Math.PI * variance) + tiny;
  });
  return { full, spread: Math.sqrt(own) };
}

/** Density of every fill if its column belongs to class j of the missing; below 0 (background taken too high) it is that of 0. */
function missingDensities(fill: Float64Array, fillError: Float64Array, j: number): Float64Array {
  const width = mostFill / classes;
  return fill.map((value, i) => {
    const error = Math.hypot(fillError[i], leastSpread);
    const above = (edge: number) => normalIntegral((Math.max(value, 0) - edge) / error);
    return (above(j * width) - above((j + 1) * width)) / width + tiny;
  });
}

/** Integral of the normal density up to z, by the logistic approximation (within 0.01). */
function normalIntegral(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z));
}

function nextShares(full: Float64Array, missing: readonly Float64Array[], shares: Float64Array): Float64Array {
  const next = new Float64Array(classes).fill(seenBefore);
  const fullShare = 1 - sumOf(shares);
  for (let i = 0; i < full.length; i++) {
    let density = fullShare * full[i];
    for (let j = 0; j < classes; j++) density += shares[j] * missing[j][i];
    for (let j = 0; j < classes; j++) next[j] += (shares[j] * missing[j][i]) / density;
  }
  const seen = full.length + 2 * classes * seenBefore;
  // More than half missing would be another lattice.
  const scale = Math.min(1, (0.5 * seen) / sumOf(next)) / seen;
  return next.map((value) => value * scale);
}

/** Where the log-likelihood of the share has fallen by 1.92 from its highest value: a 95 % interval (Wilks 1938). */
function shareInterval(logLikelihoodRatio: Float64Array): { low: number; high: number } {
  const ratios = logLikelihoodRatio.map(Math.exp);
  // Of the likelihood of the share, up to a factor that does not depend on it; it has one maximum.
  const slope = (share: number) => ratios.reduce((sum, r) => sum + (r - 1) / (1 - share + share * r), 0);
  const logLikelihood = (share: number) => ratios.reduce((sum, r) => sum + Math.log(1 - share + share * r), 0);
  const best = bisect(0, 1, (share) => slope(share) > 0);
  const least = logLikelihood(best) - 1.92;
  return {
    low: logLikelihood(0) > least ? 0 : bisect(0, best, (share) => logLikelihood(share) < least),
    high: logLikelihood(1) > least ? 1 : bisect(best, 1, (share) => logLikelihood(share) > least),
  };
}

/** The place between two where a condition that holds on the left ceases to hold. */
function bisect(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
