import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply, multiplied, rotationAbout } from "../../../src/core/matrix3.js";
import { montageCount } from "../../../src/ops/carto/montageCount.js";
import { directionAlong, planeAlong } from "../../../src/ops/carto/planeIndices.js";
import { reloadedTilt } from "../../../src/ops/carto/reload.js";
import { smallAngleTilt } from "../../../src/ops/carto/smallAngleTilt.js";
import { takeOffDeg } from "../../../src/ops/carto/takeOff.js";
import { tiltDistanceDeg } from "../../../src/ops/carto/tilt.js";
import { tiltRotateSolutions } from "../../../src/ops/carto/tiltRotate.js";
import { tiltSeries } from "../../../src/ops/carto/tiltSeries.js";
import { knownPhase } from "../../../src/ops/crystal/knownPhases.js";
import { directionVector, planeVector } from "../../../src/ops/crystal/lattice.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyDirection, anyRotation, anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const at = (alphaDeg: number, betaDeg: number) => ({ alphaDeg, betaDeg });

test("a series steps by its angles, tells what is out of reach, and how the image has turned", () => {
  const steps = tiltSeries(
    { at: at(5, 10), thetaDeg: 45 },
    { anglesDeg: [-40, 0, 20], mode: "along", limit: { kind: "box", alphaDeg: [-30, 30], betaDeg: [-30, 30] } },
  );
  assert.equal(
    steps.map(({ isReachable }) => isReachable),
    [false, true, true],
  );
  assert.ok(near(tiltDistanceDeg(steps[0]!.at, at(5, 10)), 40, 1e-9));
  assert.ok(near(steps[1]!.imageRotationDeg, 0, 1e-9) && Math.abs(steps[2]!.imageRotationDeg) > 1);
  assert.ok(near(steps[1]!.limitFraction, 1 / 3));
});

test("loading twice the same way brings every zone back, and distances stay", () => {
  const how = fc.record(
    { isFlippedHorizontally: fc.boolean(), isFlippedVertically: fc.boolean() },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(
      anyTilt(40),
      anyTilt(40),
      how,
      fc.double({ min: -180, max: 180, noNaN: true }),
      (p, q, flips, epsilonDeg) => {
        const twice = reloadedTilt(reloadedTilt(p, flips), flips);
        assert.ok(tiltDistanceDeg(twice, p) < 1e-5);
        const [a, b] = [reloadedTilt(p, { ...flips, epsilonDeg }), reloadedTilt(q, { ...flips, epsilonDeg })];
        assert.ok(near(tiltDistanceDeg(a, b), tiltDistanceDeg(p, q), 1e-5));
      },
    ),
  );
  const turned = reloadedTilt(at(10, 0), { epsilonDeg: 90 });
  assert.ok(near(turned.alphaDeg, 0, 1e-9) && near(turned.betaDeg, 10, 1e-9));
});

test("both positions of a tilt-rotate holder bring the direction onto the beam", () => {
  fc.assert(
    fc.property(
      anyDirection.filter(([x, y]) => Math.hypot(x, y) > 1e-3),
      (v) => {
        for (const { alphaDeg, rotationDeg } of tiltRotateSolutions(v)) {
          const beam = apply(
            multiplied(rotationAbout([0, 0, 1], rotationDeg), rotationAbout([1, 0, 0], alphaDeg)),
            [0, 0, 1],
          );
          assert.ok(beam.every((x, i) => near(x, v[i]!, 1e-9)));
          assert.ok(rotationDeg > -180 - 1e-9 && rotationDeg <= 180);
        }
      },
    ),
  );
  assert.is(
    codeOf(() => tiltRotateSolutions([0, 0, 2])),
    "E_GIMBAL",
  );
  assert.is(
    codeOf(() => tiltRotateSolutions([0, 0, 0])),
    "E_ZERO_VECTOR",
  );
});

test("take-off: level, towards and away from the detector", () => {
  const detector = { azimuthDeg: 0, elevationDeg: 20 };
  assert.ok(near(takeOffDeg(at(0, 0), detector), 20));
  assert.ok(near(takeOffDeg(at(15, 0), detector), 35));
  assert.ok(near(takeOffDeg(at(-25, 0), detector), -5));
  assert.ok(near(takeOffDeg(at(0, -10), { azimuthDeg: -90, elevationDeg: 20 }), 30));
  assert.is(
    codeOf(() => takeOffDeg(at(0, 0), { azimuthDeg: Number.NaN, elevationDeg: 0 })),
    "E_NOT_FINITE",
  );
});

test("small tilts: the calibration itself is its own tilt, a right angle to it is beta", () => {
  const calibration = { originPx: [100, 100], refPx: [160, 100], alphaDeg: 3 } as const;
  assert.equal(smallAngleTilt(calibration, [160, 100]), { offsetAlphaDeg: 3, offsetBetaDeg: 0 });
  assert.equal(smallAngleTilt(calibration, [100, 120]), { offsetAlphaDeg: 0, offsetBetaDeg: 1 });
  assert.is(
    codeOf(() => smallAngleTilt({ ...calibration, refPx: [100, 100] }, [1, 1])),
    "E_DEGENERATE",
  );
});

test("a montage covers its length with its images, and not with one fewer", () => {
  const length = fc.double({ min: 1, max: 500, noNaN: true });
  fc.assert(
    fc.property(length, length, fc.double({ min: 0, max: 0.8, noNaN: true }), (whole, image, overlap) => {
      const { images } = montageCount(whole, image, overlap);
      const covered = (n: number) => n * image - (n - 1) * overlap * image;
      assert.ok(covered(images) >= whole - 1e-6 * whole);
      assert.ok(images === 1 || covered(images - 1) < whole);
    }),
  );
  assert.is(
    codeOf(() => montageCount(100, 12, 1)),
    "E_OUT_OF_RANGE",
  );
});

test("the plane and the zone along a direction of the holder are those that were put there", () => {
  const { lattice } = knownPhase("ZrO2 monoclinic");
  fc.assert(
    fc.property(anyRotation, (orientation) => {
      const normal = apply(orientation, planeVector(lattice, [1, -2, 1]));
      assert.equal(planeAlong(lattice, orientation, normal).indices, [1, -2, 1]);
      const zone = apply(orientation, directionVector(lattice, [2, 1, -1]));
      assert.equal(directionAlong(lattice, orientation, zone).indices, [2, 1, -1]);
    }),
    { numRuns: 30 },
  );
});

test.run();
