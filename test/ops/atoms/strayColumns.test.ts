import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";
import type { NoiseModel } from "../../../src/ops/atoms/noiseModel.js";
import { makeProbe } from "../../../src/ops/atoms/probeShape.js";
import { residualFilter, strayColumns } from "../../../src/ops/atoms/strayColumns.js";
import { addGaussian, mean, near, rms } from "./frames.js";

const [widthPx, heightPx] = [160, 140];
const sigmaPx = 2.5;
const probe = makeProbe({ sigmaXPx: sigmaPx, sigmaYPx: sigmaPx, correlation: 0, tailFraction: 0 });
const even: NoiseModel = { isPoisson: false, constant: 4, perValue: 0, least: 0.1 };

/** An even frame with normal noise of variance 4 and columns at places. */
function noisyFrame(seed: number, columns: readonly (readonly [x: number, y: number, amplitude: number])[] = []) {
  const random = seededRandom(seed);
  const background = new Float32Array(widthPx * heightPx).fill(10);
  const image: Image = { data: background.map((value) => value + 2 * random.normal()), widthPx, heightPx };
  for (const [x, y, amplitude] of columns) addGaussian(image, x, y, sigmaPx, amplitude);
  return { image, model: { expected: background, background } };
}

test("the significance of noise is normal with variance 1", () => {
  const values = [1, 2, 3].flatMap((seed) => {
    const { image, model } = noisyFrame(seed);
    return [...residualFilter(image, model, probe, even).significance];
  });
  near(mean(values), 0, 0.1, "mean");
  near(rms(values), 1, 0.08, "standard deviation");
});

test("counts: the variance of a pixel is its expected value, and the significance again normal", () => {
  const random = seededRandom(4);
  const expected = Float32Array.from({ length: widthPx * heightPx }, (_, i) => 4 + 3 * Math.sin(i / 7));
  const image = { data: expected.map((value) => random.poisson(value)), widthPx, heightPx };
  const noise = { isPoisson: true, constant: 0, perValue: 1, least: 0.1 };
  const { significance } = residualFilter(image, { expected, background: expected }, probe, noise);
  near(rms(significance), 1, 0.08, "standard deviation");
});

test("a column has its amplitude in the filter, whatever its place", () => {
  for (const [x, y] of [
    [80, 70],
    [80.5, 70.5],
  ] as const) {
    const { image, model } = noisyFrame(5, [[x, y, 100]]);
    const filter = residualFilter(image, model, probe, even);
    const at = Math.floor(y) * widthPx + Math.floor(x);
    near(filter.amplitude[at]!, 100, 4, "amplitude");
    const stated = 2 / (Math.sqrt(Math.PI) * sigmaPx);
    near(filter.significance[at]!, 100 / stated, 6, "amplitude over its error");
  }
});

test("columns above both thresholds are found once each, the surest first; none in noise", () => {
  const columns = [
    [30, 40, 8],
    [90, 100, 30],
    [120, 20, 15],
  ] as const;
  const { image, model } = noisyFrame(6, columns);
  const filter = residualFilter(image, model, probe, even);
  const found = strayColumns(filter, image, probe, { leastSignificance: 5.5, leastAmplitude: 0 });
  assert.equal(
    found.map(({ xPx }) => Math.round(xPx / 10) * 10),
    [90, 120, 30],
  );
  for (const [i, [x, y, amplitude]] of [columns[1], columns[2], columns[0]].entries()) {
    near(Math.hypot(found[i]!.xPx - x, found[i]!.yPx - y), 0, 1.5, "offset");
    near(found[i]!.amplitude, amplitude, 2, "amplitude");
  }
  assert.is(strayColumns(filter, image, probe, { leastSignificance: 5.5, leastAmplitude: 12 }).length, 2);
  assert.is(strayColumns(filter, image, probe, { leastSignificance: 45, leastAmplitude: 0 }).length, 1);
  for (let seed = 20; seed < 32; seed++) {
    const nothing = noisyFrame(seed);
    const noise = residualFilter(nothing.image, nothing.model, probe, even);
    assert.equal(strayColumns(noise, nothing.image, probe, { leastSignificance: 5.5, leastAmplitude: 0 }), []);
  }
});

test.run();
