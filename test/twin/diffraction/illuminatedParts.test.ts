import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { illuminatedParts } from "../../../src/twin/diffraction/illuminatedParts.js";
import { crystalline, tilted, titanate } from "./crystals.js";

const area = (fovNm: number, centreXNm = 0) => ({ centreXNm, centreYNm: 0, fovNm });

test("one crystal is one part with its mean thickness, and all of the area", () => {
  const parts = illuminatedParts((xNm) => crystalline(titanate, 20 + xNm), area(10, 3));
  assert.is(parts.length, 1);
  assert.is(parts[0]!.areaFraction, 1);
  assert.ok(Math.abs(parts[0]!.material!.thicknessNm - 23) < 1e-9);
});

test("grains that are turned otherwise, other phases and holes are parts of their own, which fill the area", () => {
  const parts = illuminatedParts((xNm, yNm) => {
    if (yNm > 0.21 * 10) return undefined;
    if (xNm > 0) return crystalline(titanate, 20, tilted("x", 5));
    return xNm < -3 ? { phase: "carbon", thicknessNm: 5, atomsPerNm3: { C: 95 } } : crystalline(titanate, 20);
  }, area(10));
  assert.is(parts.length, 4);
  const sum = parts.reduce((total, { areaFraction }) => total + areaFraction, 0);
  assert.ok(Math.abs(sum - 1) < 1e-12);
  const hole = parts.find(({ material }) => material === undefined)!;
  assert.ok(Math.abs(hole.areaFraction - 0.2) < 1e-12, `${hole.areaFraction}`);
});

test("a point is looked at once; what is no area is refused", () => {
  let looks = 0;
  const parts = illuminatedParts(() => {
    looks++;
    return undefined;
  }, area(0));
  assert.is(looks, 1);
  assert.equal(parts, [{ material: undefined, areaFraction: 1 }]);
  for (const bad of [-1, Number.NaN, Infinity])
    assert.throws(
      () => illuminatedParts(() => undefined, area(bad)),
      (error: unknown) => error instanceof EmError && error.tag === "BadOption",
    );
});

test.run();
