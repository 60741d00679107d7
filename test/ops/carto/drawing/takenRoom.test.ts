import { test } from "uvu";
import * as assert from "uvu/assert";
import { TakenRoom } from "../../../../src/ops/carto/drawing/takenRoom.js";

const box = (leftPx: number, topPx: number, widthPx = 10, heightPx = 10) => ({
  ...{ leftPx, topPx },
  ...{ rightPx: leftPx + widthPx, bottomPx: topPx + heightPx },
});

test("what is taken is not free, and what lies well beside it is", () => {
  const room = new TakenRoom(200);
  room.take(box(50, 50));
  for (const other of [box(50, 50), box(59, 59), box(42, 42), box(53, 53, 1, 1), box(0, 0, 199, 199)])
    assert.not(room.isFree(other));
  for (const other of [box(68, 50), box(50, 68), box(34, 50), box(50, 34)]) assert.ok(room.isFree(other));
});

test("boxes may reach over the edges", () => {
  const room = new TakenRoom(40);
  room.take(box(-20, -20, 30, 30));
  room.take(box(35, 35, 500, 500));
  assert.not(room.isFree(box(0, 0)));
  assert.not(room.isFree(box(38, 38)));
  assert.ok(room.isFree(box(20, 20, 5, 5)));
});

test.run();
