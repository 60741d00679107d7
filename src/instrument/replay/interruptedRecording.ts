import type { Recording } from "../recording.js";

/** Rows that are taken one after the other; a single spectrum and a pattern come at once. @unitless */
export function rowsOf({ kind, shape }: Pick<Recording, "kind" | "shape">): number {
  return kind === "image" || kind === "spectrumImage" ? shape[0]! : 1;
}

/** What there is of a recording that is interrupted after a share of its rows, from 0 to 1: the others are zero, and their time and dose are off. */
export function interruptedRecording(recording: Recording, share: number): Recording {
  const { conditions } = recording;
  const { startS, endS, doseEPerA2 } = conditions;
  const rows = rowsOf(recording);
  const data = recording.data.slice();
  data.fill(0, Math.floor(rows * share) * (data.length / rows));
  return {
    ...recording,
    data,
    conditions: { ...conditions, endS: startS + share * (endS - startS), doseEPerA2: doseEPerA2 * share },
    isComplete: false,
  };
}
