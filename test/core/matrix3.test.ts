import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  apply,
  determinant,
  identity3,
  inverted,
  type Matrix3,
  multiplied,
  rotationAbout,
  rotationAngleDeg,
  transposed,
} from "../../src/core/matrix3.js";
import { unit } from "../../src/core/vector3.js";

const close = (a: Matrix3, b: Matrix3, tolerance = 1e-12) =>
  a.every((row, i) => row.every((value, j) => Math.abs(value - b[i]![j]!) <= tolerance));
const m: Matrix3 = [
  [2, 1, 0],
  [0, 3, -1],
  [4, 0, 1],
];

test("the inverse, the determinant and the product agree", () => {
  assert.is(determinant(m), 2);
  assert.ok(close(multiplied(m, inverted(m)), identity3));
  assert.equal(apply(m, [1, 2, 3]), [4, 3, 7]);
  assert.equal(transposed(m)[0], [2, 0, 4]);
  assert.equal(multiplied(m, identity3), m);
});

test("a product acts from the right: first b, then a", () => {
  const a = rotationAbout([1, 0, 0], 90);
  const b = rotationAbout([0, 0, 1], 90);
  const [x, y, z] = apply(multiplied(a, b), [1, 0, 0]);
  assert.ok(Math.abs(x) < 1e-12 && Math.abs(y) < 1e-12 && Math.abs(z - 1) < 1e-12);
});

test("a rotation has its angle, keeps its axis, and its inverse is its transpose", () => {
  const angle = fc.double({ min: 0, max: 180, noNaN: true });
  const part = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(
      angle,
      fc.tuple(part, part, part).filter((v) => v.some((n) => n !== 0)),
      (angleDeg, v) => {
        const axis = unit(v);
        const turn = rotationAbout(axis, angleDeg);
        const kept = apply(turn, axis);
        return (
          Math.abs(rotationAngleDeg(turn) - angleDeg) < 1e-9 &&
          kept.every((x, i) => Math.abs(x - axis[i]!) < 1e-12) &&
          close(multiplied(turn, transposed(turn)), identity3) &&
          Math.abs(determinant(turn) - 1) < 1e-12
        );
      },
    ),
  );
});

test("a matrix without an inverse gives numbers that are not finite", () => {
  const flat: Matrix3 = [
    [1, 2, 3],
    [2, 4, 6],
    [0, 0, 1],
  ];
  assert.not.ok(inverted(flat).flat().every(Number.isFinite));
});

test.run();
