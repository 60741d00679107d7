import { test } from "uvu";
import * as assert from "uvu/assert";
import { Guard } from "../../src/instrument/guard.js";
import { nextEvent } from "../conformance/nextEvent.js";
import { expectError } from "../io/expectError.js";
import { auditOf, changesOf, frame, guarded, turns } from "./guarded.js";

const stopped = /^(stage.stop|beam.blank)$/;

test("(g) safe stops the stage and blanks the beam in the same turn, and ends a motion", async () => {
  const { guard, instrument } = guarded();
  await guard.beam.unblank();
  const began = nextEvent(instrument, "moving");
  const refused = expectError("Aborted", guard.stage.moveTo({ xUm: 20 }));
  await began;
  instrument.calls.length = 0;
  const making = guard.safe();
  assert.equal(instrument.calls.slice(0, 2), ["stage.stop", "beam.blank"]);
  assert.equal(await making, { isStopped: true, isBlanked: true, problems: [] });
  await refused;
  assert.ok(instrument.isBlanked);
});

test("(g) safe ends an exposure, whose rows until then are kept, and a beam that was on stays off", async () => {
  const { guard, instrument } = guarded();
  await guard.beam.unblank();
  const taken = await guard.acquire(frame, {
    onProgress: ({ done }) => {
      if (done === 10) void guard.safe();
    },
  });
  await turns();
  assert.is(taken[0]!.isComplete, false);
  assert.ok(instrument.isBlanked);
});

test("(g) safe tries both when one fails, and tells what did not work", async () => {
  for (const broken of ["stage.stop", "beam.blank"]) {
    const onCall = (call: string) => {
      if (call === broken) throw new Error("no answer from the column");
    };
    const { guard, instrument } = guarded({}, { onCall });
    const made = await guard.safe();
    assert.equal(instrument.calls, ["stage.stop", "beam.blank"]);
    assert.equal([made.isStopped, made.isBlanked], [broken !== "stage.stop", broken !== "beam.blank"]);
    assert.equal(made.problems, [
      broken === "stage.stop"
        ? "the stage could not be stopped: no answer from the column"
        : "the beam could not be blanked: no answer from the column",
    ]);
    assert.ok(auditOf(guard).includes("failed safe"));
  }
});

test("(g) safe has an end even when the instrument never answers", async () => {
  const { guard } = guarded({}, { onCall: (call) => (stopped.test(call) ? new Promise<void>(() => {}) : undefined) });
  const startMs = performance.now();
  const made = await guard.safe();
  assert.ok(performance.now() - startMs < 5000);
  assert.equal([made.isStopped, made.isBlanked, made.problems.length], [false, false, 2]);
  assert.match(made.problems[0]!, "no answer in 2 s");
});

test("(g) safe needs no arming and no lease, and works without a connection as far as it can", async () => {
  const { guard, instrument } = guarded({}, { isHardware: true });
  await new Guard(instrument, { owner: "ben" }).lease();
  assert.is((await guard.safe()).isStopped, true);
  instrument.disconnect();
  const made = await guard.safe();
  assert.equal([made.isStopped, made.isBlanked], [false, false]);
});

test("(g) blanking while the beam is being unblanked leaves it off", async () => {
  let release = () => {};
  const { guard, instrument } = guarded(
    {},
    {
      onCall: (call) =>
        call === "beam.unblank"
          ? new Promise<void>((resolve) => {
              release = resolve;
            })
          : undefined,
    },
  );
  const refused = expectError("Aborted", guard.beam.unblank(), /blanked while it was being unblanked/);
  await turns();
  await guard.safe();
  release();
  await refused;
  assert.ok(instrument.isBlanked);
});

