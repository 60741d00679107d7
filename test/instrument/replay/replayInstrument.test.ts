import { test } from "uvu";
import * as assert from "uvu/assert";
import type { AcquireRequest } from "../../../src/instrument/acquireRequest.js";
import type { InstrumentEvent } from "../../../src/instrument/port.js";
import type { Recording } from "../../../src/instrument/recording.js";
import type { RecordedFrame } from "../../../src/instrument/replay/recordedRun.js";
import { ReplayInstrument, type ReplayOptions } from "../../../src/instrument/replay/replayInstrument.js";
import { expectError } from "../../io/expectError.js";
import { edsRequest, imageRequest, runOf, type SampleTake, sampleRecordings } from "./sampleRun.js";

const haadf = imageRequest();
const both = imageRequest({ detectors: ["haadf", "bf"] });
const diffraction: AcquireRequest = { kind: "diffraction", sizePx: 256, reachMrad: 40, exposureS: 1, fovNm: 5 };
/** Recordings 1; 2 and 3; 4; 5; 6. */
const takes: readonly SampleTake[] = [
  { request: haadf },
  { request: both, at: { xUm: 1 } },
  { request: edsRequest, at: { xUm: 1 }, beam: { defocusNm: 40 } },
  { request: haadf, at: { xUm: 2, alphaDeg: 10 } },
  { request: haadf, at: { xUm: 1 }, beam: { defocusNm: 40 } },
];
const replay = (options?: ReplayOptions) => new ReplayInstrument(runOf(sampleRecordings(takes)), options);
const numbersOf = (recordings: readonly Recording[]) => recordings.map(({ data }) => data[0]);
const thrown = (act: () => unknown) => Promise.resolve().then(act);

test("recordings come again as they were, in their order, by kind and detector", async () => {
  const instrument = replay();
  const recordings = sampleRecordings(takes);
  assert.equal(await instrument.acquire(haadf), [recordings[0]]);
  assert.equal(await instrument.acquire(both), [recordings[1], recordings[2]]);
  assert.equal(await instrument.acquire(edsRequest), [recordings[3]]);
  assert.equal(await instrument.acquire(haadf), [recordings[4]]);
  assert.equal(await instrument.acquire(haadf), [recordings[5]]);
  assert.is(instrument.position, 5);
  await expectError(
    "Unsupported",
    instrument.acquire(haadf),
    /no further image of haadf: the last of 4.*Connect again.*loop=true/,
  );
  instrument.rewind();
  assert.equal(numbersOf(await instrument.acquire(haadf)), [1]);
});

test("of several detectors those that are asked for come, in the order of the request; others are skipped", async () => {
  const instrument = replay();
  assert.equal(numbersOf(await instrument.acquire(imageRequest({ detectors: ["bf", "haadf"] }))), [3, 2]);
  instrument.rewind();
  assert.equal(numbersOf(await instrument.acquire(imageRequest({ detectors: ["bf"] }))), [3]);
  assert.equal(numbersOf(await instrument.acquire(haadf)), [5]);
  await expectError(
    "Unsupported",
    instrument.acquire(imageRequest({ detectors: ["adf"] })),
    /no image of adf.*3 x image of haadf, 4 x 3 px, 8 nm; 1 x image of haadf and bf/,
  );
  await expectError("Unsupported", instrument.acquire(diffraction), /no diffraction.*1 x eds of eds/);
  await expectError("Unsupported", instrument.acquire(imageRequest({ detectors: [] })));
});

test("another area answers as it was recorded, and is refused where the request must match", async () => {
  const wide = imageRequest({ fovNm: 50, widthPx: 1024 });
  const [frame] = await replay().acquire(wide);
  assert.equal([frame?.request, frame?.data[0]], [haadf, 1]);
  const strict = replay({ match: "request" });
  await expectError("Unsupported", strict.acquire(wide), /of this area, size and time.*8 nm/);
  assert.equal(numbersOf(await strict.acquire(haadf)), [1]);
});

test("in a loop the run begins again and the clock goes on", async () => {
  const instrument = replay({ loop: true });
  const seen: (number | undefined)[] = [];
  let lastS = instrument.clock.nowS();
  for (let i = 0; i < 9; i++) {
    seen.push(...numbersOf(await instrument.acquire(haadf)));
    assert.ok(instrument.clock.nowS() > lastS, `after ${i + 1} frames`);
    lastS = instrument.clock.nowS();
  }
  assert.equal(seen, [1, 2, 5, 6, 1, 2, 5, 6, 1]);
});

