import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cross, dot } from "../../../src/core/vector3.js";
import {
  edgeOnAlphaDeg,
  edgeOnNormal,
  edgeOnTogether,
  featureCurve,
  nearestEdgeOn,
  tiltFeature,
  traceAngleDeg,
  traceDirection,
} from "../../../src/ops/carto/feature.js";
import { beamOfTilt, tiltDistanceDeg, tiltOfZone } from "../../../src/ops/carto/tilt.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyDirection, anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const at = (alphaDeg: number, betaDeg: number) => ({ alphaDeg, betaDeg });
const theta = fc.double({ min: 0, max: 179.9, noNaN: true });
const trace = fc.record({ at: anyTilt(60), thetaDeg: theta });
const angle = fc.double({ min: -60, max: 60, noNaN: true });

test("theta is clockwise from the motion of alpha: 0 tilts alpha, 90 tilts beta back", () => {
  assert.ok(near(tiltFeature({ at: at(0, 0), thetaDeg: 0 }, 10, "along").alphaDeg, 10));
  assert.ok(near(tiltFeature({ at: at(0, 0), thetaDeg: 90 }, 10, "along").betaDeg, -10));
  assert.ok(near(tiltFeature({ at: at(0, 0), thetaDeg: 0 }, 10, "against").betaDeg, 10));
});

test("tilting along a trace keeps an edge-on plane edge-on; against it, the plane is off by the angle", () => {
  fc.assert(
    fc.property(trace, angle, (one, angleDeg) => {
      const normal = edgeOnNormal(one);
      const [along, against] = [tiltFeature(one, angleDeg, "along"), tiltFeature(one, angleDeg, "against")];
      assert.ok(near(dot(beamOfTilt(along), normal), 0));
      assert.ok(near(dot(beamOfTilt(against), normal), Math.sin((angleDeg * Math.PI) / 180)));
      assert.ok(near(tiltDistanceDeg(one.at, along), Math.abs(angleDeg), 1e-6));
    }),
  );
});

test("a trace seen at its own tilt has its own angle, as a plane and as a line", () => {
  fc.assert(
    fc.property(trace, (one) => {
      const same = (angleDeg: number) => near(Math.sin(((angleDeg - one.thetaDeg) * Math.PI) / 180), 0);
      assert.ok(same(traceAngleDeg("plane", edgeOnNormal(one), one.at)));
      assert.ok(same(traceAngleDeg("line", traceDirection(one), one.at)));
      assert.ok(near(dot(cross(beamOfTilt(one.at), traceDirection(one)), edgeOnNormal(one)), 1));
    }),
  );
});

test("planes face on and lines end on have no angle", () => {
  assert.is(
    codeOf(() => traceAngleDeg("plane", [0, 0, 1], at(0, 0))),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => traceAngleDeg("line", beamOfTilt(at(7, 9)), at(7, 9))),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => tiltFeature({ at: at(0, 0), thetaDeg: Number.NaN }, 1, "along")),
    "E_NOT_FINITE",
  );
});

test("the nearest edge-on tilt is edge-on, and no nearer one is", () => {
  fc.assert(
    fc.property(anyDirection, anyTilt(50), (normal, from) => {
      fc.pre(Math.abs(dot(normal, beamOfTilt(from))) < 0.999);
      const { at: found, tiltDeg } = nearestEdgeOn(normal, from);
      assert.ok(near(dot(beamOfTilt(found), normal), 0));
      assert.ok(near(tiltDistanceDeg(from, found), tiltDeg, 1e-5));
      assert.ok(near(Math.abs(dot(beamOfTilt(from), normal)), Math.sin((tiltDeg * Math.PI) / 180)));
    }),
  );
  assert.is(
    codeOf(() => nearestEdgeOn([0, 0, 1], at(0, 0))),
    "E_DEGENERATE",
  );
});

test("alpha at a beta, for a plane that is edge-on there", () => {
  fc.assert(
    fc.property(trace, angle, (one, betaDeg) => {
      const normal = edgeOnNormal(one);
      fc.pre(Math.abs(normal[1]) > 1e-3);
      assert.ok(near(dot(beamOfTilt(at(edgeOnAlphaDeg(normal, betaDeg), betaDeg)), normal), 0));
    }),
  );
  assert.is(
    codeOf(() => edgeOnAlphaDeg([1, 0, 0], 0)),
    "E_DEGENERATE",
  );
});

test("two planes are edge-on together where both are", () => {
  fc.assert(
    fc.property(trace, trace, (a, b) => {
      const [p, q] = [edgeOnNormal(a), edgeOnNormal(b)];
      const line = cross(p, q);
      fc.pre(Math.hypot(line[0], line[2]) > 1e-3);
      const beam = beamOfTilt(edgeOnTogether(p, q));
      assert.ok(near(dot(beam, p), 0, 1e-8) && near(dot(beam, q), 0, 1e-8));
    }),
  );
  assert.is(
    codeOf(() => edgeOnTogether([1, 0, 0], [-2, 0, 0])),
    "E_DEGENERATE",
  );
});

test("the two curves of a plane: all of one is edge-on, the other passes through where it was asked", () => {
  const normal = edgeOnNormal({ at: at(5, 10), thetaDeg: 45 });
  const { along, against } = featureCurve(normal, at(5, 10));
  for (const tilt of along.flat()) assert.ok(near(dot(beamOfTilt(tilt), normal), 0));
  const ends = against.flat().map((tilt) => beamOfTilt(tilt));
  const pole = cross(beamOfTilt(at(5, 10)), normal);
  for (const beam of ends) assert.ok(near(dot(beam, pole), 0));
  // The paper's figure 20: the normal of that plane is at (-44.8, -75), on the curve against.
  const own = tiltOfZone(normal);
  assert.ok(near(own.alphaDeg, -44.8, 0.06) && near(own.betaDeg, -75, 0.06));
  assert.is(featureCurve([0, 0, 1]).against.length, 1);
  assert.is(
    codeOf(() => featureCurve([0, 0, 1], at(0, 0))),
    "E_DEGENERATE",
  );
});

test.run();
