import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { identity3, multiplied, transposed } from "../../../src/core/matrix3.js";
import { angleDegBetween, dot, norm } from "../../../src/core/vector3.js";
import { cellOf } from "../../../src/ops/crystal/cell.js";
import { directionVector, latticeOf, planeVector, reciprocalCell } from "../../../src/ops/crystal/lattice.js";
import { anyCell } from "./anyCell.js";
import { near } from "./refused.js";

fc.configureGlobal({ seed: 8 });

const albite = cellOf({ aNm: 0.8142, bNm: 1.2785, cNm: 0.7159, alphaDeg: 94.19, betaDeg: 116.61, gammaDeg: 87.68 });

test("both frames give back edges and angles of any cell, and c and a lie where they say", () => {
  fc.assert(
    fc.property(anyCell, fc.constantFrom("c-z,a-xz" as const, "a-x,cstar-z" as const), (cell, frame) => {
      const [a, b, c] = transposed(latticeOf(cell, frame).direct);
      const axes = frame === "c-z,a-xz" ? [c[0], c[1], a[1]] : [a[1], a[2], b[2]];
      return (
        axes.every((value) => near(value, 0)) &&
        near(norm(a), cell.aNm) &&
        near(norm(b), cell.bNm) &&
        near(norm(c), cell.cNm) &&
        near(angleDegBetween(b, c), cell.alphaDeg, 1e-6) &&
        near(angleDegBetween(a, c), cell.betaDeg, 1e-6) &&
        near(angleDegBetween(a, b), cell.gammaDeg, 1e-6)
      );
    }),
  );
});

test("both frames are right-handed, and agree where all angles are right", () => {
  const cell = cellOf({ aNm: 0.3, bNm: 0.4, cNm: 0.5 });
  assert.equal(latticeOf(cell).direct, latticeOf(cell, "a-x,cstar-z").direct);
  assert.ok(latticeOf(albite, "a-x,cstar-z").volumeNm3 > 0);
  assert.ok(near(latticeOf(albite).volumeNm3, latticeOf(albite, "a-x,cstar-z").volumeNm3));
});

test("reciprocal vectors and metrics are dual", () => {
  fc.assert(
    fc.property(anyCell, (cell) => {
      const { metric, reciprocalMetric, direct, reciprocal } = latticeOf(cell);
      const one = multiplied(metric, reciprocalMetric);
      const dual = multiplied(transposed(direct), reciprocal);
      const isOne = (m: typeof one) => m.every((row, i) => row.every((x, j) => near(x, identity3[i]![j]!, 1e-8)));
      return isOne(one) && isOne(dual);
    }),
  );
});

test("volume and reciprocal cell of albite are those of the general formulas", () => {
  const lattice = latticeOf(albite);
  const [ca, cb, cg] = [94.19, 116.61, 87.68].map((angleDeg) => Math.cos((angleDeg * Math.PI) / 180)) as [
    number,
    number,
    number,
  ];
  const volume = 0.8142 * 1.2785 * 0.7159 * Math.sqrt(1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg);
  assert.ok(near(lattice.volumeNm3, volume));
  const star = reciprocalCell(lattice);
  assert.ok(near(star.aPerNm, (1.2785 * 0.7159 * Math.sin((94.19 * Math.PI) / 180)) / volume));
  const sines = Math.sin((116.61 * Math.PI) / 180) * Math.sin((87.68 * Math.PI) / 180);
  assert.ok(near(Math.cos((star.alphaDeg * Math.PI) / 180), (cb * cg - ca) / sines));
});

test("a direction in a plane is at right angles to its normal", () => {
  const lattice = latticeOf(albite);
  assert.ok(near(dot(directionVector(lattice, [1, -1, 0]), planeVector(lattice, [1, 1, 3])), 0));
  assert.ok(near(dot(directionVector(lattice, [1, 2, 3]), planeVector(lattice, [1, 1, 3])), 12));
});

test.run();
