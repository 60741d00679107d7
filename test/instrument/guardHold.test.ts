import { test } from "uvu";
import * as assert from "uvu/assert";
import { expectError } from "../io/expectError.js";
import { changesOf, frame, guarded } from "./guarded.js";

test("work that holds the instrument keeps motions and exposures of others off, and makes its own", async () => {
  const { guard, instrument } = guarded();
  const hold = guard.hold("em.run.montage");
  const fix = /em\.run\.montage is under way/;
  await expectError("InstrumentBusy", guard.stage.moveTo({ xUm: 1 }), fix);
  await expectError("InstrumentBusy", guard.stage.home(), fix);
  const refused = await expectError("InstrumentBusy", guard.acquire(frame), fix);
  assert.match(refused.fix, /Pause or stop em\.run\.montage first/);
  await expectError("InstrumentBusy", guard.live(frame).next(), fix);
  await expectError("InstrumentBusy", guard.auto("focus"), fix);
  assert.equal(changesOf(instrument), []);
  await guard.stage.moveTo({ xUm: 1 }, { approach: "direct", hold });
  assert.is((await guard.acquire(frame, { hold })).length, 1);
  // What makes safe needs no hold.
  await guard.stage.stop();
  await guard.beam.blank();
  assert.equal((await guard.safe()).problems, []);
  hold.end();
  await guard.acquire(frame);
});

test("one at a time holds it, and not while something is under way; a hold that has ended ends no other", async () => {
  const { guard } = guarded();
  const taking = guard.acquire(frame);
  assert.throws(() => guard.hold("em.run.montage"), /while em\.acquire is under way/);
  await taking;
  const first = guard.hold("em.run.montage");
  assert.throws(() => guard.hold("em.run.other"), /em\.run\.other cannot begin while em\.run\.montage/);
  first.end();
  const second = guard.hold("em.run.other");
  first.end();
  await expectError("InstrumentBusy", guard.acquire(frame), /em\.run\.other/);
  await expectError("InstrumentBusy", guard.acquire(frame, { hold: first }), /em\.run\.other/);
  second.end();
});

test.run();
