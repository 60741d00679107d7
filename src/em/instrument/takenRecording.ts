import type { DiffractionPattern } from "../../core/diffractionPattern.js";
import type { Micrograph } from "../../core/micrograph.js";
import type { Spectrum } from "../../core/spectrum.js";
import type { SpectrumImage } from "../../core/spectrumImage.js";
import type { Recording } from "../../instrument/recording.js";
import { type TakenBy, takenImage } from "./takenImage.js";
import { takenPattern, takenSpectrum, takenSpectrumImage } from "./takenSpectra.js";

/** A recording as the kind of result that it is. */
export function takenRecording(
  recording: Recording,
  by: TakenBy,
): Micrograph | Spectrum | SpectrumImage | DiffractionPattern {
  switch (recording.kind) {
    case "image":
      return takenImage(recording, by);
    case "spectrum":
      return takenSpectrum(recording, by);
    case "spectrumImage":
      return takenSpectrumImage(recording, by);
    case "diffraction":
      return takenPattern(recording, by);
  }
}