test("the clock shows recorded times, takes waits, and never goes back", async () => {
  const instrument = replay();
  assert.is(instrument.clock.nowS(), 10);
  await instrument.acquire(haadf);
  assert.is(instrument.clock.nowS(), 11);
  await instrument.clock.wait(0.5);
  await instrument.acquire(both);
  assert.is(instrument.clock.nowS(), 13, "the wait fits into the gap that was recorded");
  await instrument.clock.wait(100);
  await instrument.acquire(edsRequest);
  assert.is(instrument.clock.nowS(), 114);
  for (const durationS of [-1, NaN, Infinity]) await expectError("BadOption", instrument.clock.wait(durationS));
  await expectError("Aborted", instrument.clock.wait(1, AbortSignal.abort()));
});

test("the stage is where the last frame was taken, and goes where frames were taken", async () => {
  const instrument = replay();
  assert.is((await instrument.stage.report()).reported.xUm, 0.003);
  const report = await instrument.stage.move({ xUm: 2, alphaDeg: 10 });
  assert.equal([report.commanded.xUm, report.commanded.alphaDeg, report.drive], [2, 10, "motor"]);
  assert.equal(numbersOf(await instrument.acquire(haadf)), [5]);
  await instrument.stage.move({ xUm: 1, alphaDeg: 0 });
  assert.equal(numbersOf(await instrument.acquire(haadf)), [6], "the next one there, not the first");
  await instrument.stage.move({ xUm: 1.05 });
  assert.equal(await instrument.stage.report(), sampleRecordings(takes)[5]?.conditions.stage, "it is there already");
  await expectError("Unsupported", instrument.acquire(haadf), /no further/);
  await instrument.stage.move({ xUm: 0 });
  assert.equal(numbersOf(await instrument.acquire(haadf)), [1], "back to the begin");
  await instrument.stage.stop();
});

test("positions that no frame has, and what is no position, are refused, and the stage stays", async () => {
  const instrument = replay({ toleranceUm: 0.01 });
  const before = await instrument.stage.report();
  await expectError(
    "Unsupported",
    instrument.stage.move({ xUm: 1.05 }),
    /at x 1.05, y 0.*The run has: x 0, .*x 1, .*x 2, y 0, z 0 µm, alpha 10°/,
  );
  await expectError("Unsupported", instrument.stage.move({ xUm: 2 }), /alpha 0°/);
  await expectError("Unsupported", instrument.stage.move({ xUm: 0 }, { drive: "piezo" }), /piezo/);
  for (const xUm of [NaN, Infinity]) await expectError("BadOption", instrument.stage.move({ xUm }));
  await expectError("BadOption", instrument.stage.move({ gammaDeg: 1 } as never), /no axis "gammaDeg"/);
  await expectError("Aborted", instrument.stage.move({ xUm: 1 }, { signal: AbortSignal.abort() }));
  assert.equal(await instrument.stage.report(), before);
  assert.equal(await instrument.stage.move({ xUm: undefined }), before);
});

test("a motion takes the time of its longest axis, once the gap that was recorded is over", async () => {
  const instrument = replay();
  const startS = instrument.clock.nowS();
  await instrument.stage.move({ xUm: 2, alphaDeg: 10 });
  assert.is(instrument.clock.nowS() - startS, 0.5 + 10 / 5);
  await instrument.acquire(haadf);
  assert.is(instrument.clock.nowS(), 17, "it was recorded from 16 s on");
});

test("one motion at a time, none during an acquisition; one that is stopped leaves the stage and the clock where they were", async () => {
  const instrument = replay();
  const events: string[] = [];
  instrument.onEvent(({ type }) => events.push(type));
  const before = await instrument.stage.report();
  const stopped = expectError("Aborted", instrument.stage.move({ xUm: 2, alphaDeg: 10 }), /where it was/);
  const { status, commanded } = await instrument.stage.report();
  assert.equal([status.xUm, status.yUm, status.alphaDeg, commanded.xUm], ["moving", "rest", "moving", 0]);
  await expectError("InstrumentBusy", instrument.stage.move({ xUm: 1 }), /stage is moving/);
  await expectError("InstrumentBusy", instrument.acquire(haadf), /stage is moving/);
  await instrument.stage.stop();
  await stopped;
  assert.equal(await instrument.stage.report(), before);
  assert.is(instrument.clock.nowS(), 10);
  assert.equal(events, ["moving", "stopped"]);
  const taking = instrument.acquire(haadf);
  await expectError("InstrumentBusy", instrument.stage.move({ xUm: 1 }), /acquisition/);
  assert.equal(numbersOf(await taking), [1]);
  const closed = expectError("NotConnected", instrument.stage.move({ xUm: 1 }));
  await instrument.close();
  await closed;
});

