import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { dot } from "../../../src/core/vector3.js";
import { bandCurves, coneTilts } from "../../../src/ops/carto/bandCurves.js";
import { nearestOnBand } from "../../../src/ops/carto/nearestOnBand.js";
import { beamOfTilt, tiltDistanceDeg } from "../../../src/ops/carto/tilt.js";
import { near } from "../crystal/refused.js";
import { anyDirection, anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const off = (normal: readonly [number, number, number], tilt: { alphaDeg: number; betaDeg: number }) =>
  (Math.asin(dot(normal, beamOfTilt(tilt))) * 180) / Math.PI;

test("every point of a band lies in its plane, or at the Bragg angle to it, above the horizon", () => {
  fc.assert(
    fc.property(anyDirection, fc.double({ min: 0, max: 5, noNaN: true }), (normal, braggDeg) => {
      const { centre, plus, minus } = bandCurves(normal, braggDeg);
      for (const [runs, angle] of [
        [centre, 0],
        [plus, braggDeg],
        [minus, -braggDeg],
      ] as const)
        for (const tilt of runs.flat()) {
          assert.ok(near(off(normal, tilt), angle, 1e-5));
          assert.ok(beamOfTilt(tilt)[2] > -1e-9);
        }
    }),
  );
});

test("a curve runs from horizon to horizon in steps of its length", () => {
  const [run, ...others] = coneTilts([0.6, 0, 0.8], 0, { stepDeg: 3 });
  assert.is(others.length, 0);
  assert.ok(near(beamOfTilt(run![0]!)[2], 0) && near(beamOfTilt(run!.at(-1)!)[2], 0));
  assert.is(run!.length, 61);
  for (let i = 1; i < run!.length; i++) assert.ok(tiltDistanceDeg(run![i - 1]!, run![i]!) <= 3 + 1e-9);
});

test("a level plane: its middle is the horizon, one edge is a circle around the map, the other is below", () => {
  const { centre, plus, minus } = bandCurves([0, 0, 1], 2);
  assert.is(centre.length, 1);
  assert.is(minus.length, 0);
  for (const tilt of plus[0]!) assert.ok(near(tiltDistanceDeg(tilt, { alphaDeg: 0, betaDeg: 0 }), 88, 1e-9));
});

test("the nearest point of an edge is as far as the angles say", () => {
  fc.assert(
    fc.property(anyDirection, anyTilt(40), fc.double({ min: -3, max: 3, noNaN: true }), (normal, near_, towardsDeg) => {
      fc.pre(Math.abs(off(normal, near_)) < 85);
      const found = nearestOnBand(normal, towardsDeg, near_);
      assert.ok(near(off(normal, found), towardsDeg, 1e-5));
      assert.ok(near(tiltDistanceDeg(found, near_), Math.abs(off(normal, near_) - towardsDeg), 1e-5));
    }),
  );
});

test.run();
