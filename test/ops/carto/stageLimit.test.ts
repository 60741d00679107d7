import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  betaLimitDeg,
  checkLimit,
  defaultLimit,
  isReachable,
  limitFraction,
  limitOutline,
  type StageLimit,
} from "../../../src/ops/carto/stageLimit.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyTilt } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const at = (alphaDeg: number, betaDeg: number) => ({ alphaDeg, betaDeg });
const superellipse = { kind: "superellipse", alphaDeg: 36, betaDeg: 32, exponent: 3.3 } as const;
const dented: StageLimit = {
  kind: "polygon",
  corners: [at(-20, -20), at(20, -20), at(20, 20), at(0, 5), at(-20, 20)],
};
const limits: readonly StageLimit[] = [defaultLimit, superellipse, dented];

test("the fraction is 0 at zero tilt, 1 on the outline, and grows along a line by the same measure", () => {
  for (const limit of limits) {
    assert.is(limitFraction(at(0, 0), limit), 0);
    for (const corner of limitOutline(limit)) assert.ok(near(limitFraction(corner, limit), 1, 1e-9), limit.kind);
    const half = limitOutline(limit).map(({ alphaDeg, betaDeg }) => at(alphaDeg / 2, betaDeg / 2));
    for (const tilt of half) assert.ok(near(limitFraction(tilt, limit), 0.5, 1e-9), limit.kind);
  }
});

test("a box that is not the same on both sides is measured on each side", () => {
  const limit: StageLimit = { kind: "box", alphaDeg: [-20, 40], betaDeg: [-10, 10] };
  assert.is(limitFraction(at(-10, 0), limit), 0.5);
  assert.is(limitFraction(at(10, 0), limit), 0.25);
  assert.is(limitFraction(at(10, -15), limit), 1.5);
  const aside: StageLimit = { kind: "box", alphaDeg: [10, 30], betaDeg: [0, 0] };
  assert.is(limitFraction(at(20, 0), aside), 0);
  assert.is(limitFraction(at(25, 0), aside), 0.5);
  assert.is(limitFraction(at(20, 1), aside), Number.POSITIVE_INFINITY);
});

test("a polygon with a dent: what is in the dent is out of reach", () => {
  assert.ok(isReachable(at(15, 15), dented));
  assert.not.ok(isReachable(at(0, 12), dented));
  assert.ok(near(limitFraction(at(0, 12), dented), 12 / 5));
  assert.ok(isReachable(at(20, 0), dented));
});

test("a superellipse is inside its box, for every tilt, and far away is a number", () => {
  fc.assert(
    fc.property(anyTilt(100), (tilt) => {
      const box = limitFraction(tilt, { kind: "box", alphaDeg: [-36, 36], betaDeg: [-32, 32] });
      return limitFraction(tilt, superellipse) >= box - 1e-12;
    }),
  );
  assert.ok(Number.isFinite(limitFraction(at(1e300, 0), superellipse)));
});

test("the greatest beta at an alpha lies on the superellipse", () => {
  for (const alphaDeg of [-36, -20, 0, 10, 35.9]) {
    const betaDeg = betaLimitDeg(alphaDeg, superellipse);
    assert.ok(near(limitFraction(at(alphaDeg, betaDeg), superellipse), 1));
  }
  assert.is(
    codeOf(() => betaLimitDeg(36.1, superellipse)),
    "E_OUT_OF_RANGE",
  );
});

test("limits that hold no tilts are refused", () => {
  assert.is(
    codeOf(() => checkLimit({ kind: "polygon", corners: [at(0, 0), at(1, 1)] })),
    "E_OUT_OF_RANGE",
  );
  assert.is(
    codeOf(() => checkLimit({ kind: "box", alphaDeg: [10, -10], betaDeg: [0, 1] })),
    "E_OUT_OF_RANGE",
  );
  assert.is(
    codeOf(() => checkLimit({ ...superellipse, exponent: 0 })),
    "E_OUT_OF_RANGE",
  );
  assert.is(
    codeOf(() => checkLimit({ ...superellipse, betaDeg: Number.NaN })),
    "E_NOT_FINITE",
  );
  for (const limit of limits)
    assert.is(
      codeOf(() => checkLimit(limit)),
      undefined,
    );
});

test.run();