test("beyond the travel is beyond the limit", async () => {
  await expectError("StageLimit", replay().stage.move({ xUm: 100.5 }), /100\.5/);
  await expectError("StageLimit", replay().stage.move({ alphaDeg: -37 }), /36/);
  await expectError("Unsupported", replay().stage.move({ xUm: 99 }), /nothing was recorded/);
});

test("an acquisition that is interrupted gives the rows until then, and comes again whole", async () => {
  const instrument = replay();
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }) => done === 2 && stop.abort();
  const [cut] = await instrument.acquire(haadf, { signal: stop.signal, onProgress });
  assert.equal([...cut!.data], [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  assert.equal([cut!.isComplete, cut!.shape, cut!.request], [false, [3, 4], haadf]);
  const { startS, endS, doseEPerA2 } = cut!.conditions;
  assert.ok(Math.abs(endS - startS - 2 / 3) < 1e-12 && Math.abs(doseEPerA2 - 10 / 3) < 1e-12);
  assert.ok(Math.abs(instrument.clock.nowS() - endS) < 1e-12);
  assert.is(instrument.position, 0);
  const [whole] = await instrument.acquire(haadf);
  assert.equal([whole!.isComplete, [...whole!.data]], [true, Array(12).fill(1)]);
  assert.is(instrument.position, 1);
  // One spectrum comes at once: before it there is nothing of it.
  const early = new AbortController();
  const taking = instrument.acquire(edsRequest, { signal: early.signal });
  early.abort();
  const [none] = await taking;
  assert.equal([none!.isComplete, none!.conditions.doseEPerA2, [...none!.data]], [false, 0, Array(12).fill(0)]);
  assert.equal(numbersOf(await instrument.acquire(edsRequest)), [4]);
});

test("a beam that is set during an acquisition is where the next one is taken", async () => {
  const instrument = replay();
  const taking = instrument.acquire(haadf);
  await instrument.beam.set({ defocusNm: 40 });
  assert.equal(numbersOf(await taking), [1]);
  assert.equal(numbersOf(await instrument.acquire(haadf)), [6]);
});

test("the same request comes before others of the same detectors; a map is no answer to who asks for a spectrum", async () => {
  const wide = imageRequest({ fovNm: 50 });
  const map = { ...edsRequest, widthPx: 4, heightPx: 3 };
  const mixed = sampleRecordings([{ request: haadf }, { request: wide }, { request: haadf }, { request: map }]);
  const instrument = new ReplayInstrument(runOf(mixed));
  assert.equal(numbersOf(await instrument.acquire(wide)), [2]);
  assert.equal(numbersOf(await instrument.acquire(wide)), [3], "no further of its kind, so the next");
  await expectError("Unsupported", instrument.acquire(edsRequest), /It has: .*1 x eds of eds, 4 x 3 px/);
  assert.equal(numbersOf(await instrument.acquire(map)), [4]);
});

test("numbers that are none, and that no scan has, are refused before anything is served", async () => {
  const instrument = replay();
  for (const change of [
    { fovNm: NaN },
    { dwellUs: Infinity },
    { widthPx: 0 },
    { heightPx: -1 },
    { scanRotationDeg: NaN },
  ])
    await expectError("BadOption", instrument.acquire({ ...haadf, ...change }), new RegExp(Object.keys(change)[0]!));
  assert.equal(numbersOf(await instrument.acquire(imageRequest({ scanRotationDeg: -30 }))), [1]);
});

test("the reach of the piezo is as far as it went", async () => {
  const run = sampleRecordings([
    { request: haadf, at: { xUm: 5 } },
    { request: haadf, at: { xUm: 5.25, yUm: -0.5 }, drive: "piezo" },
    { request: haadf, at: { xUm: 300 } },
  ]);
  const instrument = new ReplayInstrument(runOf(run));
  assert.equal([instrument.stage.piezoReachUm, instrument.capabilities.hasPiezo], [0.5, true]);
  assert.equal([instrument.stage.travel.xUm, instrument.stage.travel.yUm], [300.003, 100]);
  await expectError(
    "Unsupported",
    instrument.stage.move({ xUm: 5 }, { drive: "piezo" }),
    /by the piezo.*The run has: x 5, /,
  );
  await expectError("StageLimit", instrument.stage.move({ xUm: 5.6 }, { drive: "piezo" }), /0\.5 µm from the motor/);
  await expectError("BadOption", instrument.stage.move({ alphaDeg: 0 }, { drive: "piezo" }), /alphaDeg/);
  assert.is((await instrument.stage.move({ xUm: 5.25, yUm: -0.5 }, { drive: "piezo" })).drive, "piezo");
  await instrument.stage.move({ xUm: 5, yUm: 0 });
  assert.is((await instrument.stage.move({ xUm: 5.25, yUm: -0.5 })).drive, "piezo", "the motor goes there too");
});

