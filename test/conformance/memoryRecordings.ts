import type { AcquireRequest } from "../../src/instrument/acquireRequest.js";
import { exposureOf } from "../../src/instrument/acquireRequest.js";
import type { BeamState } from "../../src/instrument/beamSettings.js";
import type { RecordedArray, Recording, RecordingCalibration, RecordingKind } from "../../src/instrument/recording.js";
import type { StageReport } from "../../src/instrument/stagePosition.js";
import type { MemoryClock } from "./memoryClock.js";

const electronCoulomb = 1.602176634e-19;
const gainCountsPerElectron = 8;
const offsetCounts = 200;
const channels = 16;

interface Taken {
  readonly request: AcquireRequest;
  readonly rows: number;
  /** The beam at each row that was taken. */
  readonly beams: readonly BeamState[];
  readonly stage: StageReport;
  readonly beam: BeamState;
  readonly startS: number;
  readonly clock: MemoryClock;
}

/** Even grey frames and flat spectra, in the numbers of electrons that the beam has brought, row by row. */
export function memoryRecordings(taken: Taken): readonly Recording[] {
  const { request, rows, beams, stage, beam, startS, clock } = taken;
  const { timeS, widthNm, heightNm } = exposureOf(request);
  clock.pass((timeS * beams.length) / rows);
  const perRow = beams.map(({ currentPicoAmp, isBlanked }) =>
    isBlanked ? 0 : (currentPicoAmp * 1e-12 * timeS) / rows / electronCoulomb,
  );
  const doseEPerA2 = perRow.reduce((sum, electrons) => sum + electrons, 0) / (widthNm * heightNm * 100);
  const conditions = { stage, beam, startS, endS: clock.nowS(), doseEPerA2 };
  const isComplete = beams.length === rows;
  const detectors =
    request.kind === "image" ? request.detectors : [request.kind === "diffraction" ? "camera" : request.kind];
  return detectors.map((detector) => ({
    ...arraysOf(request, rows, perRow),
    detector,
    conditions,
    request,
    isComplete,
  }));
}

function arraysOf(
  request: AcquireRequest,
  rows: number,
  perRow: readonly number[],
): { kind: RecordingKind; data: RecordedArray; shape: readonly number[]; calibration: RecordingCalibration } {
  if (request.kind === "diffraction") {
    const { sizePx, reachMrad } = request;
    const data = new Float32Array(sizePx * sizePx);
    for (const [row, electrons] of perRow.entries()) data.fill(electrons / sizePx, row * sizePx, (row + 1) * sizePx);
    return { kind: "diffraction", data, shape: [sizePx, sizePx], calibration: { pixelMrad: reachMrad / (sizePx / 2) } };
  }
  const { widthPx, fovNm } = request;
  const pixelNm = fovNm / widthPx;
  if (request.kind === "image") {
    const data = new Uint16Array(rows * widthPx);
    perRow.forEach((electrons, row) => {
      const counts = offsetCounts + (gainCountsPerElectron * 0.1 * electrons) / widthPx;
      data.fill(Math.min(65_535, Math.round(counts)), row * widthPx, (row + 1) * widthPx);
    });
    const calibration = { pixelNm, gainCountsPerElectron, offsetCounts, clipCounts: 65_535 };
    return { kind: "image", data, shape: [rows, widthPx], calibration };
  }
  const isOne = rows * widthPx === 1;
  const data =
    request.kind === "eds" ? new Int32Array(rows * widthPx * channels) : new Float32Array(rows * widthPx * channels);
  perRow.forEach((electrons, row) => {
    data.fill(electrons / 1e4 / widthPx, row * widthPx * channels, (row + 1) * widthPx * channels);
  });
  const energies =
    request.kind === "eels"
      ? { firstEv: request.firstEv, channelEv: request.channelEv }
      : { firstEv: 0, channelEv: 10 };
  return {
    kind: isOne ? "spectrum" : "spectrumImage",
    data,
    shape: isOne ? [channels] : [rows, widthPx, channels],
    calibration: isOne ? energies : { pixelNm, ...energies },
  };
}
