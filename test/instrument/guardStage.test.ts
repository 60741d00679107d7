import { test } from "uvu";
import * as assert from "uvu/assert";
import { Guard } from "../../src/instrument/guard.js";
import type { StageTarget } from "../../src/instrument/stagePosition.js";
import { nextEvent } from "../conformance/nextEvent.js";
import { expectError } from "../io/expectError.js";
import { auditOf, changesOf, guarded, turns } from "./guarded.js";

const direct = { approach: "direct" } as const;

test("reading needs no lease, and a motion takes it first", async () => {
  const { guard, instrument } = guarded();
  await guard.stage.report();
  await guard.beam.state();
  assert.equal(instrument.calls, []);
  const report = await guard.stage.moveTo({ xUm: 20, alphaDeg: 5 }, direct);
  assert.equal([report.commanded.xUm, report.commanded.alphaDeg], [20, 5]);
  assert.equal(instrument.calls, ["lease ana", 'stage.move {"xUm":20,"alphaDeg":5}']);
  assert.ok(guard.hasLease);
});

test("a way is checked from each target to the next, and nothing of it is done", async () => {
  const { guard, instrument } = guarded();
  await guard.stage.check([{ alphaDeg: 20 }, { alphaDeg: 20, betaDeg: 10 }, { xUm: 5 }]);
  await expectError("StageLimit", guard.stage.check([{ alphaDeg: 20 }, { alphaDeg: 35, betaDeg: 30 }]));
  await expectError("StageLimit", guard.stage.check([{ alphaDeg: 34 }, { xUm: 80 }]), /xUm/);
  await expectError("BadOption", guard.stage.check([{ alphaDeg: Number.NaN }]));
  assert.equal(instrument.calls, [], "not even a lease was taken");
});

test("(a) hardware must be armed by a person who types its name; reading is free, stopping and blanking too", async () => {
  const { guard, instrument } = guarded({}, { isHardware: true, name: "pyjem:arm200f" });
  assert.not.ok(guard.isArmed);
  await guard.stage.report();
  for (const change of [
    () => guard.stage.moveTo({ xUm: 1 }),
    () => guard.stage.home(),
    () => guard.beam.unblank(),
    () => guard.beam.set({ defocusNm: 5 }),
    () => guard.auto("focus"),
  ]) {
    const error = await expectError("NotArmed", change(), /would change pyjem:arm200f, which is hardware/);
    assert.match(error.fix, `Run await em.arm("pyjem:arm200f") in a cell of its own`);
  }
  assert.equal(instrument.calls, [], "not even a lease was taken");
  await guard.stage.stop();
  await guard.beam.blank();
  assert.equal(instrument.calls, ["stage.stop", "beam.blank"]);
});

test("(a) arming: a wrong answer arms nothing, the right one for the life of this guard alone, and no flag does it", async () => {
  const { guard, instrument } = guarded({}, { isHardware: true, name: "pyjem:arm200f" });
  const questions: string[] = [];
  const typing = (text: string) => async (question: string) => {
    questions.push(question);
    return text;
  };
  await expectError("NotArmed", guard.arm(typing("yes")), /"yes" is not the name of the instrument: nothing was armed/);
  await expectError("NotArmed", guard.arm(typing("")));
  await expectError("BadOption", guard.arm(true as never), /takes a function/);
  await expectError("BadOption", guard.arm("pyjem:arm200f" as never));
  assert.not.ok(guard.isArmed);
  assert.match(questions[0]!, "Type its name to arm it for this session: pyjem:arm200f");
  await guard.arm(typing(" pyjem:arm200f\n"));
  await guard.stage.moveTo({ xUm: 1 });
  assert.ok(guard.isArmed);
  assert.not.ok(new Guard(instrument, { owner: "ben" }).isArmed);
});

test("(a) a twin is armed as it is, and asks nothing", async () => {
  const { guard } = guarded();
  assert.ok(guard.isArmed);
  await guard.arm(() => Promise.reject(new Error("nobody is asked")));
});

test("(b) another owner's lease: InstrumentBusy with the name; released, it is free; renewed with each change", async () => {
  const { guard, instrument } = guarded();
  const other = new Guard(instrument, { owner: "ben" });
  await other.lease();
  const error = await expectError("InstrumentBusy", guard.stage.moveTo({ xUm: 1 }), /ben has the instrument/);
  assert.match(error.fix, "ben");
  assert.equal(changesOf(instrument), []);
  await other.release();
  await guard.stage.moveTo({ xUm: 1 }, direct);
  await guard.stage.moveTo({ xUm: 2 }, direct);
  assert.is(instrument.calls.filter((call) => call === "renew ana").length, 1);
  await expectError("InstrumentBusy", other.beam.set({ defocusNm: 1 }), /ana/);
});