test("the beam has the settings that were recorded, and goes to those that were", async () => {
  const instrument = replay();
  assert.is((await instrument.beam.state()).defocusNm, 0);
  assert.is((await instrument.beam.set({ defocusNm: 40 })).defocusNm, 40);
  assert.equal(numbersOf(await instrument.acquire(haadf)), [6]);
  await expectError("Unsupported", instrument.beam.set({ defocusNm: 41 }), /defocusNm 41.*has: defocusNm 0, 40/);
  await expectError("BadOption", instrument.beam.set({ defocusNm: NaN }));
  await expectError("BadOption", instrument.beam.set({ spotSize: 3 } as never), /no setting "spotSize"/);
  assert.is((await instrument.beam.set({ accelKv: 80 })).accelKv, 80);
  await expectError(
    "Unsupported",
    instrument.acquire(both),
    /at this position of the stage with this beam.*1 x image of haadf and bf/,
  );
  instrument.rewind();
  assert.equal(numbersOf(await instrument.acquire(both)), [2, 3]);
});

test("stage and beam are told one after the other, and both hold", async () => {
  const focus = (defocusNm: number, xUm: number): SampleTake => ({ request: haadf, at: { xUm }, beam: { defocusNm } });
  const grid = sampleRecordings([focus(0, 0), focus(40, 0), focus(0, 1), focus(40, 1), focus(0, 2)]);
  const instrument = new ReplayInstrument(runOf(grid));
  await instrument.beam.set({ defocusNm: 40 });
  await instrument.stage.move({ xUm: 1 });
  assert.is((await instrument.beam.state()).defocusNm, 40);
  assert.equal(numbersOf(await instrument.acquire(haadf)), [4]);
  await instrument.stage.move({ xUm: 2 });
  assert.is((await instrument.beam.state()).defocusNm, 0, "the only setting that there is here");
  assert.equal(numbersOf(await instrument.acquire(haadf)), [5]);
});

test("a blanked beam gives dark frames without dose, and the recording stays for later", async () => {
  const instrument = replay();
  await instrument.beam.blank();
  assert.ok((await instrument.beam.state()).isBlanked);
  for (let i = 0; i < 2; i++) {
    const [dark] = await instrument.acquire(haadf);
    assert.equal([...new Set(dark?.data)], [7], "the detector's offset");
    assert.equal([dark?.conditions.doseEPerA2, dark?.conditions.beam.isBlanked], [0, true]);
    assert.is(dark?.data.constructor, Uint16Array);
  }
  assert.is(instrument.clock.nowS(), 12);
  await instrument.beam.unblank();
  assert.equal(numbersOf(await instrument.acquire(haadf)), [1]);
});

test("a live view gives the frames of the run and ends with it, with its consumer, or with its signal", async () => {
  const live = async (options: ReplayOptions, most: number, signal?: AbortSignal) => {
    const seen: (number | undefined)[] = [];
    for await (const recordings of replay(options).live(haadf, { signal })) {
      seen.push(...numbersOf(recordings));
      if (seen.length === most) break;
    }
    return seen;
  };
  assert.equal(await live({}, 100), [1, 2, 5, 6]);
  assert.equal(await live({}, 2), [1, 2]);
  assert.equal(await live({ loop: true }, 6), [1, 2, 5, 6, 1, 2]);
  await expectError("Aborted", live({}, 9, AbortSignal.abort()));
  const none = replay()
    .live(imageRequest({ detectors: ["adf"] }))
    [Symbol.asyncIterator]();
  await expectError("Unsupported", none.next());
});

test("capabilities say what the run has", () => {
  const { capabilities } = replay();
  assert.equal(capabilities.imageDetectors, ["haadf", "bf"]);
  assert.equal([capabilities.hasEds, capabilities.hasEels, capabilities.hasDiffraction], [true, false, false]);
  assert.equal([capabilities.mostPx, capabilities.leastDwellUs, capabilities.mostDwellUs], [4, 2, 1000]);
  assert.is(capabilities.beamSettings.length, 10, "a script that sets what was set runs again");
  assert.equal([capabilities.autoFunctions, capabilities.hasPiezo], [[], false]);
  const spectra = new ReplayInstrument(runOf(sampleRecordings([{ request: diffraction }]))).capabilities;
  assert.equal([spectra.hasLive, spectra.hasDiffraction, spectra.mostPx], [false, true, 256]);
});

