import type { AtomsResult, LatticeSites } from "./atomsResult.js";
import { median } from "./median.js";
import { neighboursWithin } from "./neighbours.js";
import { componentsOf } from "./siteClusters.js";
import { type VacancyMixture, vacancyMixture } from "./vacancyMixture.js";

/** What em.atoms.vacancies is told. */
export interface VacancyParams {
  /** Share of the sites called that may be wrong calls (false-discovery rate). Default 0.05. @unitless */
  readonly falseDiscoveryRate: number;
  /** Sites nearer to the frame's edge than this, in nearest-neighbour distances, are not judged: part of their light is missing. Default 0.5. @unitless */
  readonly marginNeighbours: number;
}

/** The defaults of VacancyParams. */
export const vacancyDefaults: VacancyParams = { falseDiscoveryRate: 0.05, marginNeighbours: 0.5 };

/** The judged sites, one entry each in arrays of the same length. */
export interface SiteTests {
  /** @unitless */
  readonly count: number;
  /** Index of the site in the sites of the atoms result. @unitless */
  readonly site: Int32Array;
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
  /** @unitless */
  readonly lattice: Int16Array;
  /** @unitless */
  readonly sublattice: Int16Array;
  /** Amplitude beside that of the full columns around it: 1 is full, 0 is empty. @unitless */
  readonly fill: Float64Array;
  /** Standard error of the fill. @unitless */
  readonly fillError: Float64Array;
  /** Natural logarithm of the likelihood of "column missing or partly missing" over "full column". @unitless */
  readonly logLikelihoodRatio: Float64Array;
  /** Probability that the column is missing or partly missing. @unitless */
  readonly probability: Float64Array;
}

/** What em.atoms.vacancies found, as plain data. */
export interface VacancyResult {
  readonly tests: SiteTests;
  /** Rows of tests that are called vacancies, the surest first. @unitless */
  readonly called: Int32Array;
  /** Number of the cluster of each called vacancy (neighbouring vacancies), from 0 for the largest. @unitless */
  readonly cluster: Int32Array;
  /** Sizes of the clusters, largest first. @unitless */
  readonly clusterSizes: readonly number[];
  /** How many of the called are expected to be no vacancies. @unitless */
  readonly expectedFalseCalls: number;
  /** How many vacancies are expected among the sites that were not called. @unitless */
  readonly expectedMissed: number;
  /** Vacancies, called or not, per judged site (the sum of the probabilities): vac / (vac + atoms). */
  readonly perSitePercent: number;
  /** 95 % interval of it for this frame alone: frames of one specimen scatter far more. */
  readonly perSiteLowPercent: number;
  readonly perSiteHighPercent: number;
  /** Vacancies per atom: vac / atoms, as the MXene papers count. */
  readonly perAtomPercent: number;
  readonly warnings: readonly string[];
  readonly params: VacancyParams;
}

/** Full columns that differ by more than this among themselves are of more than one kind. @unitless */
const unequal = 0.3;
/** Full columns around a site that its amplitude is compared with. @unitless */
const leastCompany = 6;

/**
 * Tests every lattice site for a missing or partly missing column.
 *
 * A site's fill is its amplitude beside the median of its sublattice around it, so that thickness and contamination cancel. Full columns
 * scatter around 1 by noise and by what the frame's own full columns show; vacancies lie anywhere from 0 to 0.75. The share of vacancies
 * of each sublattice and what is left of them are learnt from all its sites (expectation maximisation), and sites are called until the expected share of wrong calls
 * reaches the false-discovery rate. A single projection cannot tell a vacancy in one layer from one in another.
 * Cost: O(sites). Source: Efron 2008 (local false-discovery rates); Wilks 1938 (likelihood intervals).
 */
export function findVacancies(
  atoms: AtomsResult,
  params: VacancyParams,
  frame: { widthPx: number; heightPx: number },
): VacancyResult {
  const { sites } = atoms;
  const judged = judgedSites(atoms, params, frame);
  const { fill, fillError, groups } = relativeFill(sites, judged, atoms.nearestPx);
  const logRatio = new Float64Array(judged.length);
  const probability = new Float64Array(judged.length);
  const mixtures = [...new Set(groups)].map((group) => {
    const rows = [...groups.keys()].filter((row) => groups[row] === group);
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
    const mixture = vacancyMixture(pick(fill), pick(fillError));
    for (const [k, row] of rows.entries()) {
      logRatio[row] = mixture.logLikelihoodRatio[k];
      probability[row] = mixture.probability[k];
    }
    return mixture;
  });
  const called = callByRate(probability, params.falseDiscoveryRate);
  const isCalled = new Set(called);
  const calledMass = called.reduce((sum, row) => sum + probability[row], 0);
  const at = (values: ArrayLike<number>) => judged.map((site) => values[site]);
  const tests: SiteTests = {
    count: judged.length,
    site: Int32Array.from(judged),
    xPx: Float64Array.from(at(sites.xPx)),
    yPx: Float64Array.from(at(sites.yPx)),
    lattice: Int16Array.from(at(sites.lattice)),
    sublattice: Int16Array.from(at(sites.sublattice)),
    fill,
    fillError,
    logLikelihoodRatio: logRatio,
    probability,
  };
  const { component, sizes } = componentsOf(
    called.map((row) => [tests.xPx[row], tests.yPx[row]]),
    1.3 * neighbourReach(atoms),
  );
  return {
    tests,
    called: Int32Array.from(called),
    cluster: component,
    clusterSizes: sizes,
    expectedFalseCalls: called.length - calledMass,
    expectedMissed: [...probability.keys()].reduce((sum, row) => sum + (isCalled.has(row) ? 0 : probability[row]), 0),
    ...concentrations(mixtures, judged.length),
    warnings: vacancyWarnings(atoms, judged.length, fillError, mixtures),
    params,
  };
}

