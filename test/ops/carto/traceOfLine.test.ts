import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { apply } from "../../../src/core/matrix3.js";
import { angleDegBetween, cross, type Vec3 } from "../../../src/core/vector3.js";
import { edgeOnNormal } from "../../../src/ops/carto/feature.js";
import { stageMatrix } from "../../../src/ops/carto/tilt.js";
import { type ImagePlacePx, traceOfLine } from "../../../src/ops/carto/traceOfLine.js";
import { codeOf } from "../crystal/refused.js";

fc.configureGlobal({ seed: 5 });

const angle = fc.double({ min: -180, max: 180, noNaN: true });
const line = { fromPx: [100, 100], toPx: [200, 200], alphaMotionDeg: 7, isMirrored: false } as const;

test("clockwise from the motion with alpha, and the other way round in a mirrored image", () => {
  assert.ok(Math.abs(traceOfLine(line).thetaDeg - 38) < 1e-9);
  assert.ok(Math.abs(traceOfLine({ ...line, isMirrored: true }).thetaDeg + 38) < 1e-9);
  assert.is(traceOfLine({ ...line, toPx: [0, 100], alphaMotionDeg: 0 }).thetaDeg, 180);
  assert.is(traceOfLine({ ...line, toPx: [200, 100], alphaMotionDeg: 360 }).thetaDeg, 0);
});

test("the plane that was edge on is found by its line, in an image that is turned and mirrored in any way", () => {
  fc.assert(
    fc.property(angle, fc.boolean(), angle, angle, angle, (turnDeg, isMirrored, planeDeg, alpha, beta) => {
      const at = { alphaDeg: alpha / 5, betaDeg: beta / 5 };
      const turn = (turnDeg * Math.PI) / 180;
      // In the laboratory things move with +alpha along -y and with +beta along +x; as seen on the map these are right and up.
      const inImage = ([x, y]: Vec3): ImagePlacePx => {
        const [right, down] = [-y, isMirrored ? x : -x];
        return [
          250 + 90 * (right * Math.cos(turn) - down * Math.sin(turn)),
          250 + 90 * (right * Math.sin(turn) + down * Math.cos(turn)),
        ];
      };
      const normal = edgeOnNormal({ at, thetaDeg: planeDeg });
      const along = cross(apply(stageMatrix(at), normal), [0, 0, 1]);
      const { thetaDeg } = traceOfLine({
        ...{ fromPx: inImage([0, 0, 0]), toPx: inImage(along) },
        ...{ alphaMotionDeg: turnDeg, isMirrored },
      });
      const apart = angleDegBetween(edgeOnNormal({ at, thetaDeg }), normal);
      assert.ok(Math.min(apart, 180 - apart) < 1e-4, `${apart}`);
    }),
  );
});

test("lengths are told where the pixels are known", () => {
  assert.is(traceOfLine(line).lengthNm, undefined);
  const { lengthPx, lengthNm } = traceOfLine({ ...line, pixelNm: 0.5 });
  assert.ok(Math.abs(lengthPx - 141.42) < 0.01 && Math.abs(lengthNm! - lengthPx / 2) < 1e-9);
});

test("a line of no length, pixels of no size and what is no number are refused", () => {
  assert.is(
    codeOf(() => traceOfLine({ ...line, toPx: line.fromPx })),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => traceOfLine({ ...line, pixelNm: 0 })),
    "E_OUT_OF_RANGE",
  );
  assert.is(
    codeOf(() => traceOfLine({ ...line, toPx: [Number.NaN, 0] })),
    "E_NOT_FINITE",
  );
});

test.run();
