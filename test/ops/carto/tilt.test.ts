import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply } from "../../../src/core/matrix3.js";
import { angleDegBetween, scaled } from "../../../src/core/vector3.js";
import {
  beamOfTilt,
  holderMatrix,
  plainTiltOfZone,
  stageMatrix,
  tiltDistanceDeg,
  tiltOfBeam,
  tiltOfZone,
  upward,
} from "../../../src/ops/carto/tilt.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyDirection, anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

test("a tilt to its beam and back is the same tilt", () => {
  fc.assert(
    fc.property(anyTilt(89.9), (tilt) => {
      const back = tiltOfBeam(beamOfTilt(tilt));
      return near(back.alphaDeg, tilt.alphaDeg, 1e-9) && near(back.betaDeg, tilt.betaDeg, 1e-7);
    }),
  );
});

test("alpha is outer: from [001] on the beam [1 -1 1] is at 35.26 and 45, and not the other way round", () => {
  const { alphaDeg, betaDeg } = tiltOfZone([1, -1, 1]);
  assert.ok(near(alphaDeg, 35.2644, 1e-4) && near(betaDeg, 45));
});

test("the stage brings what it is tilted to onto the beam, and back", () => {
  fc.assert(
    fc.property(anyTilt(180), (tilt) => {
      const seen = apply(stageMatrix(tilt), beamOfTilt(tilt));
      const back = apply(holderMatrix(tilt), [0, 0, 1]);
      return near(seen[2], 1) && angleDegBetween(back, beamOfTilt(tilt)) < 1e-6;
    }),
  );
});

test("+alpha moves things along -y, +beta along +x", () => {
  const top = [0, 0, 1] as const;
  assert.ok(apply(stageMatrix({ alphaDeg: 5, betaDeg: 0 }), [0, -0.1, 1])[1] > -0.1);
  assert.ok(apply(stageMatrix({ alphaDeg: 5, betaDeg: 0 }), top)[1] > 0);
  assert.ok(apply(stageMatrix({ alphaDeg: 0, betaDeg: 5 }), top)[0] < 0);
});

test("a zone and its opposite are found at one tilt, within a right angle", () => {
  fc.assert(
    fc.property(
      anyDirection.filter(([x, , z]) => Math.hypot(x, z) > 1e-3),
      (v) => {
        const [a, b] = [tiltOfZone(v), tiltOfZone(scaled(v, -1))];
        return near(a.alphaDeg, b.alphaDeg) && near(a.betaDeg, b.betaDeg) && Math.abs(a.betaDeg) <= 90 + 1e-6;
      },
    ),
  );
  assert.equal(upward([-1, 0, 0]), [1, 0, 0]);
  assert.equal(upward([0, 2, 0]), [0, -2, 0]);
});

test("along the axis of beta there is no beta: one answer is refused, a list goes on", () => {
  assert.is(
    codeOf(() => tiltOfBeam([0, 1, 0])),
    "E_GIMBAL",
  );
  assert.is(
    codeOf(() => tiltOfZone([1e-12, -3, 0])),
    "E_GIMBAL",
  );
  assert.is(
    codeOf(() => tiltOfBeam([0, 0, 0])),
    "E_ZERO_VECTOR",
  );
  assert.is(
    codeOf(() => tiltOfBeam([0, Number.NaN, 1])),
    "E_NOT_FINITE",
  );
  assert.equal(plainTiltOfZone([0, 1, 0]), { alphaDeg: 90, betaDeg: 0 });
});

test("the distance of two tilts is that of the formula with cosines", () => {
  const degree = Math.PI / 180;
  fc.assert(
    fc.property(anyTilt(80), anyTilt(80), (p, q) => {
      const [a1, a2] = [p.alphaDeg * degree, q.alphaDeg * degree];
      const cosine =
        Math.sin(a1) * Math.sin(a2) + Math.cos(a1) * Math.cos(a2) * Math.cos((p.betaDeg - q.betaDeg) * degree);
      return near(tiltDistanceDeg(p, q), Math.acos(Math.max(-1, Math.min(1, cosine))) / degree, 1e-5);
    }),
  );
});

test.run();
