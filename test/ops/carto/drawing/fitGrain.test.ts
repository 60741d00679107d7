import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply, identity3, rotationAbout } from "../../../../src/core/matrix3.js";
import { angleDegBetween, unit } from "../../../../src/core/vector3.js";
import { fitGrain, isSamePattern, mismatchDegOf } from "../../../../src/ops/carto/drawing/fitGrain.js";
import { knownZone, zoneOf } from "../../../../src/ops/carto/drawing/zoneOf.js";
import { tiltOfZone } from "../../../../src/ops/carto/tilt.js";
import { tiltMapModel } from "../../../../src/ops/carto/tiltMapModel.js";
import { knownPhase } from "../../../../src/ops/crystal/knownPhases.js";

const [cube] = tiltMapModel({
  grains: [{ name: "A", phase: knownPhase("SrTiO3"), orientation: identity3, maxIndex: 2 }],
}).grains;
const grain = cube!;
const truth = rotationAbout(unit([0.3, -0.5, 0.8]), 37);

/** Readings of zones as the true orientation has them, with an error. */
function read(zones: readonly (readonly [number, number, number])[], errorDeg = 0) {
  return zones.map((uvw, i) => {
    const at = tiltOfZone(apply(truth, knownZone(grain, uvw)!.direction));
    return { uvw, at: { ...at, alphaDeg: at.alphaDeg + (i % 2 === 0 ? errorDeg : -errorDeg) }, sigmaDeg: 0.2 };
  });
}

const fitted = (zones: readonly (readonly [number, number, number])[], errorDeg = 0) =>
  fitGrain({ ...grain, readings: read(zones, errorDeg) })!;

test("exact readings give the pattern of the truth", () => {
  const fit = fitted([
    [0, 0, 1],
    [1, 1, 2],
    [0, 1, 1],
  ]);
  assert.ok(fit.mismatchDeg < 1e-6);
  assert.ok(isSamePattern(grain, fit.orientation, truth));
});

test("noise leaves a mismatch, which is that of the readings", () => {
  const zones = [
    [0, 0, 1],
    [1, 1, 2],
    [0, 1, 1],
  ] as const;
  const fit = fitted(zones, 0.3);
  const readings = read(zones, 0.3);
  assert.ok(fit.mismatchDeg > 0.05 && fit.mismatchDeg < 0.4, `${fit.mismatchDeg}`);
  assert.ok(Math.abs(mismatchDegOf({ ...grain, readings }, fit.orientation) - fit.mismatchDeg) < 1e-6);
});

test("one reading is the shortest turn, none is nothing", () => {
  const readings = read([[0, 1, 1]]);
  const fit = fitGrain({ ...grain, readings })!;
  const beam = apply(fit.orientation, zoneOf(grain, [0, 1, 1])!.direction);
  const seen = apply(truth, zoneOf(grain, [0, 1, 1])!.direction);
  const apart = angleDegBetween(beam, seen);
  assert.ok(Math.min(apart, 180 - apart) < 1e-6);
  assert.equal(fit.ambiguous, []);
  assert.is(fitGrain({ ...grain, readings: [] }), undefined);
  assert.is(fitGrain({ ...grain, readings: [{ ...readings[0]!, uvw: [29, 9, 8] }] }), undefined);
});

test("<110> and <112> at 30 degrees fit two orientations; <111> and <112> at 19.5 degrees fit one", () => {
  const two = fitted([
    [1, 1, 0],
    [1, 2, 1],
  ]);
  assert.is(two.ambiguous.length, 1);
  assert.not(isSamePattern(grain, two.orientation, two.ambiguous[0]!));
  assert.is(
    fitted([
      [1, 1, 1],
      [1, 1, 2],
    ]).ambiguous.length,
    0,
  );
  assert.is(
    fitted([
      [0, 0, 1],
      [1, 0, 2],
    ]).ambiguous.length,
    0,
  );
});

test("a reading of a zone that is not listed counts as that very zone", () => {
  const fit = fitted([
    [0, 0, 1],
    [3, 5, 7],
  ]);
  assert.ok(fit.mismatchDeg < 1e-6);
  assert.ok(isSamePattern(grain, fit.orientation, truth));
  const readings = read([
    [0, 0, 1],
    [3, 5, 7],
  ]);
  assert.ok(mismatchDegOf({ ...grain, readings }, identity3) > 5, "it counts in the mismatch too");
});

test("a turn of the crystal's own symmetry is the same pattern, another is not", () => {
  assert.ok(isSamePattern(grain, truth, truth));
  const quarter = rotationAbout([0, 0, 1], 90);
  const eighth = rotationAbout([0, 0, 1], 45);
  const identity = rotationAbout([0, 0, 1], 0);
  assert.ok(isSamePattern(grain, identity, quarter));
  assert.not(isSamePattern(grain, identity, eighth));
});

test.run();
