import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { angleDegBetween, cross, dot, unit, type Vec3 } from "../../../src/core/vector3.js";
import { applyOrientation, solveOrientation } from "../../../src/ops/carto/solveOrientation.js";
import { beamOfTilt, type Tilt } from "../../../src/ops/carto/tilt.js";
import { errorOutline, rotationCovariance } from "../../../src/ops/carto/zoneError.js";

test("19 of 20 poles that noisy readings predict lie within the outline", () => {
  const random = seededRandom(5, "readings");
  const normal = () => random.normal();
  const sigmaDeg = 0.2;
  const tilts: Tilt[] = [
    { alphaDeg: -8, betaDeg: 5 },
    { alphaDeg: 10, betaDeg: 9 },
  ];
  const pole = beamOfTilt({ alphaDeg: 22, betaDeg: -18 });
  const covariance = rotationCovariance(tilts.map((at) => ({ at, sigmaDeg })))!;
  const outline = errorOutline(pole, covariance, 180)!.map(beamOfTilt);
  let inside = 0;
  const errors: number[] = [];
  for (let i = 0; i < 600; i++) {
    const noisy = tilts.map(({ alphaDeg, betaDeg }) => ({
      alphaDeg: alphaDeg + sigmaDeg * normal(),
      // At small alpha one degree of beta turns the beam by nearly one degree.
      betaDeg: betaDeg + (sigmaDeg * normal()) / Math.cos((alphaDeg * Math.PI) / 180),
    }));
    const { orientation } = solveOrientation(tilts.map((at, k) => ({ direction: beamOfTilt(at), at: noisy[k]! })));
    const predicted = applyOrientation(orientation, pole);
    errors.push(angleDegBetween(predicted, pole));
    if (isInside(predicted, pole, outline)) inside += 1;
  }
  const share = inside / 600;
  assert.ok(share > 0.92 && share < 0.98, `${share}`);
  const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
  assert.ok(mean > 0.2 && mean < 0.5, `mean error ${mean}°`);
});

/** Within the outline as it is seen from its middle. */
function isInside(v: Vec3, middle: Vec3, outline: readonly Vec3[]): boolean {
  const e1 = unit(cross(middle, [0, 0, 1]));
  const e2 = cross(middle, e1);
  const angle = (w: Vec3) => Math.atan2(dot(w, e2), dot(w, e1));
  const radius = (w: Vec3) => Math.hypot(dot(w, e2), dot(w, e1));
  const apart = (w: Vec3) => Math.abs(Math.sin((angle(w) - angle(v)) / 2));
  const nearest = outline.reduce((best, w) => (apart(w) < apart(best) ? w : best));
  return radius(v) <= radius(nearest);
}

test("one reading, and two of the same tilt, fix no outline", () => {
  const at = { alphaDeg: 3, betaDeg: 4 };
  assert.is(rotationCovariance([]), undefined);
  assert.is(rotationCovariance([{ at, sigmaDeg: 0.2 }]), undefined);
  assert.is(
    rotationCovariance([
      { at, sigmaDeg: 0.2 },
      { at, sigmaDeg: 0.2 },
    ]),
    undefined,
  );
});

test("readings further apart, and better ones, make it smaller", () => {
  const size = (betaDeg: number, sigmaDeg: number) => {
    const readings = [0, betaDeg].map((beta) => ({ at: { alphaDeg: 0, betaDeg: beta }, sigmaDeg }));
    const pole = beamOfTilt({ alphaDeg: 30, betaDeg: 0 });
    const outline = errorOutline(pole, rotationCovariance(readings)!)!;
    return Math.max(...outline.map((tilt) => angleDegBetween(beamOfTilt(tilt), pole)));
  };
  assert.ok(size(10, 0.2) > size(40, 0.2));
  assert.ok(size(40, 0.2) > size(40, 0.1));
  assert.ok(Math.abs(size(40, 0.2) / size(40, 0.1) - 2) < 0.02);
});

test.run();
