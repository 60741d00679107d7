import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { edgeOnFromWidths, tiltToEdgeOnDeg } from "../../../src/ops/carto/edgeOnFromWidths.js";
import { codeOf, near } from "../crystal/refused.js";

fc.configureGlobal({ seed: 8 });

const rad = Math.PI / 180;
/** The width in projection of a plane through a foil, which is edge-on at a tilt. */
const widthNm = (thicknessNm: number, edgeTiltDeg: number, tiltDeg: number) =>
  (thicknessNm * Math.abs(Math.sin((tiltDeg - edgeTiltDeg) * rad))) / Math.cos(edgeTiltDeg * rad);

const away = (most: number) => fc.double({ min: 3, max: most, noNaN: true });
const sign = fc.constantFrom(1, -1);

test("the plane that made the widths is among the answers, and a third width tells which", () => {
  fc.assert(
    fc.property(
      away(60),
      sign,
      away(30),
      sign,
      fc.double({ min: 20, max: 300, noNaN: true }),
      (e, s, f, t, thickness) => {
        const [edge, tiltDeg] = [s * e, t * f];
        const widths = { width1Nm: widthNm(thickness, edge, 0), width2Nm: widthNm(thickness, edge, tiltDeg), tiltDeg };
        const { candidates } = edgeOnFromWidths(widths);
        const fits = candidates.filter(
          (one) => near(one.edgeTiltDeg, edge, 1e-6) && near(one.thicknessNm, thickness, 1e-6),
        );
        assert.is(fits.length, 1);
        const third = { tiltDeg: -tiltDeg, widthNm: widthNm(thickness, edge, -tiltDeg) };
        const told = edgeOnFromWidths({ ...widths, third });
        assert.not.ok(told.needsThirdWidth);
        assert.ok(near(told.edgeTiltDeg, edge, 1e-6) && near(told.thicknessNm, thickness, 1e-6));
      },
    ),
  );
});

test("without a third width the answer is the one that was not passed on the way", () => {
  const passed = { width1Nm: widthNm(80, 10, 0), width2Nm: widthNm(80, 10, 25), tiltDeg: 25 };
  const { needsThirdWidth, candidates, edgeTiltDeg } = edgeOnFromWidths(passed);
  assert.ok(needsThirdWidth);
  assert.is(candidates.length, 2);
  assert.ok(edgeTiltDeg < 0 || edgeTiltDeg > 25);
  assert.ok(near(candidates[1]!.edgeTiltDeg, 10, 1e-9));
});

test("a plane that is edge-on at the first tilt has one answer", () => {
  const { edgeTiltDeg, thicknessNm, needsThirdWidth } = edgeOnFromWidths({ width1Nm: 0, width2Nm: 10, tiltDeg: 30 });
  assert.is(edgeTiltDeg, 0);
  assert.ok(near(thicknessNm, 20));
  assert.not.ok(needsThirdWidth);
});

test("widths that say nothing are refused", () => {
  assert.is(
    codeOf(() => edgeOnFromWidths({ width1Nm: 40, width2Nm: 60, tiltDeg: 0 })),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => edgeOnFromWidths({ width1Nm: 0, width2Nm: 0, tiltDeg: 20 })),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => edgeOnFromWidths({ width1Nm: -1, width2Nm: 60, tiltDeg: 20 })),
    "E_OUT_OF_RANGE",
  );
  assert.is(
    codeOf(() => edgeOnFromWidths({ width1Nm: Number.NaN, width2Nm: 60, tiltDeg: 20 })),
    "E_NOT_FINITE",
  );
});

test("the tilt to edge-on of a width and a thickness", () => {
  assert.ok(near(tiltToEdgeOnDeg(100, 100), 45));
  assert.is(tiltToEdgeOnDeg(0, 100), 0);
  assert.is(
    codeOf(() => tiltToEdgeOnDeg(10, 0)),
    "E_OUT_OF_RANGE",
  );
});

test.run();
