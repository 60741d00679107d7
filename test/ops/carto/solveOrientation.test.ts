import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply, determinant, identity3, multiplied, rotationAngleDeg, transposed } from "../../../src/core/matrix3.js";
import { seededRandom } from "../../../src/core/random.js";
import { angleDegBetween, unit, type Vec3 } from "../../../src/core/vector3.js";
import { largestEigenvector, symmetricEigen } from "../../../src/ops/carto/largestEigenvector.js";
import { orientationFromPole } from "../../../src/ops/carto/orientationFromPole.js";
import {
  applyOrientation,
  type DirectionAtTilt,
  orientationDragged,
  orientationResidualsDeg,
  solveOrientation,
  turnedOrientation,
} from "../../../src/ops/carto/solveOrientation.js";
import { beamOfTilt, plainTiltOfBeam, type Tilt, tiltDistanceDeg, tiltOfZone } from "../../../src/ops/carto/tilt.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyDirection, anyRotation, anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const isRotation = (m: Parameters<typeof apply>[0]) =>
  multiplied(m, transposed(m))
    .flat()
    .every((value, i) => near(value, identity3.flat()[i]!, 1e-9)) && near(determinant(m), 1, 1e-9);

test("exact readings give the orientation back", () => {
  fc.assert(
    fc.property(anyRotation, fc.array(anyTilt(60), { minLength: 2, maxLength: 5 }), (orientation, tilts) => {
      fc.pre(tilts.some((tilt) => tiltDistanceDeg(tilt, tilts[0]!) > 2));
      const pairs = tilts.map((at) => ({ at, direction: apply(transposed(orientation), beamOfTilt(at)) }));
      const solved = solveOrientation(pairs);
      assert.ok(rotationAngleDeg(multiplied(solved.orientation, transposed(orientation))) < 1e-5);
      assert.ok(solved.mismatchDeg < 1e-5 && solved.angleMisfitDeg < 1e-5);
    }),
  );
});

test("whatever the readings, the result is a rotation or a refusal with a code", () => {
  const pair: fc.Arbitrary<DirectionAtTilt> = fc.record(
    { direction: anyDirection, at: anyTilt(80), sigmaDeg: fc.double({ min: 0.01, max: 5, noNaN: true }) },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
      let solved: ReturnType<typeof solveOrientation> | undefined;
      const code = codeOf(() => {
        solved = solveOrientation(pairs);
      });
      assert.ok(solved ? isRotation(solved.orientation) : code === "E_DEGENERATE");
    }),
    { numRuns: 300 },
  );
});

test("of two readings each takes half of the misfit; the surer one takes less", () => {
  const readings = (sigmaDeg: number): DirectionAtTilt[] => [
    { direction: [0, 0, 1], at: { alphaDeg: 0, betaDeg: 0 }, sigmaDeg },
    { direction: [1, 0, 1], at: { alphaDeg: 0, betaDeg: 44 }, sigmaDeg: 1 },
  ];
  const even = solveOrientation(readings(1));
  assert.ok(
    near(even.angleMisfitDeg, 1, 1e-9) && near(even.residualsDeg[0]!, 0.5, 1e-6) && near(even.mismatchDeg, 0.5, 1e-6),
  );
  const [sure, other] = solveOrientation(readings(0.1)).residualsDeg;
  assert.ok(sure! < 0.02 && other! > 0.98);
});

test("readings that fix nothing are refused", () => {
  const at = (alphaDeg: number, betaDeg: number): Tilt => ({ alphaDeg, betaDeg });
  const codes = (pairs: DirectionAtTilt[]) => codeOf(() => solveOrientation(pairs));
  assert.is(codes([]), "E_DEGENERATE");
  assert.is(codes([{ direction: [1, 0, 0], at: at(0, 0) }]), "E_DEGENERATE");
  assert.is(
    codes([
      { direction: [1, 0, 0], at: at(0, 0) },
      { direction: [-2, 0, 0], at: at(20, 0) },
    ]),
    "E_DEGENERATE",
  );
  assert.is(
    codes([
      { direction: [1, 0, 0], at: at(5, 0) },
      { direction: [0, 1, 0], at: at(5, 0) },
    ]),
    "E_DEGENERATE",
  );
  assert.is(
    codes([
      { direction: [0, 0, 0], at: at(0, 0) },
      { direction: [0, 1, 0], at: at(5, 0) },
    ]),
    "E_ZERO_VECTOR",
  );
  assert.is(
    codes([
      { direction: [1, 0, 0], at: at(Number.NaN, 0) },
      { direction: [0, 1, 0], at: at(5, 0) },
    ]),
    "E_NOT_FINITE",
  );
  const bad = { direction: [1, 0, 0] as const, at: at(0, 0), sigmaDeg: 0 };
  assert.is(codes([bad, { direction: [0, 1, 0], at: at(30, 0) }]), "E_OUT_OF_RANGE");
});

