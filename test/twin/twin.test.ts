import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ImageRequest } from "../../src/instrument/acquireRequest.js";
import type { InstrumentEvent } from "../../src/instrument/port.js";
import { makeSpecimen } from "../../src/twin/specimens/specimens.js";
import { Twin, type TwinOptions } from "../../src/twin/twin.js";
import { expectError } from "../io/expectError.js";

const test = suite("the twin");

const request: ImageRequest = {
  kind: "image",
  detectors: ["haadf"],
  widthPx: 64,
  heightPx: 64,
  fovNm: 4,
  dwellUs: 4,
  scanRotationDeg: 0,
};

function makeTwin(options: Partial<TwinOptions> = {}): Twin {
  return new Twin({ specimen: makeSpecimen("mxene", { seed: 7 }), seed: 7, ...options });
}

async function frameOf(twin: Twin, change: Partial<ImageRequest> = {}) {
  await twin.beam.unblank();
  const [frame] = await twin.acquire({ ...request, ...change });
  await twin.beam.blank();
  return frame!;
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

test("the same seed gives the same bytes, another one others", async () => {
  const [a, b, c] = [makeTwin(), makeTwin(), makeTwin({ seed: 8 })];
  const frames = [await frameOf(a), await frameOf(b), await frameOf(c)];
  assert.equal(frames[0]!.data, frames[1]!.data);
  assert.not.equal(frames[0]!.data, frames[2]!.data);
  assert.equal((await frameOf(a)).data, (await frameOf(b)).data);
});

test("another detector changes neither the first one's noise nor the stage's", async () => {
  const [alone, together] = [makeTwin(), makeTwin()];
  const one = await frameOf(alone);
  const two = await frameOf(together, { detectors: ["bf", "haadf", "adf"] });
  assert.equal(two.detector, "bf");
  await alone.stage.move({ xUm: 1, alphaDeg: 3 });
  await together.stage.move({ xUm: 1, alphaDeg: 3 });
  assert.equal(alone.truth().stage, together.truth().stage);
  await together.beam.unblank();
  const more = await together.acquire({ ...request, detectors: ["haadf"] });
  assert.is(more[0]!.detector, "haadf");
  assert.not.equal(more[0]!.data, one.data);
});

test("the same commands give the same frames at both speeds", async () => {
  const [fast, real] = [makeTwin(), makeTwin({ speed: "real" })];
  const quick = { dwellUs: 1, widthPx: 32, heightPx: 32 };
  const [a, b] = [await frameOf(fast, quick), await frameOf(real, quick)];
  assert.equal(a.data, b.data);
  assert.ok(Math.abs(fast.clock.nowS() - real.clock.nowS()) < 1e-9);
});

test("a blanked beam gives dark frames and no dose", async () => {
  const twin = makeTwin();
  const [dark] = await twin.acquire(request);
  const { offsetCounts, readNoiseCounts } = twin.values.detectors;
  assert.ok(Math.abs(mean(dark!.data) - offsetCounts) < (5 * readNoiseCounts) / 64);
  assert.is(dark!.conditions.doseEPerA2, 0);
  twin.pass(3600);
  assert.is(twin.totalElectrons, 0);
});

test("the dose is current times time, for scans, spectra and an open beam", async () => {
  const twin = makeTwin();
  await twin.beam.set({ currentPicoAmp: 50 });
  await twin.beam.unblank();
  await twin.acquire(request);
  await twin.acquire({ ...request, kind: "eds", widthPx: 4, heightPx: 4, dwellUs: 500, sweeps: 2 } as never);
  twin.pass(2.5);
  await twin.beam.set({ currentPicoAmp: 10 });
  twin.pass(1);
  await twin.beam.blank();
  // What the pixels got; the way back of the scan does not count.
  const exposedS = 64 * 64 * 4e-6 + 2 * 16 * 500e-6 + 2.5;
  const electrons = (50e-12 * exposedS + 10e-12) / 1.602176634e-19;
  assert.ok(Math.abs(twin.totalElectrons / electrons - 1) < 1e-3, `${twin.totalElectrons} and ${electrons}`);
  twin.pass(60);
  assert.ok(Math.abs(twin.totalElectrons / electrons - 1) < 1e-3);
});

test("what the detector sees is what the specimen sends: a thicker place is brighter, vacuum is dark", async () => {
  const twin = makeTwin({ specimen: makeSpecimen("moo3", { seed: 3 }) });
  const low = await frameOf(twin, { widthPx: 128, heightPx: 128, fovNm: 3000 });
  const values = [...low.data].sort((a, b) => a - b);
  const { offsetCounts } = twin.values.detectors;
  assert.ok(values[values.length >> 1]! > offsetCounts + 5, "the film is seen");
  assert.ok(values.at(-100)! > 2 * (values[values.length >> 1]! - offsetCounts) + offsetCounts, "crystals stand out");
});

test("a new specimen is a little out of focus, the automatic focus brings it near, and blurred frames show less contrast", async () => {
  const twin = makeTwin();
  const contrast = async () => {
    const { data } = await frameOf(twin, { widthPx: 256, heightPx: 256, fovNm: 5, dwellUs: 20 });
    const values = Float64Array.from(data, (value) => value - twin.values.detectors.offsetCounts);
    // Shot noise falls out of the covariance of neighbours.
    const m = mean(values);
    return mean(values.subarray(1).map((value, i) => (value - m) * (values[i]! - m))) / (m * m);
  };
  const before = Math.abs(twin.focusNm());
  assert.ok(before > 1, `${before} nm`);
  await twin.beam.unblank();
  const report = await twin.auto("focus");
  assert.ok(report.isDone);
  assert.ok(Math.abs(twin.focusNm()) < 6, `${twin.focusNm()} nm`);
  const sharp = await contrast();
  await twin.beam.set({ defocusNm: twin.beam.now.defocusNm + 25 });
  const blurred = await contrast();
  assert.ok(sharp > 3 * blurred, `${sharp} and ${blurred}`);
});

test("an automatic function with the beam blanked gives up and changes nothing; others are refused", async () => {
  const twin = makeTwin();
  const report = await twin.auto("focus");
  assert.not.ok(report.isDone);
  assert.equal(report.changes, {});
  await expectError("Unsupported", twin.auto("zoneAxis"), /zoneAxis/);
  const ended = AbortSignal.abort();
  await twin.beam.unblank();
  await expectError("Aborted", twin.auto("stigmator", { signal: ended }));
  assert.is(twin.beam.now.twoFoldXNm, 0);
});

test("an acquisition that is ended early gives the rows that were taken, and costs only their dose", async () => {
  const twin = makeTwin();
  await twin.beam.unblank();
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }) => done === 8 && stop.abort();
  const [frame] = await twin.acquire(request, { signal: stop.signal, onProgress });
  assert.is(frame!.isComplete, false);
  const rows = Array.from({ length: 64 }, (_, row) => mean(frame!.data.subarray(row * 64, row * 64 + 64)));
  assert.ok(rows.slice(0, 32).every((row) => row > 100));
  assert.ok(rows.slice(32).every((row) => row === 0));
  const [whole] = await twin.acquire(request);
  assert.ok(Math.abs(frame!.conditions.doseEPerA2 / whole!.conditions.doseEPerA2 - 0.5) < 0.01);
});

