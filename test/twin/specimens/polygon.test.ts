import { test } from "uvu";
import * as assert from "uvu/assert";
import { areaOf, aroundCentre, boundsOf, clipped, comeNear, isInside } from "../../../src/twin/specimens/polygon.js";

const unit = [0, 0, 1, 0, 1, 1, 0, 1];
const moved = (outline: number[], dx: number, dy: number) => outline.map((v, k) => v + (k % 2 ? dy : dx));

test("points are inside or not, also of an outline with a notch", () => {
  const notched = [0, 0, 4, 0, 4, 4, 2, 1, 0, 4];
  assert.ok(isInside(notched, 0.5, 2) && isInside(notched, 3.5, 2) && isInside(notched, 2, 0.5));
  assert.not.ok(
    isInside(notched, 2, 2) || isInside(notched, -1, 1) || isInside(notched, 5, 1) || isInside(notched, 1, 5),
  );
  assert.not.ok(isInside(notched, NaN, 1) || isInside([], 0, 0));
});

test("of two outlines that share a side a point belongs to one", () => {
  const right = moved(unit, 1, 0);
  for (const y of [0.1, 0.5, 0.9]) assert.is(Number(isInside(unit, 1, y)) + Number(isInside(right, 1, y)), 1);
});

test("bounds and area, with the sign of the sense of going round", () => {
  assert.equal(boundsOf([1, 2, -3, 4, 0, -5]), { leastXNm: -3, leastYNm: -5, mostXNm: 1, mostYNm: 4 });
  assert.is(areaOf(unit), 1);
  assert.is(areaOf([0, 1, 1, 1, 1, 0, 0, 0]), -1);
  const round = aroundCentre(
    5,
    7,
    Array.from({ length: 90 }, (_, k) => [2, (k * Math.PI) / 45]),
  );
  assert.ok(Math.abs(areaOf(round) / (4 * Math.PI) - 1) < 0.002);
});

test("clipping keeps what lies on the right side of a line", () => {
  assert.ok(Math.abs(areaOf(clipped(unit, 1, 0, 0.25)) - 0.25) < 1e-12);
  assert.ok(Math.abs(areaOf(clipped(unit, 1, 1, 1)) - 0.5) < 1e-12);
  assert.equal(clipped(unit, 1, 0, 2), unit);
  assert.equal(clipped(unit, 1, 0, -1), []);
});

test("outlines come near when the gap between them is small", () => {
  assert.ok(comeNear(unit, moved(unit, 0.5, 0.5), 0));
  assert.ok(comeNear(unit, moved(unit, 1.05, 0), 0.1));
  assert.not.ok(comeNear(unit, moved(unit, 1.2, 0), 0.1));
  assert.not.ok(comeNear(unit, [2, 0, 3, -1, 3, 1], 0.5));
  // A thin one across a corner: apart along no axis of the square.
  assert.not.ok(comeNear(unit, [0.8, 1.9, 1.9, 0.8, 2, 0.9, 0.9, 2], 0.1));
});

test.run();
