import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { choleskyFactor, choleskyInverse, choleskySolve, eigenSymmetric2 } from "../../src/numeric/smallMatrix.js";
import { noise } from "./reference.js";

/** M M^T plus a little on the diagonal: positive definite. */
function positiveMatrix(n: number, seed: number): Float64Array {
  const m = noise(n * n, seed);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) a[i * n + j]! += m[i * n + k]! * m[j * n + k]!;
    }
    a[i * n + i]! += 0.05;
  }
  return a;
}

test("solve and inverse undo the matrix", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(1000), (n, seed) => {
      const a = positiveMatrix(n, seed);
      const wanted = Float64Array.from(noise(n, seed + 1));
      const b = new Float64Array(n);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) b[i]! += a[i * n + j]! * wanted[j]!;
      const factor = a.slice();
      assert.ok(choleskyFactor(factor, n));
      choleskySolve(factor, n, b);
      for (let i = 0; i < n; i++) assert.ok(Math.abs(b[i]! - wanted[i]!) < 1e-9);
      const inverse = choleskyInverse(factor, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let entry = 0;
          for (let k = 0; k < n; k++) entry += a[i * n + k]! * inverse[k * n + j]!;
          assert.ok(Math.abs(entry - (i === j ? 1 : 0)) < 1e-9);
        }
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

test("the example of the docs", () => {
  const a = Float64Array.of(4, 0, 2, 5);
  assert.ok(choleskyFactor(a, 2));
  assert.equal(a, Float64Array.of(2, 0, 1, 2));
  const b = Float64Array.of(8, 12);
  choleskySolve(a, 2, b);
  assert.equal(b, Float64Array.of(1, 2));
});

test("a matrix that is not positive definite, or not finite, is told", () => {
  assert.not(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2));
  assert.not(choleskyFactor(Float64Array.of(0), 1));
  assert.not(choleskyFactor(Float64Array.of(Number.NaN), 1));
});

test("2 x 2 eigenvalues and axes turn the matrix into its diagonal", () => {
  const some = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const { large, small, angleRad } = eigenSymmetric2(a, b, c);
      const [x, y] = [Math.cos(angleRad), Math.sin(angleRad)];
      assert.ok(large >= small && angleRad > -Math.PI / 2 && angleRad <= Math.PI / 2);
      assert.ok(Math.abs(large + small - (a + c)) < 1e-9);
      assert.ok(Math.abs(a * x + b * y - large * x) < 1e-9 && Math.abs(b * x + c * y - large * y) < 1e-9);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test.run();