test("an exposure as a whole that is ended early has a share of its counts, and somebody who blanks the beam darkens the rest", async () => {
  const spectrum = {
    kind: "eds",
    widthPx: 1,
    heightPx: 1,
    fovNm: 10,
    dwellUs: 2e7,
    scanRotationDeg: 0,
    sweeps: 1,
  } as const;
  const pattern = { kind: "diffraction", sizePx: 64, reachMrad: 40, exposureS: 0.01, fovNm: 2 } as const;
  for (const whole of [spectrum, pattern]) {
    const counts: number[] = [];
    for (const slice of [4, 16]) {
      const twin = makeTwin();
      await twin.beam.unblank();
      const stop = new AbortController();
      const onProgress = ({ done }: { done: number }) => done === slice && stop.abort();
      const [taken] = await twin.acquire(whole, { signal: stop.signal, onProgress });
      assert.is(taken!.isComplete, slice === 16);
      counts.push(mean(taken!.data) * taken!.data.length);
    }
    const [part, all] = counts as [number, number];
    assert.ok(all > 500 && Math.abs(part - all / 4) < 5 * Math.sqrt(all / 4), `${part} of ${all} counts`);
  }
  const twin = makeTwin();
  await twin.beam.unblank();
  const onProgress = ({ done }: { done: number }) => done === 8 && void twin.beam.blank();
  const [frame] = await twin.acquire({ ...request, dwellUs: 20 }, { onProgress });
  assert.ok(frame!.isComplete);
  const { offsetCounts } = twin.values.detectors;
  const rows = Array.from(
    { length: 64 },
    (_, row) => mean(frame!.data.subarray(row * 64, row * 64 + 64)) - offsetCounts,
  );
  assert.ok(mean(rows.slice(0, 32)) > 10 && Math.abs(mean(rows.slice(32))) < 0.5, `${rows}`);
  const half = (20e-12 * 64 * 32 * 20e-6) / 1.602176634e-19;
  assert.ok(Math.abs(twin.totalElectrons / half - 1) < 1e-3);
  assert.ok(Math.abs(frame!.conditions.doseEPerA2 / (half / 1600) - 1) < 1e-3);
});

