import { test } from "uvu";
import * as assert from "uvu/assert";
import type { AcquireRequest, ImageRequest } from "../../src/instrument/acquireRequest.js";
import { DoseMap } from "../../src/instrument/doseMap.js";
import { nextEvent } from "../conformance/nextEvent.js";
import { expectError } from "../io/expectError.js";
import { auditOf, changesOf, frame, frameElectrons, guarded, turns } from "./guarded.js";

const near = (value: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(value / expected - 1) < tolerance, `${value} is not ${expected}`);

const messageOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "it worked",
    (error: Error) => error.message,
  );

test("(e) an exposure unblanks a blanked beam and blanks it again; one that was on stays on", async () => {
  const { guard, instrument } = guarded();
  await guard.acquire(frame);
  assert.equal(changesOf(instrument), ["beam.unblank", "acquire image", "beam.blank"]);
  await guard.beam.unblank();
  instrument.calls.length = 0;
  await guard.acquire(frame);
  assert.equal(changesOf(instrument), ["acquire image"]);
  assert.not.ok(instrument.isBlanked);
});

test("(e) the dose is current x time / e, where the stage and the beam are", async () => {
  const { guard, instrument } = guarded();
  await guard.acquire(frame);
  near(guard.dose.map.totalElectrons(), frameElectrons);
  near(guard.dose.at(0, 0), frameElectrons / 1e4);
  near(guard.dose.at(4.9, -4.9), frameElectrons / 1e4);
  assert.is(guard.dose.at(6, 0), 0);
  instrument.stage.moveByHand({ xUm: 1, yUm: -2 });
  await guard.beam.set({ shiftXNm: 50 });
  await guard.acquire({ ...frame, dwellUs: 20 });
  near(guard.dose.at(50 - 1000, 2000), (2 * frameElectrons) / 1e4);
  near(guard.dose.map.totalElectrons(), 3 * frameElectrons);
});

test("(e) which point the beam meets can be said otherwise, and a map can be kept", async () => {
  const doseMap = new DoseMap();
  const placeOf = () => ({ xNm: 7, yNm: 8 });
  await guarded({ doseMap, placeOf }).guard.acquire(frame);
  await guarded({ doseMap, placeOf }).guard.acquire(frame);
  near(doseMap.doseAt(7, 8), (2 * frameElectrons) / 1e4);
});

test("(e) what a request would do can be asked before", async () => {
  const { guard, instrument } = guarded({ doseBudgetEPerA2: 300 });
  await guard.acquire(frame);
  instrument.calls.length = 0;
  const plan = await guard.dose.of(frame);
  near(plan.electrons, frameElectrons);
  near(plan.doseEPerA2, 127.83, 1e-3);
  near(plan.alreadyEPerA2, 127.83, 1e-3);
  near(plan.totalEPerA2, 255.66, 1e-3);
  assert.is(plan.budgetEPerA2, 300);
  assert.equal(instrument.calls, []);
});

test("(e) above the budget: DoseLimit with numbers and what to do, and the beam stays blanked", async () => {
  const { guard, instrument } = guarded({ doseBudgetEPerA2: 300 });
  await guard.acquire(frame);
  await guard.acquire(frame);
  instrument.calls.length = 0;
  const error = await expectError("DoseLimit", guard.acquire(frame));
  assert.is(
    error.message,
    "the exposure would bring the dose at x 0 nm, y 0 nm to 383.5 e/Å²: it has had 255.7, this adds 127.8, the budget is 300 e/Å²",
  );
  assert.match(
    error.fix,
    /^Use at most 34 % of the dwell time or of the current, a field wider by [\d.]+ times, or a fresh area\.$/,
  );
  assert.equal(changesOf(instrument), [], "not even unblanked");
  assert.ok(instrument.isBlanked);
  await guard.acquire({ ...frame, dwellUs: 3.4 });
  const full = await expectError("DoseLimit", guard.acquire({ ...frame, dwellUs: 10 }));
  assert.is(full.fix, "This area has no dose left: move to a fresh one.");
  await guard.stage.moveTo({ xUm: 1 });
  await guard.acquire(frame);
});

test("(e) neighbours that share an edge do not count for each other, overlapping ones do", async () => {
  const { guard } = guarded({ doseBudgetEPerA2: 130 });
  await guard.acquire(frame);
  for (const shiftXNm of [10, -10]) {
    await guard.beam.set({ shiftXNm });
    await guard.acquire(frame);
  }
  await guard.beam.set({ shiftXNm: 25, shiftYNm: 0 });
  await guard.acquire(frame);
  await guard.beam.set({ shiftXNm: 20 });
  await expectError("DoseLimit", guard.acquire(frame));
});

