import type { AtomsResult, LatticeSites } from "./atomsResult.js";
import { median } from "./median.js";
import { neighboursWithin } from "./neighbours.js";
import { componentsOf } from "./siteClusters.js";

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

/** Full columns around a site that its amplitude is compared with. @unitless */
const leastCompany = 6;
/** A missing or partly missing column has at most this share of a full one. @unitless */
const mostFill = 0.75;

/**
 * Tests every lattice site for a missing or partly missing column.
 *
 * A site's fill is its amplitude beside the median of its sublattice around it, so that thickness and contamination cancel. Full columns
 * scatter around 1 by noise and by what the frame's own full columns show; vacancies lie anywhere from 0 to 0.75. The share of vacancies
 * of each sublattice is learnt from all its sites (expectation maximisation), and sites are called until the expected share of wrong calls
 * reaches the false-discovery rate. A single projection cannot tell a vacancy in one layer from one in another.
 * Cost: O(sites). Source: Efron 2008 (local false-discovery rates); Rogan and Gladen 1978 (concentration corrected for wrong calls).
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
  for (const group of new Set(groups)) {
    const rows = [...groups.keys()].filter((row) => groups[row] === group);
    testGroup(rows, fill, fillError, logRatio, probability);
  }
  const called = callByRate(probability, params.falseDiscoveryRate);
  const isCalled = new Set(called);
  const expected = probability.reduce((a, b) => a + b, 0);
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
    ...concentrations(expected, judged.length),
    warnings: vacancyWarnings(atoms, judged.length, fillError),
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

/** Mixture of full columns and vacancies for one sublattice: learns the spread of full ones and the share of vacancies. */
function testGroup(
  rows: readonly number[],
  fill: Float64Array,
  fillError: Float64Array,
  logRatio: Float64Array,
  probability: Float64Array,
): void {
  const centre = median(rows.map((row) => fill[row]));
  const total = 1.4826 * median(rows.map((row) => Math.abs(fill[row] - centre)));
  const noise = median(rows.map((row) => fillError[row]));
  const own = Math.max(total ** 2 - noise ** 2, 0.03 ** 2);
  for (const row of rows) {
    const deviation = Math.min(fill[row] - centre, 0);
    // A column that looks empty has less light and so less noise than it would have if it were full: the full one's noise is the test.
    const variance = own + Math.max(fillError[row], noise) ** 2;
    const full = Math.exp((-0.5 * deviation ** 2) / variance) / Math.sqrt(2 * Math.PI * variance);
    logRatio[row] =
      Math.log(missingDensity(fill[row], Math.hypot(fillError[row], 0.03)) + 1e-300) - Math.log(full + 1e-300);
  }
  let share = 0.02;
  for (let round = 0; round < 50; round++) {
    let sum = 0;
    for (const row of rows) {
      probability[row] = 1 / (1 + Math.exp(-logRatio[row] - Math.log(share / (1 - share))));
      sum += probability[row];
    }
    share = Math.min(0.5, Math.max((sum + 0.5) / (rows.length + 1), 1e-5));
  }
}

/** Density of a fill between 0 and mostFill, blurred by its error; below 0 it stays what it is at 0 (background taken too high). */
function missingDensity(fill: number, error: number): number {
  const below = 1 / (1 + Math.exp((1.702 * (fill - mostFill)) / error));
  const above = fill < 0 ? 0.5 : 1 / (1 + Math.exp((-1.702 * fill) / error));
  return (below * above) / mostFill;
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

/** Percentages with the Wilson score interval of the expected number of vacancies. */
function concentrations(vacancies: number, sites: number) {
  const share = sites > 0 ? vacancies / sites : Number.NaN;
  const z2 = 1.96 ** 2;
  const centre = (share + z2 / (2 * sites)) / (1 + z2 / sites);
  const half = (1.96 / (1 + z2 / sites)) * Math.sqrt((share * (1 - share)) / sites + z2 / (4 * sites * sites));
  return {
    perSitePercent: 100 * share,
    perSiteLowPercent: 100 * Math.max(0, centre - half),
    perSiteHighPercent: 100 * (centre + half),
    perAtomPercent: (100 * share) / (1 - share),
  };
}

function vacancyWarnings(atoms: AtomsResult, judged: number, fillError: Float64Array): string[] {
  if (atoms.lattices.length === 0)
    return ["There is no lattice, so no site can be empty: vacancies are not defined here."];
  const typical = median(Array.from(fillError));
  return [
    ...(judged < 100 ? [`Only ${judged} sites could be judged: the share of vacancies is uncertain.`] : []),
    ...(typical > 0.25
      ? [
          `A column's fill is known to ±${(100 * typical).toFixed(0)} % only: single missing atoms of a column cannot be told from full ones.`,
        ]
      : []),
    "One projection cannot tell in which layer a vacancy lies.",
  ];
}