test("(b) a lease that ran out and was taken by another is noticed at the next change, and taken again when it is free", async () => {
  const { guard, instrument } = guarded();
  await guard.stage.moveTo({ xUm: 1 }, direct);
  instrument.giveLeaseTo("ben");
  await expectError("InstrumentBusy", guard.stage.moveTo({ xUm: 2 }, direct), /ben/);
  assert.not.ok(guard.hasLease);
  instrument.giveLeaseTo(undefined);
  await guard.stage.moveTo({ xUm: 2 }, direct);
  assert.is(instrument.stage.actual.xUm, 2);
});

test("(b) the lease is renewed while a long motion is under way, and a motion without lease is stopped", async () => {
  const { guard, instrument } = guarded();
  instrument.stage.stick();
  const refused = expectError("Aborted", guard.stage.moveTo({ xUm: 1 }, direct));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.ok(instrument.calls.includes("renew ana"));
  instrument.giveLeaseTo("ben");
  await refused;
  assert.ok(instrument.calls.includes("stage.stop"));
});

test("(c) a second motion, and an exposure, are refused at once while one is under way; then all is free again", async () => {
  const { guard, instrument } = guarded();
  const first = guard.stage.moveTo({ xUm: 10 }, direct);
  const second = await expectError("InstrumentBusy", guard.stage.moveTo({ yUm: 1 }), /stage.moveTo is under way/);
  assert.is(second.fix, "Wait for it: await the promise of em.stage.moveTo, or call em.stage.stop().");
  await expectError("InstrumentBusy", guard.auto("focus"), /em.beam.focus cannot begin/);
  await expectError("InstrumentBusy", guard.stage.home());
  await first;
  assert.equal(changesOf(instrument), ['stage.move {"xUm":10}']);
  await guard.stage.moveTo({ yUm: 1 }, direct);
});

test("(c) a stage that somebody else is moving is not sent on a path whose start nobody knows", async () => {
  const { guard, instrument } = guarded();
  const began = nextEvent(instrument, "moving");
  const theirs = instrument.stage.move({ zUm: 5 });
  await began;
  await expectError("InstrumentBusy", guard.stage.moveTo({ xUm: 1 }), /zUm is moving already/);
  await theirs;
});

test("(d) targets that are no targets: nothing is asked of the instrument, and a near name is offered", async () => {
  const { guard, instrument } = guarded();
  const bad: [target: unknown, pattern: RegExp][] = [
    [{ xUm: Number.NaN }, /xUm is NaN xUm must be a finite number in micrometres/],
    [{ alphaDeg: Infinity }, /alphaDeg is Infinity alphaDeg must be a finite number in degrees/],
    [{ xUm: "5" }, /xUm is "5"/],
    [{ x: 5 }, /no axis "x" Did you mean xUm\?/],
    [{ xNm: 5 }, /Did you mean xUm\?/],
    [{ alfaDeg: 5 }, /Did you mean alphaDeg\?/],
    [{ tiltX: 5 }, /The axes are xUm, yUm, zUm, alphaDeg, betaDeg/],
    [{}, /no axis to move/],
    [{ xUm: undefined }, /no axis to move/],
    [[1, 2], /not an array of 2/],
    [null, /not null/],
    [7, /not 7/],
  ];
  for (const [target, pattern] of bad) {
    await expectError("BadOption", guard.stage.moveTo(target as StageTarget), pattern);
    await expectError("BadOption", guard.stage.moveBy(target as StageTarget), pattern);
  }
  await expectError(
    "BadOption",
    guard.stage.moveTo({ xUm: 1 }, { aproach: "direct" } as never),
    /Did you mean approach/,
  );
  await expectError("BadOption", guard.stage.moveTo({ xUm: 1 }, { approach: "left" } as never), /approach is "left"/);
  await expectError("BadOption", guard.stage.moveTo({ xUm: 1 }, { signal: {} } as never), /AbortSignal/);
  assert.equal(instrument.calls, []);
});

test("(d) a target that changes after it was checked changes nothing", async () => {
  const { guard, instrument } = guarded();
  let reads = 0;
  const target = {
    get xUm() {
      // The first reader is the audit, the second the check.
      return reads++ < 2 ? 5 : 5000;
    },
  };
  await guard.stage.moveTo(target, direct);
  assert.is(instrument.stage.actual.xUm, 5);
  const plain = { yUm: 1 };
  const moving = guard.stage.moveTo(plain, direct);
  plain.yUm = 5000;
  await moving;
  assert.is(instrument.stage.actual.yUm, 1);
});