test("(e) every kind of request has its dose: sweeps, spectra, patterns", async () => {
  const area = { widthPx: 4, heightPx: 4, fovNm: 4, dwellUs: 100, scanRotationDeg: 30 };
  const requests: [AcquireRequest, timeS: number][] = [
    [{ kind: "eds", ...area, sweeps: 5 }, 16 * 100e-6 * 5],
    [{ kind: "eels", ...area, firstEv: 400, channelEv: 0.25 }, 16 * 100e-6],
    [{ kind: "diffraction", sizePx: 16, reachMrad: 20, exposureS: 0.05, fovNm: 20 }, 0.05],
  ];
  for (const [request, timeS] of requests) {
    const { guard } = guarded();
    await guard.acquire(request);
    near(guard.dose.map.totalElectrons(), (20e-12 * timeS) / 1.602176634e-19);
  }
});

test("(e) a request whose dose could not be reckoned is refused before the beam is on", async () => {
  const { guard, instrument } = guarded({ doseBudgetEPerA2: 1e9 });
  const bad: [change: object, pattern: RegExp][] = [
    [{ fovNm: Number.NaN }, /fovNm is NaN/],
    [{ fovNm: 0 }, /fovNm is 0/],
    [{ dwellUs: -1 }, /dwellUs is -1/],
    [{ dwellUs: Infinity }, /dwellUs is Infinity/],
    [{ widthPx: 1e9 }, /widthPx is 1000000000/],
    [{ heightPx: 2.5 }, /heightPx is 2.5/],
    [{ fovnm: 3 }, /Did you mean fovNm/],
    [{ dwellUs: undefined }, /dwellUs is missing/],
    [{ detectors: [] }, /Name one or more of haadf, bf/],
    [{ detectors: ["haadf", "haadf"] }, /each once/],
    [{ detectors: ["hadf"] }, /no detector "hadf"/],
    [{ kind: "movie" }, /no kind of request "movie"/],
  ];
  for (const [change, pattern] of bad)
    await expectError("BadOption", guard.acquire({ ...frame, ...change } as ImageRequest), pattern);
  await expectError("Unsupported", guard.acquire({ ...frame, detectors: ["adf"] }), /no adf detector It has haadf, bf/);
  await expectError("BadOption", guard.acquire(undefined as never));
  await expectError("BadOption", guard.acquire(frame, { signal: {} as never }), /signal is no AbortSignal/);
  assert.equal(instrument.calls, []);
  const blind = guarded({ doseBudgetEPerA2: 10 }, { beam: { currentPicoAmp: Number.NaN } });
  await expectError("NotCalibrated", blind.guard.acquire(frame), /current of the beam is NaN/);
  assert.equal(changesOf(blind.instrument), []);
});

test("(e) budgets that are none", () => {
  for (const doseBudgetEPerA2 of [0, -1, Number.NaN, "5" as never])
    assert.throws(() => guarded({ doseBudgetEPerA2 }), /dose/i);
  assert.is(guarded({ doseBudgetEPerA2: Infinity }).guard.dose.budgetEPerA2, undefined);
});

test("(e) with a budget the beam cannot be left open", async () => {
  const { guard, instrument } = guarded({ doseBudgetEPerA2: 300 });
  const error = await expectError("DoseLimit", guard.beam.unblank(), /an open beam has no end/);
  assert.match(error.fix, "em.acquire, which unblanks for each exposure");
  assert.equal(instrument.calls, []);
});

test("(e) the beam is blanked again when the exposure throws, and when it is interrupted", async () => {
  let fails = true;
  const { guard, instrument } = guarded(
    {},
    {
      onCall: (call) => {
        if (fails && call.startsWith("acquire")) throw new Error("the detector is gone");
      },
    },
  );
  assert.is(await messageOf(guard.acquire(frame)), "the detector is gone");
  assert.ok(instrument.isBlanked);
  near(guard.dose.map.totalElectrons(), frameElectrons, 1e-9);
  fails = false;
  const controller = new AbortController();
  const taken = await guard.acquire(frame, {
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done === 8) controller.abort();
    },
  });
  assert.is(taken[0]!.isComplete, false);
  assert.ok(instrument.isBlanked);
  near(guard.dose.map.totalElectrons(), 1.25 * frameElectrons, 1e-9);
});

