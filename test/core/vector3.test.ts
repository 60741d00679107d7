import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  angleDegBetween,
  anyPerpendicular,
  combined,
  cross,
  dot,
  norm,
  scaled,
  unit,
  type Vec3,
} from "../../src/core/vector3.js";

const component = fc.double({ min: -100, max: 100, noNaN: true });
const vector = fc.tuple(component, component, component).filter((v) => Math.hypot(...v) > 1e-3);

test("products, lengths and sums of vectors", () => {
  assert.is(dot([1, 2, 3], [4, -5, 6]), 12);
  assert.equal(cross([1, 0, 0], [0, 1, 0]), [0, 0, 1]);
  assert.is(norm([3, 4, 12]), 13);
  assert.equal(scaled([1, -2, 3], 2), [2, -4, 6]);
  assert.equal(combined([1, 0, 0], 2, [0, 1, 0], -3), [2, -3, 0]);
  assert.equal(unit([0, 0, -5]), [0, 0, -1]);
  assert.ok(unit([0, 0, 0]).every(Number.isNaN));
});

test("angles are exact near 0 and 180 degrees, where the arc cosine is not", () => {
  const off = 1e-7;
  assert.ok(Math.abs(angleDegBetween([1, 0, 0], [1, off, 0]) - (off * 180) / Math.PI) < 1e-12);
  assert.ok(Math.abs(180 - angleDegBetween([1, 0, 0], [-1, off, 0]) - (off * 180) / Math.PI) < 1e-12);
  assert.is(angleDegBetween([1, 0, 0], [0, 7, 0]), 90);
});

test("the vector product stands at right angles to both", () => {
  fc.assert(
    fc.property(vector, vector, (a: Vec3, b: Vec3) => {
      const c = cross(a, b);
      return (
        Math.abs(dot(a, c)) < 1e-6 * norm(a) * norm(b) * norm(a) &&
        Math.abs(dot(b, c)) < 1e-6 * norm(a) * norm(b) * norm(b)
      );
    }),
  );
});

test("there is a unit vector at right angles to every direction", () => {
  fc.assert(
    fc.property(vector, (v) => {
      const p = anyPerpendicular(unit(v));
      return Math.abs(norm(p) - 1) < 1e-12 && Math.abs(dot(p, unit(v))) < 1e-12;
    }),
  );
});

test.run();