test("at real speed an interrupt does not wait for the next slice of a long exposure", async () => {
  const twin = makeTwin({ speed: "real" });
  await twin.beam.unblank();
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 60);
  const long = { kind: "diffraction", sizePx: 32, reachMrad: 40, exposureS: 600, fovNm: 2 } as const;
  const [taken] = await twin.acquire(long, { signal: stop.signal });
  assert.not.ok(taken!.isComplete);
  assert.ok(twin.clock.nowS() > 0.01 && twin.clock.nowS() < 20, `${twin.clock.nowS()} s`);
  assert.ok(
    taken!.data.some((count: number) => count > 0),
    "what had come by then is kept",
  );
});

test("the specimen drifts during a frame, and a feature moves with the stage", async () => {
  const twin = makeTwin();
  const before = twin.truth();
  twin.pass(1800);
  const after = twin.truth();
  const driftNm = Math.hypot(after.xNm - before.xNm, after.yNm - before.yNm);
  assert.ok(driftNm > 5 && driftNm < 300, `${driftNm} nm in half an hour`);
  await twin.stage.move({ xUm: 1 });
  const movedNm = after.xNm - twin.truth().xNm;
  assert.ok(Math.abs(movedNm - 1000) < 400, `${movedNm} nm`);
});

test("a stage that moves and a scan exclude each other", async () => {
  const twin = makeTwin();
  const moving = twin.stage.move({ xUm: 5 });
  await expectError("InstrumentBusy", twin.acquire(request), /moving/);
  await moving;
  const taking = twin.acquire(request);
  await expectError("InstrumentBusy", twin.acquire(request), /acquisition/);
  await expectError("InstrumentBusy", twin.stage.move({ xUm: 1 }), /acquisition/);
  await taking;
});