test("(d) a target beyond a limit is refused before anything moves, and one that needs several motions gets them", async () => {
  const { guard, instrument } = guarded();
  await guard.stage.moveTo({ xUm: 50 }, direct);
  await expectError(
    "StageLimit",
    guard.stage.moveTo({ alphaDeg: 30 }),
    /leave x only ±16.66 µm, and x stands at 50 µm/,
  );
  await guard.stage.moveTo({ xUm: 10, alphaDeg: 30 }, direct);
  assert.equal(changesOf(instrument).slice(1), ['stage.move {"xUm":10}', 'stage.move {"alphaDeg":30}']);
  await expectError(
    "StageLimit",
    guard.stage.moveBy({ xUm: 10 }),
    /x 20 µm: at alpha 30° and beta 0° x may go to ±16.66 µm/,
  );
});

test("(d) after the joystick: from outside only back in, and home always", async () => {
  const { guard, instrument } = guarded();
  instrument.stage.moveByHand({ xUm: 130, alphaDeg: 10 });
  await expectError("StageLimit", guard.stage.moveTo({ zUm: 5 }), /the stage stands at x 130 µm, beyond ±72.22 µm/);
  await guard.stage.moveTo({ xUm: 70 }, direct);
  await guard.stage.moveTo({ zUm: 5 });
  instrument.stage.moveByHand({ xUm: -300, yUm: 400, zUm: 500, alphaDeg: 50, betaDeg: 60 });
  const report = await guard.stage.home();
  assert.equal(report.commanded, { xUm: 0, yUm: 0, zUm: 0, alphaDeg: 0, betaDeg: 0 });
  assert.equal(changesOf(instrument).slice(-5), [
    'stage.move {"betaDeg":0}',
    'stage.move {"alphaDeg":0}',
    'stage.move {"xUm":0}',
    'stage.move {"zUm":0}',
    'stage.move {"yUm":0}',
  ]);
});

test("(d) limits of another holder", async () => {
  const { guard } = guarded({ limits: { holder: "tomography", mostAlphaDeg: 70, mostBetaDeg: 0 } });
  await guard.stage.moveTo({ alphaDeg: 65 });
  await expectError("StageLimit", guard.stage.moveTo({ betaDeg: 1 }), /the tomography holder allows ±70° of alpha/);
  assert.is(guard.stage.limits.mostAlphaDeg, 70);
  assert.is(guard.stage.travelAt({ alphaDeg: 35, betaDeg: 0 }).xUm, 50);
});

test("(d) an instrument that reports no numbers is not moved", async () => {
  const { guard, instrument } = guarded();
  instrument.stage.encoderError = () => Number.NaN;
  await expectError("Protocol", guard.stage.moveTo({ xUm: 1 }), /reports xUm as NaN/);
  assert.equal(changesOf(instrument), []);
});

test("by default x and y come from the minus side, tilts and z directly, and the overshoot shrinks at the limits", async () => {
  const { guard, instrument } = guarded({ overshootUm: 10 });
  const moves = async (target: StageTarget, options = {}) => {
    instrument.calls.length = 0;
    await guard.stage.moveTo(target, options);
    return changesOf(instrument).map((call) => JSON.parse(call.replace(/^stage.move /, "").replace(/ piezo$/, "")));
  };
  assert.equal(await moves({ xUm: 20 }), [{ xUm: 10 }, { xUm: 20 }]);
  assert.equal(await moves({ xUm: 20 }), [{ xUm: 10 }, { xUm: 20 }], "also when it is there already");
  assert.equal(await moves({ xUm: -95, yUm: -100, zUm: 1 }), [
    { xUm: -100, yUm: -100, zUm: 1 },
    { xUm: -95, yUm: -100 },
  ]);
  assert.equal(await moves({ xUm: -100 }), [{ xUm: -100 }], "no room: directly");
  assert.equal(await moves({ xUm: 0, yUm: 0, zUm: 2 }, direct), [{ xUm: 0, yUm: 0, zUm: 2 }]);
  assert.equal(await moves({ zUm: 3, betaDeg: 1 }), [{ zUm: 3, betaDeg: 1 }]);
  assert.equal(await moves({ xUm: 0.5 }, { drive: "piezo" }), [{ xUm: 0.5 }]);
  await moves({ alphaDeg: 36, betaDeg: 0 });
  assert.equal(await moves({ yUm: 1 }), [{ yUm: -3 }, { yUm: 1 }], "3 µm are left at the edge of the tilts");
});

test("the overshoot is 2 µm, and can be set", async () => {
  for (const [options, from] of [
    [{}, 18],
    [{ overshootUm: 5 }, 15],
  ] as const) {
    const { guard, instrument } = guarded(options);
    await guard.stage.moveTo({ xUm: 20 });
    assert.equal(changesOf(instrument), [`stage.move {"xUm":${from}}`, 'stage.move {"xUm":20}']);
  }
});

