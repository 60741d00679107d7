import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { angleDegBetween } from "../../../src/core/vector3.js";
import { discOf, projectBeam, unprojectToBeam } from "../../../src/ops/carto/projection.js";
import { beamOfTilt } from "../../../src/ops/carto/tilt.js";
import { near } from "../crystal/refused.js";
import { anyDirection } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const kinds = ["tip-tilt", "stereographic", "equal-area"] as const;

test("a place of a map and back is the same direction", () => {
  fc.assert(
    fc.property(
      anyDirection.filter(([, , z]) => z > 0.01),
      fc.constantFrom(...kinds),
      (v, kind) => angleDegBetween(unprojectToBeam(projectBeam(v, kind)!, kind)!, v) < 1e-5,
    ),
  );
});

test("on every map alpha grows to the right and beta upwards", () => {
  for (const kind of kinds) {
    const [right, level] = projectBeam(beamOfTilt({ alphaDeg: 20, betaDeg: 0 }), kind)!;
    const [middle, up] = projectBeam(beamOfTilt({ alphaDeg: 0, betaDeg: 20 }), kind)!;
    assert.ok(right > 0 && near(level, 0) && near(middle, 0) && up > 0, kind);
  }
});

test("below the horizon there is no place, and off the map no direction", () => {
  for (const kind of kinds) assert.is(projectBeam([0, 0.5, -1], kind), undefined);
  assert.is(projectBeam([0, 0, 0], "stereographic"), undefined);
  assert.is(unprojectToBeam([0.8, 0.8], "stereographic"), undefined);
  assert.is(unprojectToBeam([91, 0], "tip-tilt"), undefined);
});

test("a right angle lies on the circle of radius 1; equal areas stay equal", () => {
  for (const kind of ["stereographic", "equal-area"] as const)
    assert.ok(near(Math.hypot(...discOf([3, 4, 0], kind)), 1));
  // The cap within 60 degrees is half of the hemisphere.
  const [x] = discOf([Math.sin(Math.PI / 3), 0, 0.5], "equal-area");
  assert.ok(near(x * x, 0.5));
});

test.run();
