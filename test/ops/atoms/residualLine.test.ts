import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Random, seededRandom } from "../../../src/core/random.js";
import { residualLine } from "../../../src/ops/atoms/residualLine.js";
import { between, near } from "./frames.js";

const [widthPx, heightPx] = [200, 170];

/** An expected frame of stripes from 1 to 9, and values around it. */
function stripes(draw: (value: number, random: Random) => number, seed = 1) {
  const random = seededRandom(seed);
  const expected = Float32Array.from({ length: widthPx * heightPx }, (_, i) => 5 + 4 * Math.sin((i % widthPx) / 4));
  const data = expected.map((value) => draw(value, random));
  return { image: { data, widthPx, heightPx }, model: { expected, background: expected } };
}

test("counts have slope 1 and constant 0, even noise slope 0", () => {
  const counts = stripes((value, random) => random.poisson(value));
  const line = residualLine(counts.image, counts.model);
  near(line.slope, 1, 4 * line.slopeError, "slope");
  between(line.slopeError, 0.005, 0.08, "its error");
  near(line.constant, 0, 0.3, "constant");
  near(line.level, 5, 0.3, "level");
  const even = stripes((value, random) => value + 2 * random.normal());
  const flat = residualLine(even.image, even.model);
  near(flat.slope, 0, 4 * flat.slopeError, "slope of even noise");
  near(flat.level, 4, 0.3, "level of even noise");
});

test("the stated error of the slope is its scatter", () => {
  const lines = Array.from({ length: 40 }, (_, seed) => {
    const { image, model } = stripes((value, random) => value + 2 * random.normal(), seed);
    return residualLine(image, model);
  });
  const scatter = Math.sqrt(lines.reduce((sum, { slope }) => sum + slope * slope, 0) / lines.length);
  between(scatter / lines[0]!.slopeError, 0.6, 1.4, "scatter over the stated error");
});

test("a few bright columns that the model misses do not decide", () => {
  const { image, model } = stripes((value, random) => random.poisson(value));
  for (let i = 0; i < 200; i++) image.data[(i % 20) + widthPx * (40 + Math.floor(i / 20))]! += 200;
  const line = residualLine(image, model);
  near(line.slope, 1, 0.2, "slope");
  near(line.level, 5, 0.5, "level");
});

test("blocks where the model is even, and parts of blocks at the edge, are left out", () => {
  const { image, model } = stripes((value, random) => random.poisson(value));
  model.expected.fill(3, 0, widthPx * 100);
  const line = residualLine(image, model);
  near(line.slope, 1, 0.2, "slope of the rest");
  const flat = { expected: new Float32Array(widthPx * heightPx), background: model.background };
  assert.equal(residualLine(image, flat), { slope: 0, slopeError: 0, constant: 0, level: 0 });
});

test.run();