test("(e) when the blanking fails it is tried again, then told; a frame that failed too keeps its own error", async () => {
  let failures = 1;
  const { guard, instrument } = guarded(
    {},
    {
      onCall: (call) => {
        if (call === "beam.blank" && failures-- > 0) throw new Error("the blanker does not answer");
      },
    },
  );
  await guard.acquire(frame);
  assert.ok(instrument.isBlanked, "the second try has worked");
  failures = 2;
  assert.match(await messageOf(guard.acquire(frame)), "the blanker does not answer");
});

test("(e) a dark frame keeps the beam off and adds no dose", async () => {
  const { guard, instrument } = guarded({ doseBudgetEPerA2: 1 });
  const [dark] = await guard.acquire(frame, { isDark: true });
  assert.ok(dark!.data.every((value) => value === 200));
  assert.is(guard.dose.map.totalElectrons(), 0);
  assert.equal(changesOf(instrument), ["beam.blank", "acquire image"]);
});

test("(e) whoever blanks while an exposure is about to begin wins", async () => {
  let release = () => {};
  const { guard, instrument } = guarded(
    {},
    {
      onCall: (call) =>
        call === "beam.state"
          ? new Promise<void>((resolve) => {
              release = resolve;
            })
          : undefined,
    },
  );
  const refused = expectError(
    "Aborted",
    guard.acquire(frame),
    /the beam was blanked while em.acquire was about to begin/,
  );
  await turns();
  await guard.beam.blank();
  release();
  await refused;
  assert.not.ok(instrument.calls.includes("beam.unblank"));
  // In the turn of the call itself, when not even the lease is there.
  const early = guarded();
  for (const begin of [
    () => early.guard.acquire(frame),
    () => early.guard.live(frame).next(),
    () => early.guard.auto("focus"),
    () => early.guard.beam.unblank(),
  ]) {
    const ended = expectError("Aborted", Promise.resolve(begin()), /the beam was blanked while/);
    await early.guard.beam.blank();
    await ended;
  }
  assert.not.ok(early.instrument.calls.includes("beam.unblank"));
});

test("exposures exclude each other, motions, and changes of what their dose was reckoned from", async () => {
  const { guard } = guarded();
  const first = guard.acquire(frame);
  await expectError("InstrumentBusy", guard.acquire(frame), /em\.acquire cannot begin while em\.acquire is under way/);
  await expectError("InstrumentBusy", guard.stage.moveTo({ xUm: 1 }));
  await expectError("InstrumentBusy", guard.beam.set({ currentPicoAmp: 1000 }));
  await expectError("InstrumentBusy", guard.beam.unblank());
  await first;
  const setting = guard.beam.set({ currentPicoAmp: 1000 });
  await expectError("InstrumentBusy", guard.acquire(frame), /beam.set is under way/);
  await setting;
});

test("settings of the beam are checked", async () => {
  const { guard, instrument } = guarded();
  await expectError("BadOption", guard.beam.set({ defocusNm: Number.NaN }), /defocusNm is NaN/);
  await expectError("BadOption", guard.beam.set({ defocus: 5 } as never), /Did you mean defocusNm/);
  await expectError("Unsupported", guard.beam.set({ accelKv: 300 }), /cannot set accelKv It can set currentPicoAmp/);
  await expectError("BadOption", guard.beam.set(undefined as never));
  assert.equal(instrument.calls, []);
  assert.is((await guard.beam.set({ defocusNm: -5 })).defocusNm, -5);
});

test("a live view: unblanked while it lasts, each frame counted, ended by the consumer", async () => {
  const { guard, instrument } = guarded();
  let frames = 0;
  for await (const [recording] of guard.live(frame)) {
    assert.is(recording!.isComplete, true);
    assert.not.ok(instrument.isBlanked);
    await expectError("InstrumentBusy", guard.stage.moveTo({ xUm: 1 }), /Stop the live view first/);
    if (++frames === 3) break;
  }
  assert.ok(instrument.isBlanked);
  near(guard.dose.map.totalElectrons(), 3 * frameElectrons);
  await guard.stage.moveTo({ xUm: 1 });
  assert.ok(auditOf(guard).includes("done em.acquire.live"));
});

test("a live view counts the frames that were dropped", async () => {
  const { guard, instrument } = guarded();
  let frames = 0;
  for await (const _ of guard.live(frame)) {
    if (++frames === 2) break;
    // The consumer is busy for the time of four frames.
    instrument.clock.pass(4 * 32 * 32 * 10e-6);
  }
  near(guard.dose.map.totalElectrons(), 6 * frameElectrons);
});