test("(i) after the connection is lost, changes are refused with NotConnected and reads say it themselves", async () => {
  const { guard, instrument } = guarded();
  instrument.stage.stick();
  const ended = guard.stage.moveTo({ xUm: 1 }).catch((error: { tag: string }) => error.tag);
  await turns();
  instrument.disconnect("the bridge does not answer");
  assert.ok(["Aborted", "NotConnected"].includes((await ended) as string));
  assert.not.ok(guard.isConnected);
  const calls = instrument.calls.length;
  const error = await expectError("NotConnected", guard.stage.moveTo({ xUm: 1 }));
  assert.is(error.message, "em.stage.moveTo needs memory:test: the connection was lost: the bridge does not answer");
  assert.match(error.fix, 'Connect again: em.connect("memory:test").');
  await expectError("NotConnected", guard.acquire(frame));
  await expectError("NotConnected", guard.beam.set({ defocusNm: 1 }));
  await expectError(
    "NotConnected",
    guard.arm(async () => "memory:test"),
  );
  await expectError("NotConnected", guard.lease());
  assert.is(instrument.calls.length, calls, "the instrument was not asked");
  await expectError("NotConnected", guard.stage.report());
  await expectError("NotConnected", guard.stage.stop());
});

test("(i) an answer of NotConnected is enough to know it", async () => {
  const { guard, instrument } = guarded();
  const onEvent = instrument.emit.bind(instrument);
  instrument.emit = (event) => (event.type === "disconnected" ? undefined : onEvent(event));
  instrument.disconnect();
  await expectError("NotConnected", guard.stage.moveTo({ xUm: 1 }));
  assert.not.ok(guard.isConnected);
});

test("(i) errors of the instrument come through as they are", async () => {
  const thrown = new Error("something of its own");
  const { guard } = guarded(
    {},
    {
      onCall: (call) => {
        if (call.startsWith("stage.move")) throw thrown;
      },
    },
  );
  assert.is(await guard.stage.moveTo({ xUm: 1 }).catch((error) => error), thrown);
});

test("close ends what is under way, gives the lease back, and does nothing the second time", async () => {
  const { guard, instrument } = guarded();
  instrument.stage.stick();
  const ended = guard.stage.moveTo({ xUm: 1 }).catch((error: { tag: string }) => error.tag);
  await turns();
  await Promise.all([guard.close(), guard.close()]);
  await guard.close();
  assert.is(await ended, "Aborted");
  assert.is(instrument.leaseOwner, undefined);
  assert.is(instrument.calls.filter((call) => call === "close").length, 1);
  await expectError("NotConnected", guard.stage.moveTo({ xUm: 1 }), /it has been closed/);
  assert.equal(auditOf(guard).slice(-2), ["asked em.stage.moveTo", "refused em.stage.moveTo"]);
});

test("what the guard shows: name, kind, capabilities, clock, events, and not the instrument", async () => {
  const { guard, instrument } = guarded();
  assert.equal([guard.name, guard.kind, guard.isHardware], ["memory:test", "twin", false]);
  assert.is(guard.capabilities, instrument.capabilities);
  const heard: string[] = [];
  const off = guard.onEvent(({ type }) => heard.push(type));
  await guard.clock.wait(5);
  assert.is(guard.clock.nowS(), 5);
  await guard.stage.moveTo({ zUm: 1 });
  off();
  await guard.beam.blank();
  assert.equal(heard, ["moving", "moved"]);
  const seen = [guard, guard.stage, guard.beam, guard.dose, guard.clock].flatMap((part) =>
    Object.values(part as unknown as Record<string, unknown>),
  );
  assert.not.ok(seen.includes(instrument) || seen.includes(instrument.stage) || seen.includes(instrument.clock));
  assert.throws(() => Object.assign(guard, { stage: instrument.stage }));
});

test("a guard needs an owner, and options that it knows", () => {
  const { instrument } = guarded();
  const made = (options: object) => () => new Guard(instrument, options as never);
  assert.throws(made({}), /owner/);
  assert.throws(made({ owner: " " }), /owner/);
  assert.throws(made({ owner: "ana", limit: {} }), (error: { fix: string }) => /Did you mean limits/.test(error.fix));
  assert.throws(made({ owner: "ana", overshootUm: -1 }), /overshootUm/);
  assert.throws(made({ owner: "ana", limits: { mostAlphaDeg: 1e9 } }), /mostAlphaDeg/);
});

test("nothing reaches the instrument when a guard is made", () => {
  const { instrument } = guarded();
  assert.equal(changesOf(instrument), []);
  assert.equal(instrument.calls, []);
});

test.run();