test("faults: dropped frames, bursts of noise, a stuck axis, a late move", async () => {
  const twin = makeTwin();
  twin.setFaults({ droppedFrameFraction: 1 });
  await twin.beam.unblank();
  await expectError("Timeout", twin.acquire(request), /sent nothing/);
  // The scan has run: the time is gone and the dose has fallen.
  const electrons = (20e-12 * 64 * 64 * 4e-6) / 1.602176634e-19;
  assert.ok(twin.clock.nowS() > 0.01 && Math.abs(twin.totalElectrons / electrons - 1) < 1e-9);
  await twin.beam.blank();
  twin.setFaults({ droppedFrameFraction: 0, noiseBurstFraction: 1 });
  const burst = await frameOf(twin);
  assert.ok(burst.data.some((value) => value === twin.values.detectors.clipCounts));
  twin.setFaults({ noiseBurstFraction: 0, stuckAxes: ["yUm"] });
  await expectError("Timeout", twin.stage.move({ xUm: 1, yUm: 1 }));
  const report = await twin.stage.report();
  assert.is(report.status.yUm, "stuck");
  assert.ok(Math.abs(report.reported.yUm) < 0.1 && report.reported.xUm > 0.9);
  twin.setFaults({ stuckAxes: [], lateMoveS: 30 });
  const startS = twin.clock.nowS();
  await twin.stage.move({ xUm: 2 });
  assert.ok(twin.clock.nowS() - startS > 30);
  await expectError(
    "BadOption",
    Promise.resolve().then(() => twin.setFaults({ droppedFrameFraction: 2 })),
  );
});

test("faults: a touch of the pole piece ends one motion; a lost connection fails everything until it is back, with the beam blanked", async () => {
  const twin = makeTwin();
  const seen: InstrumentEvent["type"][] = [];
  twin.onEvent(({ type }) => seen.push(type));
  twin.setFaults({ touchesPole: true });
  await expectError("StageLimit", twin.stage.move({ alphaDeg: 10 }), /pole/);
  assert.is(twin.setFaults({}).touchesPole, false);
  await twin.stage.move({ alphaDeg: 0 });
  await twin.beam.unblank();
  twin.setFaults({ isDisconnected: true });
  for (const attempt of [() => twin.stage.report(), () => twin.beam.state(), () => twin.acquire(request)]) {
    await expectError("NotConnected", attempt());
  }
  twin.setFaults({ isDisconnected: false });
  assert.is((await twin.beam.state()).isBlanked, true);
  assert.ok(seen.includes("disconnected") && seen.includes("blanked"));
});

test("lenses go in steps: settings between them change nothing", async () => {
  const twin = makeTwin();
  const seen: number[] = [];
  for (const defocusNm of [0, 0.9, 1.1, 2, -0.9, -4]) {
    await twin.beam.set({ defocusNm });
    seen.push(Math.round(twin.focusNm() * 1000) / 1000);
  }
  const [zero] = seen as [number];
  assert.equal(
    seen.map((value) => Math.round(value - zero)),
    [0, 0, 2, 2, 0, -4],
  );
  const smooth = makeTwin({ changes: { optics: { defocusStepNm: 0 } } });
  const before = smooth.focusNm();
  await smooth.beam.set({ defocusNm: 0.9 });
  assert.ok(Math.abs(smooth.focusNm() - before - 0.9) < 1e-9);
});

test("carbon grows where the beam stays, and less after a beam shower", async () => {
  const growth = async (hasShower: boolean) => {
    const twin = makeTwin();
    if (hasShower) {
      await twin.beam.set({ currentPicoAmp: 2000 });
      await frameOf(twin, { fovNm: 1000, widthPx: 256, heightPx: 256, dwellUs: 50 });
      await twin.beam.set({ currentPicoAmp: 20 });
    }
    const wide = { fovNm: 10, dwellUs: 20 };
    const first = mean((await frameOf(twin, wide)).data);
    await twin.beam.unblank();
    twin.pass(120);
    await twin.beam.blank();
    return mean((await frameOf(twin, wide)).data) - first;
  };
  const [dirty, showered] = [await growth(false), await growth(true)];
  assert.ok(dirty > 5, `${dirty} counts`);
  assert.ok(showered < 0.5 * dirty, `${showered} and ${dirty} counts`);
});

