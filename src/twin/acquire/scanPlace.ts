import { rowTimesS, type ScanDistortion, scanDistortion } from "../detectors/scanDistortion.js";
import { type ScanFrame, scanFrame, specimenPoint } from "../detectors/scanFrame.js";
import type { ScanGeometry, SpecimenView } from "../detectors/scanGeometry.js";
import type { TwinScene } from "../scene.js";

/** Times within a frame at which the stage is asked where it is; between them it moves evenly. */
const knots = 9;

/** What a scan covers, as all scanned requests say it. */
export interface ScanRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fovNm: number;
  readonly dwellUs: number;
  readonly scanRotationDeg: number;
}

/** Where the beam goes in a scan that begins at a time, drift of the specimen and errors of the coils included. */
export function scanPlace(scene: TwinScene, request: ScanRequest, startS: number, view: SpecimenView): ScanGeometry {
  const { widthPx, heightPx, dwellUs, fovNm, scanRotationDeg } = request;
  const timing = { widthPx, heightPx, dwellUs, startS };
  const { detectors } = scene.values;
  const errors: ScanDistortion = scanDistortion(timing, detectors, scene.random("scan"));
  const times = rowTimesS(timing, detectors.flybackUs);
  const [specimenXNm, specimenYNm] = driftOfRows(scene, view, startS, times);
  const { shiftXNm, shiftYNm } = scene.beam.now;
  return {
    ...{ widthPx, heightPx, pixelNm: fovNm / widthPx, rotationDeg: scanRotationDeg },
    ...{ centreXNm: shiftXNm, centreYNm: shiftYNm, specimenXNm, specimenYNm },
    ...errors,
  };
}

function driftOfRows(
  scene: TwinScene,
  view: SpecimenView,
  startS: number,
  times: Float64Array,
): [xNm: Float64Array, yNm: Float64Array] {
  const endS = times[times.length - 1];
  const moved = Array.from({ length: knots }, (_, i) => scene.movedNm(view, startS, startS + (endS * i) / (knots - 1)));
  const at = (axis: 0 | 1) =>
    times.map((timeS) => {
      const place = endS > 0 ? (timeS / endS) * (knots - 1) : 0;
      const i = Math.min(knots - 2, Math.floor(place));
      return moved[i][axis] + (place - i) * (moved[i + 1][axis] - moved[i][axis]);
    });
  return [at(0), at(1)];
}

/** The place on the specimen of a pixel of a scan, errors of its row included. */
export function placeOfPixel(
  geometry: ScanGeometry,
  view: SpecimenView,
): (xPx: number, yPx: number) => [xNm: number, yNm: number] {
  const frame: ScanFrame = scanFrame(geometry, view);
  const point = specimenPoint(frame);
  return (xPx, yPx) => {
    const row = Math.min(frame.heightPx - 1, Math.max(0, Math.round(yPx)));
    return point(frame.startAlongNm + xPx * frame.stepAlongNm + frame.rowAlongNm[row], frame.rowAcrossNm[row]);
  };
}