test("a live view ends with DoseLimit before the frame that would be above the budget", async () => {
  const { guard, instrument } = guarded({ doseBudgetEPerA2: 300 });
  let frames = 0;
  const looking = (async () => {
    for await (const _ of guard.live(frame)) frames++;
  })();
  await expectError("DoseLimit", looking, /the budget is 300 e\/Å²/);
  assert.is(frames, 2);
  assert.ok(instrument.isBlanked);
  near(guard.dose.map.totalElectrons(), 2 * frameElectrons);
  assert.ok(auditOf(guard).includes("failed em.acquire.live"));
});

test("under a live view the focus may change, the current only within the budget", async () => {
  const { guard } = guarded({ doseBudgetEPerA2: 1000 });
  for await (const _ of guard.live(frame)) {
    await guard.beam.set({ defocusNm: 3 });
    await expectError("DoseLimit", guard.beam.set({ currentPicoAmp: 2000 }), /this adds 1\.278e\+4|this adds 12780/);
    break;
  }
});

test("a signal ends a live view quietly, stop and safe with Aborted", async () => {
  const { guard, instrument } = guarded();
  const controller = new AbortController();
  let frames = 0;
  for await (const _ of guard.live(frame, { signal: controller.signal })) if (++frames === 2) controller.abort();
  assert.is(frames, 2);
  const looking = (async () => {
    for await (const _ of guard.live(frame)) await guard.safe();
  })();
  await expectError("Aborted", looking);
  assert.ok(instrument.isBlanked);
  const without = guarded({}, { capabilities: { hasLive: false } });
  await expectError("Unsupported", without.guard.live(frame).next(), /no live view/);
  await expectError("BadOption", guard.live({ ...frame, kind: "eds", sweeps: 1 } as never).next());
});

test("an automatic function is watched: its exposures count, and one above the budget ends it", async () => {
  const { guard, instrument } = guarded({ doseBudgetEPerA2: 300 });
  let taken = 0;
  instrument.onAuto = async (_, { signal }) => {
    while (!signal?.aborted && taken < 10) {
      taken++;
      await instrument.acquire(frame);
    }
  };
  await expectError("DoseLimit", guard.auto("focus"), /the budget is 300/);
  assert.is(taken, 3);
  near(guard.dose.map.totalElectrons(), 3 * frameElectrons);
  assert.ok(instrument.isBlanked);
  await expectError("DoseLimit", guard.auto("focus"));
  assert.is(taken, 3, "a point without dose left gets no more");
});

test("an automatic function that moves the stage beyond a limit is stopped", async () => {
  const { guard, instrument } = guarded();
  instrument.onAuto = async () => {
    await instrument.stage.move({ zUm: 50 });
    const began = nextEvent(instrument, "moving");
    instrument.stage.stick();
    const moving = instrument.stage.move({ zUm: 150 });
    await began;
    await moving;
  };
  await expectError("StageLimit", guard.auto("height"), /z 150 µm/);
  assert.ok(instrument.stage.actual.zUm < 150);
  await expectError("BadOption", guard.auto("focsu" as never), /Did you mean focus/);
  await expectError("Unsupported", guard.auto("zoneAxis"), /no automatic zoneAxis It has focus, height/);
});

test("an open beam goes on counting, on the area of the last scan, with the current and at the place that it has", async () => {
  const { guard, instrument } = guarded();
  await guard.beam.unblank();
  await instrument.clock.wait(2);
  nearly(guard.dose.map.totalElectrons(), electrons(20, 2));
  await guard.acquire(frame);
  nearly(guard.dose.map.totalElectrons(), electrons(20, 2) + frameElectrons);
  await guard.beam.set({ currentPicoAmp: 50 });
  await instrument.clock.wait(1);
  await guard.beam.blank();
  await instrument.clock.wait(100);
  const there = electrons(20, 2) + frameElectrons + electrons(50, 1);
  nearly(guard.dose.map.totalElectrons(), there);
  const before = guard.dose.at(0, 0);
  await guard.stage.moveTo({ xUm: 1 }, { approach: "direct" });
  await guard.beam.unblank();
  await instrument.clock.wait(3);
  assert.is(guard.dose.at(0, 0), before, "the specimen has moved on");
  assert.ok(guard.dose.at(-1000, 0) > 0);
});

function electrons(currentPicoAmp: number, timeS: number): number {
  return (currentPicoAmp * 1e-12 * timeS) / 1.602176634e-19;
}

function nearly(value: number, wanted: number): void {
  assert.ok(Math.abs(value / wanted - 1) < 0.02, `${value} and ${wanted}`);
}

test.run();