test("damage grows with the dose and stays; the specimen without a dose stays as it was", async () => {
  const twin = makeTwin();
  const signal = () => twin.specimenTruth({ fovNm: 3 }).columns.haadfNm2.reduce((sum, value) => sum + value, 0);
  const before = signal();
  await twin.beam.set({ currentPicoAmp: 2000 });
  await frameOf(twin, { fovNm: 4, dwellUs: 50 });
  await twin.beam.unblank();
  twin.pass(600);
  await twin.beam.blank();
  const after = signal();
  assert.ok(after < before, `${after} of ${before}`);
  assert.is(signal(), after);
});

test("spectra and patterns have the shapes and axes that they say", async () => {
  const twin = makeTwin();
  await twin.beam.unblank();
  const scan = { widthPx: 1, heightPx: 1, fovNm: 10, dwellUs: 2e6, scanRotationDeg: 0 };
  const [eds] = await twin.acquire({ kind: "eds", ...scan, sweeps: 1 });
  assert.equal([eds!.kind, eds!.shape, eds!.calibration.channelEv], ["spectrum", [4096], 10]);
  const countsIn = (first: number, last: number) => mean(eds!.data.slice(first, last)) * (last - first);
  const [titanium, nothing] = [countsIn(440, 462), countsIn(560, 582)];
  assert.ok(titanium > 5 * nothing && titanium > 50, `${titanium} and ${nothing}`);
  const [map] = await twin.acquire({
    kind: "eels",
    ...scan,
    widthPx: 3,
    heightPx: 2,
    dwellUs: 1000,
    firstEv: 440,
    channelEv: 0.5,
  });
  assert.equal([map!.kind, map!.shape, map!.calibration.firstEv], ["spectrumImage", [2, 3, 2048], 440]);
  await twin.beam.set({ convergenceMrad: 1 });
  const [pattern] = await twin.acquire({ kind: "diffraction", sizePx: 128, reachMrad: 40, exposureS: 0.5, fovNm: 2 });
  assert.equal([pattern!.kind, pattern!.shape, pattern!.calibration.pixelMrad], ["diffraction", [128, 128], 0.625]);
  const centre = pattern!.data[64 * 128 + 64]!;
  assert.ok(centre > 20 * mean(pattern!.data));
});

test("requests and settings that mean nothing are refused before anything happens", async () => {
  const twin = makeTwin();
  const bad: Partial<Record<string, unknown>>[] = [
    { widthPx: 0 },
    { widthPx: 1.5 },
    { heightPx: 1e9 },
    { fovNm: Number.NaN },
    { fovNm: -1 },
    { dwellUs: Number.POSITIVE_INFINITY },
    { dwellUs: 0.001 },
    { scanRotationDeg: Number.NaN },
    { detectors: [] },
  ];
  for (const change of bad) {
    await expectError("BadOption", twin.acquire({ ...request, ...change } as ImageRequest));
  }
  await expectError("Unsupported", twin.acquire({ ...request, detectors: ["abf"] } as never), /abf/);
  await expectError("Unsupported", twin.acquire({ ...request, kind: "cathodoluminescence" } as never));
  for (const change of [{ accelKv: 120 }, { currentPicoAmp: -1 }, { defocusNm: Number.NaN }, { focus: 1 }]) {
    await expectError("BadOption", twin.beam.set(change as never));
  }
  assert.throws(() => twin.pass(-1));
  assert.is(twin.clock.nowS(), 0);
});

test("one owner at a time; closing twice does no harm, and afterwards nothing answers", async () => {
  const twin = makeTwin();
  const lease = await twin.lease("ana");
  await expectError("InstrumentBusy", twin.lease("ben"), /ana/);
  await lease.release();
  await (await twin.lease("ben")).renew();
  await twin.close();
  await twin.close();
  await expectError("NotConnected", twin.stage.report());
  await expectError("NotConnected", twin.acquire(request));
});

test.run();