function judgedSites(
  atoms: AtomsResult,
  { marginNeighbours }: VacancyParams,
  frame: { widthPx: number; heightPx: number },
) {
  const { sites, nearestPx } = atoms;
  const margin = marginNeighbours * nearestPx;
  const near = neighboursWithin(sites.xPx, sites.yPx, 1.6 * neighbourReach(atoms));
  const meetsOther = (i: number) =>
    near.index.subarray(near.start[i], near.start[i + 1]).some((j) => sites.lattice[j] !== sites.lattice[i]);
  return [...sites.xPx.keys()].filter(
    (i) =>
      sites.xPx[i] >= margin &&
      sites.yPx[i] >= margin &&
      sites.xPx[i] <= frame.widthPx - 1 - margin &&
      sites.yPx[i] <= frame.heightPx - 1 - margin &&
      Number.isFinite(sites.amplitudeError[i]) &&
      !(atoms.lattices.length > 1 && meetsOther(i)),
  );
}

/** Amplitudes beside the median of the same sublattice within four neighbour distances (the whole frame where that is too few). */
function relativeFill(sites: LatticeSites, judged: readonly number[], nearestPx: number) {
  const groups = judged.map((i) => sites.lattice[i] * 1000 + sites.sublattice[i]);
  const x = judged.map((i) => sites.xPx[i]);
  const y = judged.map((i) => sites.yPx[i]);
  const near = neighboursWithin(x, y, 4 * nearestPx);
  const overall = new Map<number, number>();
  for (const group of new Set(groups)) {
    overall.set(group, median(judged.filter((_, row) => groups[row] === group).map((i) => sites.amplitude[i])));
  }
  const fill = new Float64Array(judged.length);
  const fillError = new Float64Array(judged.length);
  for (const [row, site] of judged.entries()) {
    const around = [...near.index.subarray(near.start[row], near.start[row + 1])].filter(
      (other) => groups[other] === groups[row],
    );
    const whole = overall.get(groups[row])!;
    const local = around.length >= leastCompany ? median(around.map((other) => sites.amplitude[judged[other]])) : whole;
    // In a pore all neighbours are empty too: the full column of the frame is the measure then.
    const full = Math.max(local, 0.7 * whole);
    fill[row] = sites.amplitude[site] / full;
    fillError[row] = sites.amplitudeError[site] / full;
  }
  return { fill, fillError, groups };
}

/** Rows in falling probability for as long as the mean probability of a wrong call stays within the rate. */
function callByRate(probability: Float64Array, rate: number): number[] {
  const order = [...probability.keys()].sort((a, b) => probability[b] - probability[a]);
  const called: number[] = [];
  let wrong = 0;
  for (const row of order) {
    wrong += 1 - probability[row];
    if (probability[row] < 0.5 || wrong / (called.length + 1) > rate) break;
    called.push(row);
  }
  return called;
}

function neighbourReach({ lattices, nearestPx }: AtomsResult): number {
  const areas = lattices.map(({ aPx, bPx, columns }) => Math.abs(aPx[0] * bPx[1] - aPx[1] * bPx[0]) / columns.length);
  return Math.max(nearestPx, ...areas.map(Math.sqrt));
}

/** Percentages, with the intervals of the sublattices' shares added in quadrature. */
function concentrations(mixtures: readonly VacancyMixture[], sites: number) {
  let [vacancies, below, above] = [0, 0, 0];
  for (const { probability, shareLow, shareHigh } of mixtures) {
    const expected = probability.reduce((a, b) => a + b, 0);
    vacancies += expected;
    below += Math.max(0, expected - probability.length * shareLow) ** 2;
    above += Math.max(0, probability.length * shareHigh - expected) ** 2;
  }
  const percent = (count: number) => (sites > 0 ? (100 * count) / sites : Number.NaN);
  return {
    perSitePercent: percent(vacancies),
    perSiteLowPercent: percent(Math.max(0, vacancies - Math.sqrt(below))),
    perSiteHighPercent: percent(Math.min(sites, vacancies + Math.sqrt(above))),
    perAtomPercent: (100 * vacancies) / (sites - vacancies),
  };
}

function vacancyWarnings(
  atoms: AtomsResult,
  judged: number,
  fillError: Float64Array,
  mixtures: readonly VacancyMixture[],
): string[] {
  if (atoms.lattices.length === 0)
    return ["There is no lattice, so no site can be empty: vacancies are not defined here."];
  const typical = median(Array.from(fillError));
  const widest = Math.max(0, ...mixtures.map(({ fullSpread }) => fullSpread));
  return [
    ...(widest > unequal
      ? [
          `Full columns of one sublattice differ by ±${(100 * widest).toFixed(0)} % beyond the noise (contamination, uneven thickness, or a cell larger than the one found): the share of vacancies is uncertain.`,
        ]
      : []),
    ...(judged < 100 ? [`Only ${judged} sites could be judged: the share of vacancies is uncertain.`] : []),
    ...(typical > 0.25
      ? [
          `A column's fill is known to ±${(100 * typical).toFixed(0)} % only: single missing atoms of a column cannot be told from full ones.`,
        ]
      : []),
    "One projection cannot tell in which layer a vacancy lies.",
  ];
}
