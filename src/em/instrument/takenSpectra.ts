import { DiffractionPattern } from "../../core/diffractionPattern.js";
import { Spectrum } from "../../core/spectrum.js";
import { SpectrumImage } from "../../core/spectrumImage.js";
import { version } from "../../core/version.js";
import type { Recording } from "../../instrument/recording.js";
import { conditionMetadata } from "./conditionMetadata.js";
import { inputsOf, notesOf, type TakenBy } from "./takenImage.js";

/** Makes a spectrum of a recorded one: its values are counts. */
export function takenSpectrum(recording: Recording, by: TakenBy): Spectrum {
  const { firstEv = 0, channelEv = 1 } = recording.calibration;
  return new Spectrum({
    counts: Float32Array.from(recording.data),
    firstEv,
    channelEv,
    isCounts: true,
    title: `${recording.detector.toUpperCase()}, ${by.instrument}`,
    ...origin(recording, by),
  });
}

/** Makes a spectrum image of a recorded one; the numbers are not copied. */
export function takenSpectrumImage(recording: Recording, by: TakenBy): SpectrumImage {
  const [heightPx = 1, widthPx = 1, channels = 1] = recording.shape;
  const { firstEv = 0, channelEv = 1, pixelNm } = recording.calibration;
  return new SpectrumImage({
    data: recording.data instanceof Uint8Array ? Uint16Array.from(recording.data) : recording.data,
    widthPx,
    heightPx,
    channels,
    firstEv,
    channelEv,
    pixelNm,
    isCounts: true,
    title: `${recording.detector.toUpperCase()} map, ${by.instrument}`,
    ...origin(recording, by),
  });
}

/** Makes a diffraction pattern of a recorded one. */
export function takenPattern(recording: Recording, by: TakenBy): DiffractionPattern {
  const [sizePx = 1] = recording.shape;
  return new DiffractionPattern({
    data: Float32Array.from(recording.data),
    sizePx,
    pixelMrad: recording.calibration.pixelMrad ?? 1,
    accelKv: recording.conditions.beam.accelKv,
    title: `Diffraction, ${by.instrument}`,
    ...origin(recording, by),
  });
}

function origin(recording: Recording, by: TakenBy) {
  return {
    metadata: conditionMetadata(recording, by.instrument),
    notes: notesOf(recording),
    provenance: { operation: by.operation, version, inputs: inputsOf(by, recording.conditions.stage.timeS) },
  };
}
