import { test } from "uvu";
import * as assert from "uvu/assert";
import { MapFrame } from "../../../../src/ops/carto/drawing/mapFrame.js";
import { circlePath, crossPath, curvePath } from "../../../../src/ops/carto/drawing/paths.js";

const close = (a: readonly number[], b: readonly number[], within = 1e-6) =>
  assert.ok(a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) < within), `${a} is not ${b}`);

test("alpha goes to the right and beta up, in every projection, and places come back", () => {
  for (const kind of ["tip-tilt", "stereographic", "equal-area"] as const) {
    const frame = new MapFrame({ kind, sidePx: 500 });
    const [x0, y0] = frame.middlePx;
    const [x, y] = frame.placeOfTilt({ alphaDeg: 20, betaDeg: 10 })!;
    assert.ok(x > x0 && y < y0, kind);
    const back = frame.tiltAt([x, y])!;
    close([back.alphaDeg, back.betaDeg], [20, 10]);
    close(frame.placeOfTilt({ alphaDeg: 0, betaDeg: 0 })!, [x0, y0]);
  }
});

test("the range is what lies at the edge", () => {
  const frame = new MapFrame({ kind: "tip-tilt", sidePx: 458, rangeDeg: 30 });
  close(frame.placeOfTilt({ alphaDeg: 30, betaDeg: 0 })!, [frame.rightPx, frame.middlePx[1]]);
  const round = new MapFrame({ kind: "stereographic", sidePx: 436 });
  assert.is(Math.round(round.horizonPx), 200);
  assert.ok(frame.isSeen(frame.middlePx) && !frame.isSeen([0, 0]) && frame.isSeen([0, 0], 50));
  assert.is(round.tiltAt([0, 0]), undefined);
  assert.is(round.placeOfBeam([0, 0.6, -0.8]), undefined);
});

test("another tilt may be in the middle of a tip-tilt map", () => {
  const centre = { alphaDeg: 20, betaDeg: -10 };
  const frame = new MapFrame({ kind: "tip-tilt", sidePx: 400, rangeDeg: 5, centre });
  close(frame.placeOfTilt(centre)!, frame.middlePx);
  const back = frame.tiltAt([frame.rightPx, frame.middlePx[1]])!;
  close([back.alphaDeg, back.betaDeg], [25, -10]);
  assert.equal(new MapFrame({ kind: "stereographic", sidePx: 400, centre }).centre, { alphaDeg: 0, betaDeg: 0 });
});

test("a curve is interrupted where it leaves the map and where it jumps", () => {
  const frame = new MapFrame({ kind: "tip-tilt", sidePx: 400, rangeDeg: 40 });
  const at = (alphaDeg: number, betaDeg: number) => ({ alphaDeg, betaDeg });
  const moves = (d: string) => [d.split("M").length - 1, d.split("L").length - 1];
  assert.equal(moves(curvePath(frame, [at(0, 0), at(5, 0), at(10, 0)])), [1, 2]);
  assert.equal(moves(curvePath(frame, [at(0, 0), at(5, 0), at(5, 5)], true)), [1, 3]);
  assert.equal(moves(curvePath(frame, [at(-38, 0), at(38, 0)])), [2, 0]);
  assert.equal(moves(curvePath(frame, [at(0, 0), at(500, 0), at(5, 0)])), [2, 0]);
  assert.is(curvePath(frame, []), "");
});

test("signs are written short", () => {
  assert.is(circlePath([10, 20], 2.5), "M10 20m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z");
  assert.is(crossPath([10, 20], 2), "M8 20H12M10 18V22");
  assert.is(crossPath([10, 20], 2, true), "M8 18L12 22M8 22L12 18");
});

test.run();
