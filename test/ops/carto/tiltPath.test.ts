import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { defaultLimit, isReachable, type StageLimit } from "../../../src/ops/carto/stageLimit.js";
import { tiltDistanceDeg } from "../../../src/ops/carto/tilt.js";
import { greatCircle, tiltPath } from "../../../src/ops/carto/tiltPath.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const at = (alphaDeg: number, betaDeg: number) => ({ alphaDeg, betaDeg });

test("a path begins and ends where it says, and no step is longer than the step", () => {
  fc.assert(
    fc.property(anyTilt(60), anyTilt(60), fc.constantFrom("great-circle" as const, "axes" as const), (p, q, mode) => {
      const path = tiltPath(p, q, { stepDeg: 2, mode });
      assert.equal(path[0], p);
      assert.equal(path.at(-1), q);
      for (let i = 1; i < path.length; i++) assert.ok(tiltDistanceDeg(path[i - 1]!, path[i]!) <= 2 + 1e-6);
    }),
  );
});

test("the great circle is the shortest way", () => {
  fc.assert(
    fc.property(anyTilt(60), anyTilt(60), (p, q) => {
      const path = greatCircle(p, q, 9);
      const length = path.slice(1).reduce((sum, tilt, i) => sum + tiltDistanceDeg(path[i]!, tilt), 0);
      assert.ok(near(length, tiltDistanceDeg(p, q), 1e-6));
    }),
  );
});

test("axis by axis: alpha first, then beta", () => {
  assert.equal(tiltPath(at(0, 0), at(10, 5), { stepDeg: 5, mode: "axes" }), [at(0, 0), at(5, 0), at(10, 0), at(10, 5)]);
  assert.equal(tiltPath(at(0, 0), at(0, 5), { stepDeg: 5, mode: "axes" }), [at(0, 0), at(0, 5)]);
});

test("between two tilts within a box or a superellipse, a path axis by axis stays within the box", () => {
  const limits: readonly StageLimit[] = [defaultLimit];
  fc.assert(
    fc.property(anyTilt(30), anyTilt(30), fc.constantFrom(...limits), (p, q, limit) =>
      tiltPath(p, q, { mode: "axes" }).every((tilt) => isReachable(tilt, limit)),
    ),
  );
});

test("a path to where one is, opposite beams, and steps that are none", () => {
  assert.equal(tiltPath(at(3, 4), at(3, 4)), [at(3, 4), at(3, 4)]);
  assert.is(
    codeOf(() => tiltPath(at(0, 0), at(0, 180))),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => tiltPath(at(0, 0), at(1, 1), { stepDeg: 0 })),
    "E_OUT_OF_RANGE",
  );
  assert.is(
    codeOf(() => tiltPath(at(0, 0), at(Number.NaN, 1))),
    "E_NOT_FINITE",
  );
});

test.run();
