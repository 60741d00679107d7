import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { misfits, squaredDistances } from "../../../src/ops/fewshot/classDistances.js";
import { shrunkModel } from "../../../src/ops/fewshot/classModel.js";
import { refine, shares } from "../../../src/ops/fewshot/refine.js";
import { scattersOf } from "../../../src/ops/fewshot/scatter.js";
import { supportModel } from "../../../src/ops/fewshot/supportModel.js";

const near = (actual: number, expected: number, tolerance = 1e-6) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
const features = (values: number[]) => ({ values: Float32Array.from(values), featureCount: 2 });

test("weighted scatters by hand", () => {
  // Weights 1, 3 on (0, 0) and (4, 2) for the first class; the second class has the last chip alone.
  const weights = Float64Array.of(1, 0, 3, 0, 0, 1);
  const [first, second] = scattersOf(features([0, 0, 4, 2, 9, 9]), weights, 2);
  assert.equal([...first!.mean], [3, 1.5]);
  assert.is(first!.weight, 4);
  // 1 * 9 + 3 * 1; 1 * 4.5 + 3 * 0.5; 1 * 2.25 + 3 * 0.25.
  assert.equal([first!.products[0], first!.products[2], first!.products[3]], [12, 6, 3]);
  assert.equal([...second!.products], [0, 0, 0, 0]);
});

test("discriminant analysis without shrinkage is Fisher's closed form", () => {
  const points = [0, 0, 2, 1, 1, 3, 5, 1, 7, 2, 6, 4];
  const weights = Float64Array.of(1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1);
  const model = shrunkModel(scattersOf(features(points), weights, 2), { round: 0, own: 0 });
  const at = [3, 2.5] as const;
  const distances = squaredDistances(features([...at]), model);
  // Both classes have the same scatter: pooled [[2, 1], [1, 14 / 3]] / 3.
  const [a, b, c] = [2 / 3, 1 / 3, 14 / 9];
  const determinant = a * c - b * b;
  for (const [k, mean] of [
    [1, 4 / 3],
    [6, 7 / 3],
  ].entries()) {
    const [dx, dy] = [at[0] - mean[0]!, at[1] - mean[1]!];
    near(distances[k]!, (c * dx * dx - 2 * b * dx * dy + a * dy * dy) / determinant, 1e-9);
  }
  near(misfits(features([...at]), model)[0]! - distances[0]!, Math.log(determinant), 1e-9);
});

test("shrinkage: all round is a sphere of the mean variance, all own keeps the widths of the classes", () => {
  const points = [-1, 0, 1, 0, 9, 0, 11, 0, 10, 2, 10, -2];
  const weights = Float64Array.of(1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1);
  const scatters = scattersOf(features(points), weights, 2);
  const round = squaredDistances(features([0, 3]), shrunkModel(scatters, { round: 1, own: 0 }));
  // Pooled: x 4 / 6, y 8 / 6; their mean is 1.
  near(round[0]!, 9);
  const own = squaredDistances(features([10, 3]), shrunkModel(scatters, { round: 0, own: 1 }));
  // The second class: x 2 / 4, y 8 / 4.
  near(own[1]!, 4.5);
});

test("the model of the examples: one each gives nearest prototypes, more give their covariance a share", () => {
  const one = supportModel(
    features([0, 0, 4, 0]),
    [
      { chip: 0, classIndex: 0 },
      { chip: 1, classIndex: 1 },
    ],
    2,
  );
  assert.equal([...squaredDistances(features([1, 2]), one)], [5, 13]);
  const four = [0, 1, 2, 3].map((chip) => ({ chip, classIndex: chip >> 1 }));
  const model = supportModel(features([-1, 0, 1, 0, 9, 0, 11, 0]), four, 2);
  // Sum of squares along x 4, freedom 2: (4 + 30) / 32 along x, 30 / 32 along y.
  near(squaredDistances(features([1, 1]), model)[0]!, 32 / 34 + 32 / 30, 1e-6);
});

/** Two long clouds side by side: what unlabelled chips tell is their direction. */
function longClouds() {
  const random = seededRandom(4, "clouds");
  return Array.from({ length: 200 }, (_, i) => [3 * random.normal(), (i % 2 ? 1.5 : -1.5) + 0.3 * random.normal()]);
}

test("unlabelled chips turn the boundary the right way", () => {
  const clouds = longClouds();
  clouds[0] = [0.7, -1.5];
  clouds[1] = [-0.7, 1.5];
  const all = features(clouds.flat());
  const supports = [0, 1].map((chip) => ({ chip, classIndex: chip }));
  const start = supportModel(all, supports, 2);
  const wrong = (model: typeof start) =>
    clouds.filter((_, chip) => {
      const [first, second] = misfits(all, model).subarray(2 * chip, 2 * chip + 2);
      return second! < first! !== (chip % 2 === 1);
    }).length;
  assert.ok(wrong(start) > 10, `${wrong(start)} wrong before`);
  const after = wrong(refine(all, supports, start, { round: 0.1, own: 0 }));
  assert.ok(after <= 1, `${after} wrong after`);
});

test("where unlabelled chips would take an example away from its class, the start is kept", () => {
  const clouds = longClouds();
  // Both examples lie in the same cloud, at its ends: the classes that were meant are not the clouds.
  clouds[0] = [-2, -1.5];
  clouds[1] = [2, -1.4];
  clouds[2] = [-2, 1.5];
  const supports = [
    { chip: 0, classIndex: 0 },
    { chip: 1, classIndex: 1 },
    { chip: 2, classIndex: 1 },
  ];
  const all = features(clouds.flat());
  const start = supportModel(all, supports, 2);
  assert.is(refine(all, supports, start, { round: 0.1, own: 0 }), start);
});

test("shares are a softmax of half the misfits", () => {
  const result = shares(Float64Array.of(0, 2 * Math.log(3), 5, 5), 2);
  assert.equal(
    [...result].map((v) => Number(v.toFixed(9))),
    [0.75, 0.25, 0.5, 0.5],
  );
  near(shares(Float64Array.of(0, 4 * Math.log(3)), 2, 2)[0]!, 0.75);
});

test.run();
