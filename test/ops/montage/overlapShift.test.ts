import { test } from "uvu";
import * as assert from "uvu/assert";
import { overlapShift } from "../../../src/ops/montage/overlapShift.js";
import { scene } from "./scene.js";

const side = 128;
const spots = scene();
const first = spots.look(0, 0, side, side, 2, 1);
const near = (found: { xPx: number; yPx: number }, xPx: number, yPx: number, mostPx: number) =>
  assert.ok(Math.hypot(found.xPx - xPx, found.yPx - yPx) < mostPx, `${found.xPx}, ${found.yPx} for ${xPx}, ${yPx}`);

test("the place of a neighbour is found to some tenths of a pixel, wherever it lies within the error", () => {
  for (const [xPx, yPx] of [
    [96, 0],
    [91.3, 6.6],
    [104, -9],
    [4, 99.5],
    [-93, -5],
  ] as const) {
    const found = overlapShift(
      first,
      spots.look(xPx, yPx, side, side, 2, 2),
      { xPx: Math.sign(xPx) * 96 * Number(Math.abs(xPx) > 50), yPx: yPx > 50 ? 96 : 0 },
      14,
    );
    near(found, xPx, yPx, 0.25);
    assert.is(found.refusal, undefined);
    assert.ok(found.correlation > 0.8 && found.significance > 20);
  }
});

test("an overlap that shows nothing is refused", () => {
  const empty = scene({ isEmpty: true });
  const found = overlapShift(
    empty.look(0, 0, side, side, 2, 3),
    empty.look(96, 0, side, side, 2, 4),
    { xPx: 96, yPx: 0 },
    14,
  );
  assert.match(found.refusal ?? "", /shows nothing/);
  assert.ok(found.significance < 8);
  const even = { data: new Float32Array(side * side).fill(3), widthPx: side, heightPx: side };
  assert.match(overlapShift(even, even, { xPx: 96, yPx: 0 }, 14).refusal ?? "", /shows nothing/);
});

test("a lattice fits as well elsewhere, and is refused", () => {
  const lattice = (left: number) => ({
    data: Float32Array.from({ length: side * side }, (_, i) => Math.cos(((left + (i % side)) * 2 * Math.PI) / 9)),
    widthPx: side,
    heightPx: side,
  });
  assert.match(overlapShift(lattice(0), lattice(96), { xPx: 96, yPx: 0 }, 14).refusal ?? "", /somewhere else/);
});

test("what fits best at the edge of where it was looked for is refused", () => {
  const found = overlapShift(first, spots.look(96, 0, side, side, 2, 2), { xPx: 88, yPx: 0 }, 8);
  assert.match(found.refusal ?? "", /at the edge/);
});

test("tiles that share too little are not compared", () => {
  const found = overlapShift(first, first, { xPx: 140, yPx: 0 }, 6);
  assert.match(found.refusal ?? "", /share too little/);
  assert.equal([found.xPx, found.yPx], [140, 0]);
});

test("an edge holds nothing along itself", () => {
  // A slanted edge, softened; along it one place is as good as another, but for the noise.
  const edge = (left: number, top: number, seed: number) => {
    const { data } = scene({ isEmpty: true }).look(0, 0, side, side, 1, seed);
    for (let i = 0; i < data.length; i++) {
      const across = left + (i % side) - 110 + 0 * top;
      data[i]! += 50 / (1 + Math.exp(-across / 2));
    }
    return { data, widthPx: side, heightPx: side };
  };
  const { hold } = overlapShift(edge(0, 0, 5), edge(96, 0, 6), { xPx: 96, yPx: 0 }, 8);
  assert.ok(hold.xx > 0.95, String(hold.xx));
  assert.ok(hold.yy < 0.1, String(hold.yy));
  const round = overlapShift(first, spots.look(96, 0, side, side, 2, 2), { xPx: 96, yPx: 0 }, 8).hold;
  assert.ok(Math.min(round.xx, round.yy) > 0.3);
});

test.run();
