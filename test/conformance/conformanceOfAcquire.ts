import * as assert from "uvu/assert";
import type {
  AcquireRequest,
  DiffractionRequest,
  EdsRequest,
  EelsRequest,
  ImageRequest,
} from "../../src/instrument/acquireRequest.js";
import { exposureOf, imageDetectors } from "../../src/instrument/acquireRequest.js";
import type { Instrument } from "../../src/instrument/port.js";
import type { Recording } from "../../src/instrument/recording.js";
import { expectError } from "../io/expectError.js";
import { hasAxes } from "./conformanceOfStage.js";
import type { ConformanceTest, InstrumentUnderTest } from "./instrumentConformance.js";
import { nextEvent } from "./nextEvent.js";

const area = { widthPx: 32, heightPx: 24, fovNm: 8, dwellUs: 10, scanRotationDeg: 0 } as const;

export function imageRequest({ instrument, image }: InstrumentUnderTest): ImageRequest {
  return { kind: "image", detectors: instrument.capabilities.imageDetectors, ...area, ...image };
}

/** Whether there are image detectors; where there are none, images must be refused. */
async function hasImages(under: InstrumentUnderTest): Promise<boolean> {
  const { instrument } = under;
  if (instrument.capabilities.imageDetectors.length > 0) return true;
  await expectError("Unsupported", instrument.acquire({ ...imageRequest(under), detectors: ["haadf"] }));
  return false;
}

export const edsMap: EdsRequest = { kind: "eds", ...area, widthPx: 4, heightPx: 3, sweeps: 2 };
export const eelsMap: EelsRequest = { kind: "eels", ...area, widthPx: 4, heightPx: 3, firstEv: 440, channelEv: 0.5 };
export const pattern: DiffractionRequest = {
  kind: "diffraction",
  sizePx: 64,
  reachMrad: 20,
  exposureS: 0.1,
  fovNm: 10,
};

function checkConditions(recording: Recording, request: AcquireRequest): void {
  const { conditions } = recording;
  assert.ok(conditions.endS >= conditions.startS);
  assert.ok(Number.isFinite(conditions.stage.reported.xUm));
  assert.ok(conditions.beam.accelKv > 0);
  assert.ok(conditions.doseEPerA2 >= 0);
  assert.equal({ ...recording.request }, { ...request });
  assert.is(
    recording.shape.reduce((product, length) => product * length, 1),
    recording.data.length,
  );
}

/** The dose that current and time mean; what is not said of the current cannot be compared. */
function checkDose(recording: Recording, request: AcquireRequest): void {
  const { widthNm, heightNm, timeS } = exposureOf(request);
  const electrons = (recording.conditions.beam.currentPicoAmp * 1e-12 * timeS) / 1.602176634e-19;
  const expected = electrons / (widthNm * heightNm * 100);
  assert.ok(Math.abs(recording.conditions.doseEPerA2 / expected - 1) < 1e-3, `${recording.conditions.doseEPerA2} e/Å²`);
}

function meanOf({ data }: Recording): number {
  let sum = 0;
  for (const value of data) sum += value;
  return sum / data.length;
}

async function takeSpectra(instrument: Instrument, request: EdsRequest | EelsRequest): Promise<Recording> {
  const recordings = await instrument.acquire(request);
  assert.is(recordings.length, 1);
  const recording = recordings[0]!;
  checkConditions(recording, request);
  assert.is(recording.detector, request.kind);
  assert.is(recording.isComplete, true);
  assert.ok(recording.calibration.channelEv! > 0);
  assert.type(recording.calibration.firstEv, "number");
  return recording;
}

