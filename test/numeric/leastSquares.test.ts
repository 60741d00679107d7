import { test } from "uvu";
import * as assert from "uvu/assert";
import { leastSquares } from "../../src/numeric/leastSquares.js";

/** Residuals from a formula of the parameters and the index. */
const each = (formula: (p: Float64Array, i: number) => number) => (p: Float64Array, r: Float64Array) => {
  for (let i = 0; i < r.length; i++) r[i] = formula(p, i);
};

test("a line and a decay are found from far off", () => {
  const line = each((p, i) => p[0]! * i + p[1]! - (2 * i + 1));
  const fit = leastSquares(line, [0, 0], 10);
  assert.ok(Math.abs(fit.parameters[0]! - 2) < 1e-6 && Math.abs(fit.parameters[1]! - 1) < 1e-5);
  const decay = each((p, i) => p[0]! * Math.exp(-p[1]! * i) + p[2]! - (5 * Math.exp(-0.3 * i) + 1));
  const { parameters, cost, converged } = leastSquares(decay, [1, 1, 0], 30, { iterations: 200 });
  assert.ok(converged && cost < 1e-8);
  assert.ok(Math.abs(parameters[1]! - 0.3) < 1e-4);
});

test("parameters that change nothing do not stop the others", () => {
  const flat = each((p, i) => p[0]! - 3 + 0 * p[1]! * i);
  assert.ok(Math.abs(leastSquares(flat, [0, 7], 5).parameters[0]! - 3) < 1e-5);
});

test("too few iterations are said to be too few", () => {
  const valley = (p: Float64Array, r: Float64Array) => {
    r[0] = 10 * (p[1]! - p[0]! * p[0]!);
    r[1] = 1 - p[0]!;
  };
  assert.is(leastSquares(valley, [-1.2, 1], 2, { iterations: 2 }).converged, false);
  const { parameters } = leastSquares(valley, [-1.2, 1], 2, { iterations: 200, tolerance: 1e-14 });
  assert.ok(Math.abs(parameters[0]! - 1) < 1e-4);
});

test.run();
