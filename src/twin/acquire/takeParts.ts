import { type AcquireRequest, exposureOf } from "../../instrument/acquireRequest.js";
import type { RecordedArray, RecordingCalibration, RecordingKind } from "../../instrument/recording.js";
import { frameTimeS } from "../detectors/scanDistortion.js";
import { pixelMradOf } from "../diffraction/patternView.js";
import type { TwinScene } from "../scene.js";
import type { SpectrumCube } from "../spectra/spectrumCube.js";
import { addNoiseBurst } from "./noiseBurst.js";
import { takeImages } from "./takeImages.js";
import { takePattern } from "./takePattern.js";
import { takeEds, takeEels } from "./takeSpectra.js";

/** What a detector gives of an acquisition. */
export interface Part {
  readonly kind: RecordingKind;
  readonly detector: string;
  /** @unitless */
  readonly data: RecordedArray;
  /** Lengths of the axes, the slowest first. @unitless */
  readonly shape: readonly number[];
  readonly calibration: RecordingCalibration;
}

/** What every detector gives of an acquisition that begins at a time, and how long it takes. */
export interface TakenParts {
  readonly parts: readonly Part[];
  readonly durationS: number;
}

/**
 * Works out what the detectors see; time passes afterwards, for nothing but the clock changes while a scan runs.
 *
 * @param noiseBurstFraction chance that a frame has a burst of noise
 */
export function takeParts(
  scene: TwinScene,
  request: AcquireRequest,
  startS: number,
  noiseBurstFraction: number,
): TakenParts {
  const { flybackUs } = scene.values.detectors;
  switch (request.kind) {
    case "image": {
      const { widthPx, heightPx, fovNm } = request;
      const { gainCountsPerElectron, offsetCounts, clipCounts } = scene.values.detectors;
      const calibration = { pixelNm: fovNm / widthPx, gainCountsPerElectron, offsetCounts, clipCounts };
      const parts = takeImages(scene, request, startS).map(({ detector, data }): Part => {
        const random = scene.random("noise bursts");
        if (noiseBurstFraction > 0 && random.uniform() < noiseBurstFraction)
          addNoiseBurst(data, widthPx, clipCounts, scene.values.faults, random);
        return { kind: "image", detector, data, shape: [heightPx, widthPx], calibration };
      });
      return { parts, durationS: frameTimeS(request, flybackUs) };
    }
    case "eds":
      return {
        parts: [spectrumPart("eds", takeEds(scene, request, startS), request.fovNm)],
        durationS: frameTimeS(request, flybackUs) * request.sweeps,
      };
    case "eels":
      return {
        parts: [spectrumPart("eels", takeEels(scene, request, startS), request.fovNm)],
        durationS: frameTimeS(request, flybackUs),
      };
    case "diffraction": {
      const data = takePattern(scene, request, startS);
      const shape = [request.sizePx, request.sizePx];
      const calibration = { pixelMrad: pixelMradOf(request) };
      return {
        parts: [{ kind: "diffraction", detector: "camera", data, shape, calibration }],
        durationS: exposureOf(request).timeS,
      };
    }
  }
}

function spectrumPart(detector: string, { data, widthPx, heightPx, axis }: SpectrumCube, fovNm: number): Part {
  const energies = { firstEv: axis.firstEv, channelEv: axis.channelEv };
  if (widthPx * heightPx === 1)
    return { kind: "spectrum", detector, data, shape: [axis.channels], calibration: energies };
  const calibration = { ...energies, pixelNm: fovNm / widthPx };
  return { kind: "spectrumImage", detector, data, shape: [heightPx, widthPx, axis.channels], calibration };
}