export const testsOfAcquire: readonly ConformanceTest[] = [
  [
    "an image comes from each detector asked for, with shape, type, calibration and conditions",
    async (under) => {
      const { instrument } = under;
      const request = imageRequest(under);
      if (!(await hasImages(under))) return void (await expectError("Unsupported", instrument.acquire(request)));
      await instrument.beam.unblank();
      const recordings = await instrument.acquire(request);
      assert.equal(recordings.map(({ detector }) => detector).sort(), [...request.detectors].sort());
      for (const recording of recordings) {
        checkConditions(recording, request);
        assert.is(recording.kind, "image");
        assert.equal(recording.shape, [request.heightPx, request.widthPx]);
        assert.ok(recording.data instanceof Uint16Array || recording.data instanceof Float32Array);
        assert.ok(Math.abs(recording.calibration.pixelNm! / (request.fovNm / request.widthPx) - 1) < 1e-6);
        assert.is(recording.isComplete, true);
        checkDose(recording, request);
      }
    },
  ],
  [
    "time passes while a frame is taken, at least the dwell of all its pixels",
    async (under) => {
      const { instrument } = under;
      const request = imageRequest(under);
      if (!(await hasImages(under))) return;
      const [{ conditions }] = (await instrument.acquire(request)) as [Recording];
      assert.ok(conditions.endS - conditions.startS >= exposureOf(request).timeS * 0.999);
      assert.ok(instrument.clock.nowS() >= conditions.endS);
    },
  ],
  [
    "a blanked beam gives dark frames without dose",
    async (under) => {
      const { instrument } = under;
      if (!(await hasImages(under))) return;
      const request = { ...imageRequest(under), dwellUs: Math.min(50, instrument.capabilities.mostDwellUs) };
      await instrument.beam.blank();
      const dark = await instrument.acquire(request);
      await instrument.beam.unblank();
      const bright = await instrument.acquire(request);
      for (const [i, recording] of dark.entries()) {
        const { offsetCounts = 0, gainCountsPerElectron = 1 } = recording.calibration;
        assert.is(recording.conditions.doseEPerA2, 0);
        assert.is(recording.conditions.beam.isBlanked, true);
        assert.ok(Math.abs(meanOf(recording) - offsetCounts) < gainCountsPerElectron, `${recording.detector} is dark`);
        assert.ok(bright[i]!.conditions.doseEPerA2 > 0);
      }
      const brightness = bright.map((recording, i) => meanOf(recording) - meanOf(dark[i]!));
      assert.ok(Math.max(...brightness) > 0, "some detector sees the beam");
    },
  ],
  [
    "a map of X-ray spectra, and a single spectrum, or Unsupported",
    async ({ instrument }) => {
      if (!instrument.capabilities.hasEds) return void (await expectError("Unsupported", instrument.acquire(edsMap)));
      await instrument.beam.unblank();
      const map = await takeSpectra(instrument, edsMap);
      assert.is(map.kind, "spectrumImage");
      assert.equal(map.shape.slice(0, 2), [3, 4]);
      const one = await takeSpectra(instrument, { ...edsMap, widthPx: 1, heightPx: 1 });
      assert.is(one.kind, "spectrum");
      assert.is(one.shape.length, 1);
    },
  ],
  [
    "a map of energy-loss spectra, and a single spectrum, or Unsupported",
    async ({ instrument }) => {
      if (!instrument.capabilities.hasEels) return void (await expectError("Unsupported", instrument.acquire(eelsMap)));
      await instrument.beam.unblank();
      const map = await takeSpectra(instrument, eelsMap);
      assert.is(map.kind, "spectrumImage");
      assert.equal(map.shape.slice(0, 2), [3, 4]);
      assert.is(map.calibration.firstEv, eelsMap.firstEv);
      assert.is(map.calibration.channelEv, eelsMap.channelEv);
      const one = await takeSpectra(instrument, { ...eelsMap, widthPx: 1, heightPx: 1 });
      assert.is(one.kind, "spectrum");
      assert.is(one.shape.length, 1);
    },
  ],
  [
    "a diffraction pattern, or Unsupported",
    async ({ instrument }) => {
      if (!instrument.capabilities.hasDiffraction)
        return void (await expectError("Unsupported", instrument.acquire(pattern)));
      await instrument.beam.unblank();
      const [recording] = (await instrument.acquire(pattern)) as [Recording];
      checkConditions(recording, pattern);
      assert.is(recording.kind, "diffraction");
      assert.equal(recording.shape, [64, 64]);
      assert.ok(Math.abs(recording.calibration.pixelMrad! - 40 / 64) < 0.02);
    },
  ],
  [
    "detectors that are not there are refused with Unsupported",
    async (under) => {
      const { instrument, isLive = true } = under;
      for (const detector of imageDetectors) {
        if (instrument.capabilities.imageDetectors.includes(detector)) continue;
        const taking = instrument.acquire({ ...imageRequest(under), detectors: [detector] });
        await expectError("Unsupported", taking, isLive ? /./ : /It has: \d+ x/);
      }
    },
  ],
  [
    "requests with numbers that are none, or that are too large, are refused",
    async (under) => {
      const { instrument } = under;
      if (!(await hasImages(under))) return;
      const request = imageRequest(under);
      for (const change of [{ fovNm: Number.NaN }, { dwellUs: Number.POSITIVE_INFINITY }, { widthPx: Number.NaN }])
        await expectError("BadOption", instrument.acquire({ ...request, ...change }));
    },
  ],
  [
    "an acquisition that is aborted gives what was taken, marked as not complete; the next one is whole",
    async (under) => {
      const { instrument, longRowsPx = 256 } = under;
      if (!(await hasImages(under))) return;
      const request = { ...imageRequest(under), heightPx: Math.min(longRowsPx, instrument.capabilities.mostPx) };
      const controller = new AbortController();
      let done = 0;
      const recordings = await instrument.acquire(request, {
        signal: controller.signal,
        onProgress: (progress) => {
          done = progress.done / progress.total;
          if (done > 0) controller.abort();
        },
      });
      assert.ok(done > 0 && done < 1, `progress is told along the way: ${done}`);
      for (const recording of recordings) {
        assert.is(recording.isComplete, false);
        assert.equal(recording.shape, [request.heightPx, request.widthPx]);
        const lastRow = recording.data.subarray(recording.data.length - request.widthPx);
        assert.ok(
          lastRow.every((value) => value === 0),
          "rows that were not taken are zero",
        );
      }
      assert.ok((await instrument.acquire(imageRequest(under))).every(({ isComplete }) => isComplete));
    },
  ],
  [
    "an acquisition is refused while the stage moves",
    async (under) => {
      const { instrument } = under;
      if (!(await hasImages(under)) || !(await hasAxes(under))) return;
      const began = nextEvent(instrument, "moving");
      const moving = instrument.stage.move({ [instrument.capabilities.axes[0]!]: 5 });
      await began;
      await expectError("InstrumentBusy", instrument.acquire(imageRequest(under)));
      await moving;
    },
  ],
  [
    "a live view yields frames until the consumer stops, and again until a signal fires",
    async (under) => {
      const { instrument } = under;
      const request = imageRequest(under);
      if (!instrument.capabilities.hasLive) {
        const frames = instrument.live(request)[Symbol.asyncIterator]();
        return void (await expectError("Unsupported", frames.next()));
      }
      const times: number[] = [];
      for await (const frame of instrument.live(request)) {
        assert.is(frame.length, request.detectors.length);
        times.push(frame[0]!.conditions.endS);
        if (times.length === 3) break;
      }
      assert.ok(times[0]! < times[1]! && times[1]! < times[2]!, "frames come one after the other");
      const controller = new AbortController();
      let frames = 0;
      for await (const _ of instrument.live(request, { signal: controller.signal }))
        if (++frames === 2) controller.abort();
      assert.ok(frames === 2 || frames === 3, `${frames} frames`);
      assert.is((await instrument.acquire(request)).length, request.detectors.length, "it is free again");
    },
  ],
  [
    "what was acquired is told",
    async (under) => {
      const { instrument } = under;
      if (!(await hasImages(under))) return;
      const told = nextEvent(instrument, "acquired");
      await instrument.acquire(imageRequest(under));
      const event = await told;
      assert.ok(event.type === "acquired" && event.isComplete && event.request.kind === "image");
    },
  ],
];
