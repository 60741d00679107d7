import { test } from "uvu";
import * as assert from "uvu/assert";
import { placeOf, stageAt } from "../../../src/em/montage/montageFrame.js";

test("to see what lies right of the middle, the specimen goes left", () => {
  const frame = { centreXUm: 5, centreYUm: -2, rotationDeg: 0 };
  assert.equal(stageAt(frame, { xNm: 1000, yNm: 500 }), { xUm: 4, yUm: -2.5 });
  assert.equal(placeOf(frame, { xUm: 4, yUm: -2.5 }), { xNm: 1000, yNm: 500 });
});

test("a turned scan turns the way; there and back is where it was", () => {
  const turned = stageAt({ centreXUm: 0, centreYUm: 0, rotationDeg: 90 }, { xNm: 1000, yNm: 0 });
  assert.ok(Math.hypot(turned.xUm, turned.yUm + 1) < 1e-12);
  for (const rotationDeg of [0, 33, -120]) {
    const frame = { centreXUm: 1, centreYUm: 2, rotationDeg };
    const place = placeOf(frame, stageAt(frame, { xNm: 321, yNm: -77 }));
    assert.ok(Math.hypot(place.xNm - 321, place.yNm + 77) < 1e-9);
  }
});

test.run();