test("moveBy goes from where the stage was told to be, or from where it was moved to by hand", async () => {
  const { guard, instrument } = guarded();
  instrument.stage.encoderError = () => 0.05;
  for (let i = 0; i < 3; i++) await guard.stage.moveBy({ xUm: 1 }, direct);
  assert.is((await guard.stage.report()).commanded.xUm, 3, "the encoder's error does not add up");
  instrument.stage.encoderError = () => 0;
  instrument.stage.moveByHand({ xUm: 30 });
  await guard.stage.moveBy({ xUm: -1 }, direct);
  assert.is(instrument.stage.actual.xUm, 29);
});

test("the piezo moves x and y, within its reach of where the motor stands, if there is one", async () => {
  const { guard, instrument } = guarded();
  await guard.stage.moveTo({ xUm: 50 }, direct);
  await guard.stage.moveTo({ xUm: 55 }, { drive: "piezo" });
  await guard.stage.moveTo({ xUm: 45 }, { drive: "piezo" });
  await expectError(
    "StageLimit",
    guard.stage.moveTo({ xUm: 61 }, { drive: "piezo" }),
    /the piezo reaches ±10 µm .* 50 µm/,
  );
  await expectError("BadOption", guard.stage.moveTo({ zUm: 1 }, { drive: "piezo" }), /the piezo does not move zUm/);
  assert.is(changesOf(instrument).at(-1), 'stage.move {"xUm":45} piezo');
  const without = guarded({}, { capabilities: { hasPiezo: false } });
  await expectError("Unsupported", without.guard.stage.moveTo({ xUm: 1 }, { drive: "piezo" }), /no piezo/);
  const single = guarded({}, { capabilities: { axes: ["xUm", "yUm", "zUm", "alphaDeg"] } });
  await expectError("Unsupported", single.guard.stage.moveTo({ betaDeg: 1 }), /no axis betaDeg/);
  await single.guard.stage.home();
  assert.not.ok(changesOf(single.instrument).some((call) => call.includes("beta")));
});

test("(f) stop reaches the instrument in the same turn, ends the motion, and no further step begins", async () => {
  const { guard, instrument } = guarded();
  const began = nextEvent(instrument, "moving");
  const refused = expectError("Aborted", guard.stage.moveTo({ xUm: 20, yUm: 20 }));
  await began;
  const before = instrument.calls.length;
  const stopping = guard.stage.stop();
  assert.is(instrument.calls[before], "stage.stop", "before anything is waited for");
  await stopping;
  await refused;
  await turns();
  assert.is(changesOf(instrument).filter((call) => call.startsWith("stage.move")).length, 1);
  await guard.stage.moveTo({ xUm: 0, yUm: 0 }, direct);
});

test("(f) stop before the first step, between two steps, and during a stuck motion", async () => {
  for (const after of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
    const { guard, instrument } = guarded({}, { turns: 0 });
    const moving = guard.stage.home().then(
      () => "arrived",
      (error: { tag: string }) => error.tag,
    );
    for (let turn = 0; turn < after; turn++) await undefined;
    await guard.stage.stop();
    const moved = changesOf(instrument).length;
    assert.is(await moving, "Aborted");
    await turns();
    assert.ok(changesOf(instrument).length <= moved + 1, "a second stop at most");
  }
  const { guard, instrument } = guarded();
  instrument.stage.stick();
  const stuck = expectError("Aborted", guard.stage.moveTo({ xUm: 1 }));
  await turns();
  await guard.stage.stop();
  await stuck;
});

test("(f) a stop that fails is told, and the motion is ended all the same", async () => {
  const { guard } = guarded(
    {},
    {
      onCall: (call) => {
        if (call === "stage.stop") throw new Error("the stop failed");
      },
    },
  );
  const refused = expectError("Aborted", guard.stage.moveTo({ xUm: 1 }));
  const told = await guard.stage.stop().then(
    () => "nothing",
    (error: Error) => error.message,
  );
  assert.is(told, "the stop failed");
  assert.ok(auditOf(guard).includes("failed em.stage.stop"));
  await refused;
});

test("a signal stops the stage, even of an instrument that does not look at signals", async () => {
  const { guard, instrument } = guarded();
  const controller = new AbortController();
  const move = instrument.stage.move.bind(instrument.stage);
  instrument.stage.move = (target, options) => move(target, { ...options, signal: undefined });
  instrument.stage.stick();
  const refused = expectError("Aborted", guard.stage.moveTo({ xUm: 1 }, { signal: controller.signal }));
  await turns();
  controller.abort();
  await refused;
  assert.ok(instrument.calls.includes("stage.stop"));
  await expectError(
    "Aborted",
    guard.stage.moveTo({ xUm: 1 }, { signal: AbortSignal.abort() }),
    /stopped before it was done/,
  );
});

test.run();
