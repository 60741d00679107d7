import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Random, seededRandom } from "../../../src/core/random.js";
import { vacancyMixture } from "../../../src/ops/atoms/vacancyMixture.js";
import { between, mean, near } from "./frames.js";

interface Sublattice {
  readonly sites: number;
  readonly vacancies: number;
  /** Fill of a vacancy: what is left of its column. */
  readonly left: (random: Random) => number;
  /** Error of the fill. */
  readonly error: number;
  /** How much full columns differ among themselves. */
  readonly spread?: number;
}

/** Fills of the sites of a sublattice; the vacancies come first. */
function mixtureOf({ sites, vacancies, left, error, spread = 0 }: Sublattice, seed: number) {
  const random = seededRandom(seed);
  const fill = Float64Array.from({ length: sites }, (_, i) => {
    const fullness = i < vacancies ? left(random) : 1 + spread * random.normal();
    return fullness + error * random.normal();
  });
  return vacancyMixture(fill, new Float64Array(sites).fill(error));
}

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
const empty = () => 0;

test("clear vacancies have probability 1, clear columns 0, whatever is left of the vacancies", () => {
  for (const left of [0, 0.15, 0.34, 0.6]) {
    const { probability } = mixtureOf({ sites: 500, vacancies: 12, left: () => left, error: 0.06 }, 1);
    assert.ok(
      probability.subarray(0, 12).every((p) => p > 0.98),
      `${left} left: ${probability.subarray(0, 12)}`,
    );
    near(sum(probability.subarray(12)), 0, 0.6, `${left} left: sum over the full columns`);
  }
});

test("the expected number of vacancies is right at a noise where single sites are doubtful", () => {
  for (const [error, tolerance] of [
    [0.15, 0.12],
    [0.25, 0.25],
  ] as const) {
    const expected = Array.from({ length: 20 }, (_, seed) =>
      sum(mixtureOf({ sites: 600, vacancies: 18, left: empty, error }, seed).probability),
    );
    near(mean(expected) / 18, 1, tolerance, `expected over true at an error of ${error}`);
  }
});

test("without vacancies next to none are expected", () => {
  for (const error of [0.05, 0.15, 0.25]) {
    const expected = Array.from({ length: 15 }, (_, seed) =>
      sum(mixtureOf({ sites: 600, vacancies: 0, left: empty, error }, seed).probability),
    );
    near(mean(expected), 0, 6, `expected among 600 at an error of ${error}`);
  }
});

test("probabilities are calibrated where full columns and vacancies overlap", () => {
  let [said, right, doubtful] = [0, 0, 0];
  for (let seed = 1; seed <= 30; seed++) {
    const { probability } = mixtureOf({ sites: 600, vacancies: 30, left: empty, error: 0.3 }, seed);
    for (const [i, p] of probability.entries()) {
      if (p < 0.2 || p > 0.8) continue;
      doubtful++;
      said += p;
      right += i < 30 ? 1 : 0;
    }
  }
  assert.ok(doubtful > 100, `${doubtful} doubtful sites`);
  near(right / doubtful, said / doubtful, 0.15, "share of vacancies among the doubtful");
});

test("the interval of the share holds the truth in about 19 of 20 frames, and widens with doubt", () => {
  let [held, runs] = [0, 0];
  const width = (error: number) => {
    let total = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const vacancies = seed % 4 === 0 ? 0 : seed % 17;
      const { shareLow, shareHigh } = mixtureOf({ sites: 400, vacancies, left: empty, error }, seed);
      assert.ok(shareLow <= shareHigh && shareLow >= 0 && shareHigh <= 1);
      held += shareLow <= vacancies / 400 && vacancies / 400 <= shareHigh ? 1 : 0;
      runs++;
      total += shareHigh - shareLow;
    }
    return total / 40;
  };
  const [clear, doubtful] = [width(0.08), width(0.35)];
  assert.ok(doubtful > 1.3 * clear, `${clear}, ${doubtful}`);
  between(held / runs, 0.88, 1, "coverage");
});

test("with no vacancies the interval begins at 0 and ends at about two in all sites", () => {
  const { shareLow, shareHigh } = mixtureOf({ sites: 500, vacancies: 0, left: empty, error: 0.06 }, 3);
  assert.is(shareLow, 0);
  near(500 * shareHigh, 1.92, 0.3, "upper end");
});

test("full columns that differ among themselves are no vacancies, and their spread is told", () => {
  const even = mixtureOf({ sites: 500, vacancies: 5, left: empty, error: 0.05, spread: 0.1 }, 4);
  between(even.fullSpread, 0.07, 0.14, "spread");
  near(sum(even.probability.subarray(5)), 0, 3, "sum over the full columns");
  assert.ok(even.probability.subarray(0, 5).every((p) => p > 0.9));
  const random = seededRandom(5);
  const two = Float64Array.from({ length: 300 }, (_, i) => (i % 2 ? 0.6 : 1.4) + 0.03 * random.normal());
  assert.ok(vacancyMixture(two, new Float64Array(300).fill(0.03)).fullSpread > 0.3);
});

test("the likelihood ratio falls with the fill, and says nothing above a full column", () => {
  const fill = Float64Array.from({ length: 200 }, (_, i) => (i < 8 ? -0.2 + 0.2 * i : 1 + 0.05 * Math.sin(i)));
  const { logLikelihoodRatio } = vacancyMixture(fill, new Float64Array(200).fill(0.05));
  for (let i = 1; i < 6; i++) assert.ok(logLikelihoodRatio[i]! <= logLikelihoodRatio[i - 1]! + 5, `${i}`);
  assert.ok(logLikelihoodRatio[1]! > 20 && logLikelihoodRatio[7]! < -3, `${logLikelihoodRatio.subarray(0, 8)}`);
});

test("a sublattice of one site, and of none, does not fail", () => {
  assert.is(vacancyMixture(Float64Array.of(1), Float64Array.of(0.1)).probability.length, 1);
  assert.is(vacancyMixture(new Float64Array(0), new Float64Array(0)).probability.length, 0);
});

test.run();