test("with 0.2 degrees of noise, two poles 35 to 45 degrees apart predict a third within 0.65 degrees, 95 times of 100", () => {
  const random = seededRandom(6);
  const gauss = () => random.normal();
  const noisy = ({ alphaDeg, betaDeg }: Tilt): Tilt => ({
    alphaDeg: alphaDeg + 0.2 * gauss(),
    betaDeg: betaDeg + 0.2 * gauss(),
  });
  const errors: number[] = [];
  const [a, b, c] = [unit([1, 1, 0]), unit([1, 1, 1]), unit([1, 2, 1])] as const;
  for (let run = 0; run < 400; run++) {
    const orientation = orientationFromPole(
      a,
      { alphaDeg: 10 * gauss(), betaDeg: 10 * gauss() },
      360 * random.uniform(),
    );
    const tiltOf = (v: Vec3) => plainTiltOfBeam(apply(orientation, v));
    const pairs = [a, b].map((direction) => ({ direction, at: noisy(tiltOf(direction)) }));
    errors.push(angleDegBetween(apply(solveOrientation(pairs).orientation, c), apply(orientation, c)));
  }
  errors.sort((p, q) => p - q);
  assert.ok(errors[380]! < 0.65 && errors[380]! > 0.3, String(errors[380]));
});

test("an orientation is turned about an axis of the holder, and dragged from one direction to another", () => {
  fc.assert(
    fc.property(anyRotation, anyDirection, anyDirection, (orientation, from, to) => {
      fc.pre(angleDegBetween(from, to) < 179.9);
      const dragged = orientationDragged(orientation, from, to);
      const carried = apply(multiplied(dragged, transposed(orientation)), from);
      assert.ok(angleDegBetween(carried, to) < 1e-5 && isRotation(dragged));
    }),
  );
  const turned = turnedOrientation(identity3, [0, 0, 2], 90);
  assert.ok(angleDegBetween(applyOrientation(turned, [1, 0, 0]), [0, 1, 0]) < 1e-9);
  assert.is(
    codeOf(() => turnedOrientation(identity3, [0, 0, 0], 90)),
    "E_ZERO_VECTOR",
  );
  assert.equal(orientationDragged(identity3, [0, 0, 1], [0, 0, -1]), identity3);
});

test("the mismatch of an orientation that was turned by hand counts zones without their sign", () => {
  const pairs = [{ direction: [0, 0, -1] as const, at: { alphaDeg: 0, betaDeg: 0 } }];
  assert.ok(near(orientationResidualsDeg(turnedOrientation(identity3, [1, 0, 0], 3), pairs)[0]!, 3, 1e-9));
});

test("a pole with an angle: the pole lies on the beam, the angle turns about it, also for the pole that points down", () => {
  fc.assert(
    fc.property(anyDirection, anyTilt(60), fc.double({ min: -180, max: 180, noNaN: true }), (pole, at, phi) => {
      const orientation = orientationFromPole(pole, at, phi);
      assert.ok(isRotation(orientation));
      assert.ok(angleDegBetween(apply(orientation, pole), beamOfTilt(at)) < 1e-5);
    }),
  );
  assert.ok(isRotation(orientationFromPole([0, 0, -2], { alphaDeg: 0, betaDeg: 0 }, 10)));
  const { alphaDeg } = tiltOfZone(apply(orientationFromPole([0, 0, 1], { alphaDeg: 0, betaDeg: 0 }, 90), [1, 0, 3]));
  assert.ok(near(alphaDeg, -18.435, 1e-3));
});

test("eigenvectors of a symmetric matrix solve it", () => {
  const value = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 10, maxLength: 10 }), (v) => {
      const index = (i: number, j: number) => (Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j);
      const m = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => v[index(i, j)]!));
      const { values } = symmetricEigen(m);
      const largest = largestEigenvector(m);
      const most = Math.max(...values);
      assert.ok(near(Math.hypot(...largest), 1, 1e-9));
      m.forEach((row, i) => {
        const product = row.reduce((sum, x, j) => sum + x * largest[j]!, 0);
        assert.ok(near(product, most * largest[i]!, 1e-7));
      });
      assert.ok(
        near(
          values.reduce((sum, x) => sum + x, 0),
          v[0]! + v[2]! + v[5]! + v[9]!,
          1e-9,
        ),
      );
    }),
  );
});

test.run();
