import type { AcquireRequest, EdsRequest, ImageRequest } from "../../../src/instrument/acquireRequest.js";
import type { BeamState } from "../../../src/instrument/beamSettings.js";
import type { Recording } from "../../../src/instrument/recording.js";
import type { RecordedRun } from "../../../src/instrument/replay/recordedRun.js";
import { type StagePosition, type StageReport, stageOrigin } from "../../../src/instrument/stagePosition.js";

/** A request for images. */
export function imageRequest(change: Partial<ImageRequest> = {}): ImageRequest {
  return {
    kind: "image",
    detectors: ["haadf"],
    widthPx: 4,
    heightPx: 3,
    fovNm: 8,
    dwellUs: 2,
    scanRotationDeg: 0,
    ...change,
  };
}

/** A request for one X-ray spectrum. */
export const edsRequest: EdsRequest = {
  kind: "eds",
  widthPx: 1,
  heightPx: 1,
  fovNm: 8,
  dwellUs: 1000,
  scanRotationDeg: 0,
  sweeps: 1,
};

const beam: BeamState = {
  accelKv: 80,
  convergenceMrad: 30,
  currentPicoAmp: 30,
  defocusNm: 0,
  twoFoldXNm: 0,
  twoFoldYNm: 0,
  comaXNm: 0,
  comaYNm: 0,
  shiftXNm: 0,
  shiftYNm: 0,
  isBlanked: false,
};

/** The report of a stage that is at rest, 3 nm beside where it was told to go. */
export function stageAt(position: Partial<StagePosition>, drive: StageReport["drive"] = "motor"): StageReport {
  const commanded = { ...stageOrigin, ...position };
  return {
    commanded,
    reported: { ...commanded, xUm: commanded.xUm + 0.003 },
    measured: {},
    status: { xUm: "rest", yUm: "rest", zUm: "rest", alphaDeg: "rest", betaDeg: "rest" },
    drive,
    timeS: 0,
  };
}

/** What a sample's take is to be. */
export interface SampleTake {
  readonly request: AcquireRequest;
  readonly at?: Partial<StagePosition>;
  readonly drive?: StageReport["drive"];
  readonly beam?: Partial<BeamState>;
}

/** The recordings of takes, two seconds apart; every number tells which recording it is of. */
export function sampleRecordings(takes: readonly SampleTake[]): Recording[] {
  let number = 0;
  return takes.flatMap(({ request, at = {}, drive, beam: change }, index) => {
    const detectors =
      request.kind === "image" ? request.detectors : [request.kind === "diffraction" ? "camera" : request.kind];
    const shape = request.kind === "image" ? [request.heightPx, request.widthPx] : [12];
    return detectors.map((detector): Recording => {
      number++;
      return {
        kind: request.kind === "image" ? "image" : request.kind === "diffraction" ? "diffraction" : "spectrum",
        detector,
        data: new Uint16Array(12).fill(number),
        shape,
        calibration: { pixelNm: 2, offsetCounts: 7 },
        conditions: {
          stage: stageAt(at, drive),
          beam: { ...beam, ...change },
          startS: 10 + 2 * index,
          endS: 11 + 2 * index,
          doseEPerA2: 5,
        },
        request,
        isComplete: true,
      };
    });
  });
}

/** Recordings as a finished run in memory. */
export function runOf(recordings: readonly Recording[]): RecordedRun {
  return { name: "sample", instrument: "twin:mxene", frames: recordings, frame: async (index) => recordings[index]! };
}
