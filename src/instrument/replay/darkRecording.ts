import type { RecordedArray, Recording } from "../recording.js";

/** What the detector would have given with the beam blanked, in the place of a recording: its offset in every pixel, and no dose. */
export function darkRecording(recording: Recording, startS: number, endS: number): Recording {
  const { conditions, calibration, data } = recording;
  const numbers = data.constructor as new (length: number) => RecordedArray;
  return {
    ...recording,
    data: new numbers(data.length).fill(calibration.offsetCounts ?? 0),
    conditions: { ...conditions, beam: { ...conditions.beam, isBlanked: true }, startS, endS, doseEPerA2: 0 },
    isComplete: true,
  };
}
