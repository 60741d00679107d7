import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { type ColumnTable, makeColumnTable } from "../../../src/ops/atoms/columnFit.js";
import { neighboursWithin } from "../../../src/ops/atoms/neighbours.js";
import { fillProbability, hostAmplitudes, presenceEvidence } from "../../../src/ops/atoms/occupancy.js";
import { between, near } from "./frames.js";

interface Site {
  readonly isFilled: boolean;
  readonly amplitude: number;
}

/** A square lattice of n x n sites with host amplitude 1; what is measured carries noise. */
function lattice(n: number, noise: number, seed: number, site: (row: number, col: number, draw: number) => Site) {
  const random = seededRandom(seed);
  const columns = makeColumnTable(n * n);
  const isFilled: boolean[] = [];
  for (let i = 0; i < n * n; i++) {
    const [row, col] = [Math.floor(i / n), i % n];
    const { isFilled: filled, amplitude } = site(row, col, random.uniform());
    isFilled.push(filled);
    columns.xPx[i] = 10 * col;
    columns.yPx[i] = 10 * row;
    columns.amplitude[i] = amplitude + noise * random.normal();
    columns.amplitudeVariance[i] = noise * noise;
  }
  return { columns, isFilled };
}

function probabilities(columns: ColumnTable): Float64Array {
  const groups = new Int32Array(columns.count);
  const evidence = presenceEvidence(columns, groups, hostAmplitudes(columns, groups, 1));
  return fillProbability(evidence, neighboursWithin(columns.xPx, columns.yPx, 12));
}

const host = { isFilled: true, amplitude: 1 };
const empty = { isFilled: false, amplitude: 0 };

test("the typical amplitude and its spread are those of the full columns, a fifth of defects apart", () => {
  const { columns } = lattice(30, 0.05, 1, (_, __, draw) =>
    draw < 0.2 ? empty : { isFilled: true, amplitude: 1 + 0.15 * Math.sin(1e4 * draw) },
  );
  const groups = new Int32Array(900);
  const { typical, spread } = hostAmplitudes(columns, groups, 1);
  near(typical[0]!, 0.97, 0.06, "typical");
  between(spread[0]!, 0.08, 0.25, "spread");
});

test("equal columns still have a spread of 6 %, and groups have figures of their own", () => {
  const { columns } = lattice(20, 0.01, 2, (row) => ({ isFilled: true, amplitude: row < 10 ? 1 : 3 }));
  const groups = Int32Array.from({ length: 400 }, (_, i) => (i < 200 ? 0 : 1));
  const { typical, spread } = hostAmplitudes(columns, groups, 3);
  near(typical[0]!, 1, 0.01, "first");
  near(typical[1]!, 3, 0.01, "second");
  near(spread[0]!, 0.06 * typical[0]!, 1e-9, "spread of the first");
  near(spread[1]!, 0.06 * typical[1]!, 1e-9, "spread of the second");
  assert.equal([typical[2], spread[2]], [0, 0]);
});

test("evidence grows with the amplitude up to the host, and stays in favour of bright dopants", () => {
  const columns = makeColumnTable(6);
  columns.amplitude.set([-0.3, 0, 0.3, 0.6, 1, 3]);
  columns.amplitudeVariance.fill(0.01);
  const hosts = { typical: Float64Array.of(1), spread: Float64Array.of(0.06) };
  const evidence = presenceEvidence(columns, new Int32Array(6), hosts);
  for (const i of [1, 2, 3, 4]) assert.ok(evidence[i]! >= evidence[i - 1]! - 1e-9, `${evidence}`);
  assert.ok(evidence[1]! < -2 && evidence[4]! > 5 && evidence[5]! > 5, `${evidence}`);
});

test("strays and sites without light have no evidence", () => {
  const columns = makeColumnTable(2);
  columns.amplitudeVariance.set([0.01, Infinity]);
  const hosts = { typical: Float64Array.of(1), spread: Float64Array.of(0.06) };
  assert.equal([...presenceEvidence(columns, Int32Array.of(-1, 0), hosts)], [0, 0]);
});

test("probabilities of sites are calibrated: of those said to be filled with p, p are", () => {
  const bins = [0, 0.1, 0.35, 0.65, 0.9, 1.0001];
  const said = new Array<number>(5).fill(0);
  const right = new Array<number>(5).fill(0);
  const counts = new Array<number>(5).fill(0);
  for (let seed = 1; seed <= 12; seed++) {
    const { columns, isFilled } = lattice(40, 0.32, seed, (_, __, draw) => (draw < 0.02 ? empty : host));
    for (const [i, p] of probabilities(columns).entries()) {
      const bin = bins.findIndex((edge) => p < edge) - 1;
      said[bin]! += p;
      right[bin]! += isFilled[i] ? 1 : 0;
      counts[bin]!++;
    }
  }
  assert.ok(
    counts.every((count) => count > 30),
    `sites by probability: ${counts}`,
  );
  for (const bin of [0, 1, 2, 3, 4]) {
    const [mean, truth] = [said[bin]! / counts[bin]!, right[bin]! / counts[bin]!];
    near(truth, mean, 0.2, `filled of those said to be with ${mean.toFixed(2)} (${counts[bin]} sites)`);
  }
});

test("clear vacancies are found, single and side by side, at a noise of a tenth", () => {
  const { columns, isFilled } = lattice(30, 0.1, 3, (row, col) =>
    (row === 10 && col === 10) || (row === 20 && col > 10 && col < 14) ? empty : host,
  );
  const wrong = [...probabilities(columns)].filter((p, i) => p > 0.5 !== isFilled[i]);
  assert.is(wrong.length, 0);
});

test("a pore of doubtful sites is seen as a whole, its rim too, where single sites would be guesses", () => {
  const noise = 0.45;
  const inPore = (row: number, col: number) => Math.hypot(row - 15, col - 15) < 5;
  const { columns } = lattice(30, noise, 4, (row, col) => (inPore(row, col) ? empty : host));
  const together = probabilities(columns);
  const groups = new Int32Array(900);
  const evidence = presenceEvidence(columns, groups, hostAmplitudes(columns, groups, 1));
  const alone = fillProbability(evidence, { start: new Int32Array(901), index: new Int32Array(0) });
  let [wrongTogether, wrongAlone, filledOutside] = [0, 0, 0];
  for (let i = 0; i < 900; i++) {
    const pore = inPore(Math.floor(i / 30), i % 30);
    if (pore && together[i]! > 0.5) wrongTogether++;
    if (pore && alone[i]! > 0.5) wrongAlone++;
    if (!pore && together[i]! < 0.5) filledOutside++;
  }
  assert.ok(wrongTogether <= 0.15 * 78, `${wrongTogether} of 78 sites in the pore taken as filled`);
  assert.ok(wrongAlone > wrongTogether, `${wrongAlone} without neighbours`);
  assert.ok(filledOutside <= 8, `${filledOutside} of 822 columns lost`);
});

test("partly filled columns count as atoms", () => {
  const { columns } = lattice(30, 0.05, 5, (_, __, draw) => (draw < 0.03 ? { isFilled: true, amplitude: 0.5 } : host));
  const lost = [...probabilities(columns)].filter((p) => p < 0.5).length;
  assert.is(lost, 0);
});

test.run();