test("one acquisition at a time; a lease has one owner; a closed one is not connected", async () => {
  const instrument = replay();
  const first = instrument.acquire(haadf);
  await expectError("InstrumentBusy", instrument.acquire(haadf));
  assert.equal(numbersOf(await first), [1]);
  await expectError("Aborted", instrument.acquire(haadf, { signal: AbortSignal.abort() }));
  const lease = await instrument.lease("a");
  await expectError("InstrumentBusy", instrument.lease("b"), /a has the instrument/);
  await lease.renew();
  await lease.release();
  const other = await instrument.lease("b");
  await expectError("InstrumentBusy", lease.renew(), /b has/);
  await lease.release();
  await expectError("InstrumentBusy", instrument.lease("c"));
  await other.release();
  await expectError("Unsupported", instrument.auto("focus"), /twin/);
  await instrument.close();
  await instrument.close();
  for (const call of [
    () => instrument.acquire(haadf),
    () => instrument.stage.report(),
    () => instrument.stage.move({ xUm: 0 }),
    () => instrument.beam.state(),
    () => instrument.beam.unblank(),
    () => instrument.lease("a"),
    () => instrument.auto("focus"),
  ])
    await expectError("NotConnected", thrown(call));
});

test("events tell what happened, until the listener leaves", async () => {
  const instrument = replay();
  const events: InstrumentEvent["type"][] = [];
  const leave = instrument.onEvent(({ type }) => events.push(type));
  const labels: string[] = [];
  await instrument.stage.move({ xUm: 1 });
  await instrument.acquire(haadf, { onProgress: ({ done, total }) => labels.push(`${done}/${total}`) });
  await instrument.beam.set({ defocusNm: 40 });
  await instrument.beam.blank();
  await instrument.beam.unblank();
  leave();
  await instrument.stage.move({ xUm: 1 });
  assert.equal(events, ["moving", "moved", "acquired", "beamSet", "blanked", "unblanked"]);
  assert.equal(labels, ["1/3", "2/3", "3/3"]);
});

test("a damaged frame is an error once, and the next one follows", async () => {
  const recordings = sampleRecordings(takes);
  const run = runOf(recordings);
  const frame = async (index: number) => {
    if (index === 0) throw new Error("damaged");
    return recordings[index]!;
  };
  const instrument = new ReplayInstrument({ ...run, frame });
  await thrown(() => instrument.acquire(haadf)).then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, "damaged"),
  );
  assert.equal(numbersOf(await instrument.acquire(haadf)), [2]);
});

test("a run without frames, and frames that no instrument recorded, are refused", async () => {
  await expectError(
    "BadFile",
    thrown(() => new ReplayInstrument(runOf([]))),
    /no frame/,
  );
  const [good] = sampleRecordings(takes);
  const { conditions } = good!;
  const bad: [Partial<RecordedFrame>, RegExp][] = [
    [{ kind: "hologram" }, /kind is hologram/],
    [{ request: {} }, /request is of kind undefined/],
    [{ conditions: {} }, /no stage position/],
    [{ conditions: { ...conditions, stage: { ...conditions.stage, reported: { xUm: NaN } } } }, /no stage position/],
    [{ conditions: { ...conditions, beam: { accelKv: 80 } } }, /settings of the beam/],
    [{ conditions: { ...conditions, beam: { ...conditions.beam, isBlanked: undefined } } }, /blanked/],
    [{ conditions: { ...conditions, endS: 1 } }, /begin and end/],
  ];
  for (const [change, words] of bad)
    await expectError(
      "BadFile",
      thrown(() => new ReplayInstrument({ ...runOf([]), frames: [{ ...good!, ...change }] })),
      words,
    );
  for (const toleranceUm of [-1, NaN, Infinity])
    await expectError(
      "BadOption",
      thrown(() => replay({ toleranceUm })),
    );
});

test("detectors that record at the same time are one take; a clock that stands still does not join takes", async () => {
  const recordings = sampleRecordings([{ request: haadf }, { request: haadf }]).map((recording, _, [first]) => ({
    ...recording,
    conditions: first!.conditions,
  }));
  const instrument = new ReplayInstrument(runOf(recordings));
  assert.equal(numbersOf(await instrument.acquire(haadf)), [1]);
  assert.equal(numbersOf(await instrument.acquire(haadf)), [2]);
});

test.run();
