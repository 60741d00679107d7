import { test } from "uvu";
import * as assert from "uvu/assert";
import { Guard } from "../../src/instrument/guard.js";
import { ReplayInstrument } from "../../src/instrument/replay/replayInstrument.js";
import type { StageTarget } from "../../src/instrument/stagePosition.js";
import { expectError } from "../io/expectError.js";
import { imageRequest, runOf, sampleRecordings } from "./replay/sampleRun.js";

const haadf = imageRequest();

/** A guard before a replay whose first frame was taken at the first place, the second one at the second. */
function guardedReplay(places: readonly StageTarget[]) {
  const instrument = new ReplayInstrument(runOf(sampleRecordings(places.map((at) => ({ request: haadf, at })))));
  const targets: StageTarget[] = [];
  instrument.onEvent((event) => event.type === "moving" && targets.push(event.target));
  return { guard: new Guard(instrument, { owner: "ana" }), targets };
}

test("a replay goes straight to where a frame was taken, also when it is told to come from the minus side", async () => {
  const { guard, targets } = guardedReplay([{}, { xUm: 3, yUm: -1 }]);
  assert.is((await guard.stage.moveTo({ xUm: 3, yUm: -1 })).commanded.xUm, 3);
  assert.equal(targets, [{ xUm: 3, yUm: -1 }]);
  assert.is((await guard.acquire(haadf))[0]!.data[0], 2);
  await guard.stage.moveTo({ xUm: 0, yUm: 0 }, { approach: "fromMinus" });
  await guard.stage.moveBy({ xUm: 3, yUm: -1 });
  assert.equal(targets.slice(1), [
    { xUm: 0, yUm: 0 },
    { xUm: 3, yUm: -1 },
  ]);
});

test("a way that a holder would have to make in steps is one motion of a replay, and home too", async () => {
  const tilted = { xUm: 10, zUm: 2, alphaDeg: 30 };
  const { guard, targets } = guardedReplay([tilted, { xUm: 80, zUm: 2, alphaDeg: 0 }, {}]);
  await guard.stage.moveTo({ xUm: 80, alphaDeg: 0 });
  assert.equal(targets, [{ alphaDeg: 0, xUm: 80 }]);
  await guard.stage.moveTo(tilted);
  const { commanded } = await guard.stage.home();
  assert.equal([commanded.xUm, commanded.zUm, commanded.alphaDeg], [0, 0, 0]);
  assert.is(targets.length, 3);
});

test("limits hold for a replay, and places that it does not have are refused with those that it has", async () => {
  const { guard, targets } = guardedReplay([{}, { xUm: 80 }, { alphaDeg: 30 }]);
  await expectError("StageLimit", guard.stage.moveTo({ xUm: 80, alphaDeg: 30 }), /80/);
  await expectError("StageLimit", guard.stage.moveTo({ alphaDeg: 37 }));
  await expectError("Unsupported", guard.stage.moveTo({ xUm: 79 }), /The run has: x 0, .*x 80, .*alpha 30°/);
  await expectError("Unsupported", guard.beam.set({ defocusNm: 5 }), /The run has: defocusNm 0/);
  assert.is((await guard.beam.set({ defocusNm: 0, accelKv: 80 })).accelKv, 80);
  assert.equal(targets, []);
  const moving = expectError("Aborted", guard.stage.moveTo({ xUm: 80 }));
  await guard.stage.stop();
  await moving;
  assert.is((await guard.stage.report()).commanded.xUm, 0);
});

test.run();
