import { test } from "uvu";
import * as assert from "uvu/assert";
import { farthestRayNm, inTurnedAxes, pathDifferenceNm, rayNm } from "../../../src/twin/optics/aberrations.js";
import { idealProbe } from "./probes.js";

const aberrated = idealProbe({
  ...{ defocusNm: 12, twoFoldXNm: 3, twoFoldYNm: -5, comaXNm: 40, comaYNm: 90 },
  ...{ threeFoldXNm: -30, threeFoldYNm: 55, sphericalUm: 2 },
});
const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);

test("single terms have the values of their formulas", () => {
  near(pathDifferenceNm(idealProbe({ defocusNm: 10 }), 0.01, 0.02), 0.5 * 10 * 5e-4, 1e-12);
  near(pathDifferenceNm(idealProbe({ twoFoldXNm: 10 }), 0.02, 0), 0.5 * 10 * 4e-4, 1e-12);
  near(pathDifferenceNm(idealProbe({ twoFoldXNm: 10 }), 0, 0.02), -0.5 * 10 * 4e-4, 1e-12);
  near(pathDifferenceNm(idealProbe({ sphericalUm: 1 }), 0.03, 0), 0.25 * 1000 * 0.03 ** 4, 1e-12);
  near(pathDifferenceNm(idealProbe({ comaXNm: 100 }), 0.02, 0), 100 * 8e-6, 1e-12);
  near(pathDifferenceNm(idealProbe({ threeFoldYNm: 90 }), 0, 0.02), -30 * 8e-6, 1e-12);
});

test("a ray lands where the gradient of the path difference says", () => {
  const step = 1e-6;
  for (const [x, y] of [
    [0.01, 0.02],
    [-0.025, 0.004],
    [0, -0.03],
  ] as const) {
    const [rayX, rayY] = rayNm(aberrated, x, y);
    const along = pathDifferenceNm(aberrated, x + step, y) - pathDifferenceNm(aberrated, x - step, y);
    const across = pathDifferenceNm(aberrated, x, y + step) - pathDifferenceNm(aberrated, x, y - step);
    near(rayX, along / (2 * step), 1e-7, "x");
    near(rayY, across / (2 * step), 1e-7, "y");
  }
});

test("no ray lands farther than the farthest", () => {
  const limit = farthestRayNm(aberrated);
  let farthest = 0;
  for (let i = 0; i < 360; i++) {
    const angle = (i * Math.PI) / 180;
    farthest = Math.max(farthest, Math.hypot(...rayNm(aberrated, 0.03 * Math.cos(angle), 0.03 * Math.sin(angle))));
  }
  assert.ok(farthest <= limit && farthest > 0.5 * limit, `${farthest} of ${limit}`);
});

test("turned axes see the same wave", () => {
  const angle = (37 * Math.PI) / 180;
  const turned = inTurnedAxes(aberrated, 37);
  const [x, y] = [0.012, -0.021];
  const inside = [Math.cos(angle) * x + Math.sin(angle) * y, Math.cos(angle) * y - Math.sin(angle) * x] as const;
  near(pathDifferenceNm(turned, ...inside), pathDifferenceNm(aberrated, x, y), 1e-12);
  assert.is(inTurnedAxes(aberrated, 0), aberrated);
});

test.run();
