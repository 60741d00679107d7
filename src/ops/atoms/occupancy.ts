import type { ColumnTable } from "./columnFit.js";
import { median } from "./median.js";
import type { NeighbourList } from "./neighbours.js";

/** What a full column of each group looks like. */
export interface HostAmplitudes {
  /** Median amplitude by group. @unitless */
  readonly typical: Float64Array;
  /** Spread of full columns' amplitudes beyond the noise, by group. @unitless */
  readonly spread: Float64Array;
}

/** Share of sites taken as empty before looking. @unitless */
const emptyPrior = 0.02;
/** Share of filled sites that hold something other than a full column: partly filled ones, dopants. @unitless */
const unusualShare = 0.06;
/** How much an empty neighbourhood speaks for emptiness, per fully empty neighbour ring, in units of log-odds. @unitless */
const coupling = 4;

/** Median and spread of the amplitudes of each group's columns, robust against a third of defects. */
export function hostAmplitudes(columns: ColumnTable, groups: Int32Array, groupCount: number): HostAmplitudes {
  const typical = new Float64Array(groupCount);
  const spread = new Float64Array(groupCount);
  for (let group = 0; group < groupCount; group++) {
    const members = [...groups.keys()].filter(
      (i) => groups[i] === group && Number.isFinite(columns.amplitudeVariance[i]),
    );
    if (members.length === 0) continue;
    typical[group] = median(members.map((i) => columns.amplitude[i]));
    const deviation = 1.4826 * median(members.map((i) => Math.abs(columns.amplitude[i] - typical[group])));
    const noise = median(members.map((i) => columns.amplitudeVariance[i]));
    spread[group] = Math.sqrt(Math.max(deviation ** 2 - noise, (0.06 * typical[group]) ** 2));
  }
  return { typical, spread };
}

/**
 * Log-likelihood ratio of "a column is here" against "nothing is here" for each site, from its amplitude and the noise.
 *
 * Filled: the host amplitude with its spread, or (6 %) anything from a third to four times of it. Empty: zero within a tenth of the host.
 */
export function presenceEvidence(columns: ColumnTable, groups: Int32Array, hosts: HostAmplitudes): Float64Array {
  return Float64Array.from(groups, (group, i) => {
    const noise = columns.amplitudeVariance[i];
    if (group < 0 || !Number.isFinite(noise)) return 0;
    const host = hosts.typical[group];
    const amplitude = columns.amplitude[i];
    const usual = normalDensity(Math.min(amplitude, host) - host, noise + hosts.spread[group] ** 2);
    const broad = uniformDensity(amplitude, host / 3, 4 * host, Math.sqrt(noise));
    // Below zero (background taken too high under a pore) speaks for emptiness like zero does.
    const empty = normalDensity(Math.max(amplitude, 0), noise + (0.1 * host) ** 2);
    return Math.log((1 - unusualShare) * usual + unusualShare * broad + 1e-300) - Math.log(empty + 1e-300);
  });
}

/**
 * Probability that each site is filled: its own evidence and that of its neighbours (mean-field Ising model), since pores and
 * grain edges are areas, while single vacancies must stand on their own evidence.
 */
export function fillProbability(evidence: Float64Array, neighbours: NeighbourList): Float64Array {
  const prior = Math.log((1 - emptyPrior) / emptyPrior);
  const probability = Float64Array.from(evidence, (e) => 1 / (1 + Math.exp(-e - prior)));
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let i = 0; i < evidence.length; i++) {
      let sum = 0;
      let count = 0;
      for (let n = neighbours.start[i]; n < neighbours.start[i + 1]; n++) {
        sum += probability[neighbours.index[n]];
        count++;
      }
      // A full ring of filled neighbours leaves the prior as it is; an empty ring turns it over.
      const field = count > 0 ? coupling * 2 * (sum / count - 1) : 0;
      const logOdds = evidence[i] + prior + field;
      probability[i] = 1 / (1 + Math.exp(-logOdds));
    }
  }
  return probability;
}

function normalDensity(deviation: number, variance: number): number {
  return Math.exp((-0.5 * deviation * deviation) / variance) / Math.sqrt(2 * Math.PI * variance);
}

/** Density of a uniform value between two bounds, blurred by noise (logistic approximation of the normal integral). */
function uniformDensity(value: number, low: number, high: number, noise: number): number {
  const above = 1 / (1 + Math.exp((-1.702 * (value - low)) / Math.max(noise, 1e-12)));
  const below = 1 / (1 + Math.exp((1.702 * (value - high)) / Math.max(noise, 1e-12)));
  return (above * below) / (high - low);
}
