import { EmError } from "../../core/error.js";
import { Micrograph } from "../../core/micrograph.js";
import { version } from "../../core/version.js";
import { formatLength } from "../../display/scaleBar.js";
import type { Recording } from "../../instrument/recording.js";
import { conditionMetadata } from "./conditionMetadata.js";

/** What a recording is called by, and who took it. */
export interface TakenBy {
  /** "em.acquire.haadf". */
  readonly operation: string;
  /** The address of the instrument. */
  readonly instrument: string;
  /** SHA-256 of the stored file, where there is one. */
  readonly sha256?: string | undefined;
}

/** A recording that the journal has, and what it is called by. */
export interface Taken {
  readonly recording: Recording;
  readonly by: TakenBy;
}

/** Makes a micrograph of a recorded image: its values are electrons where the detector's gain is known, else the stored numbers. */
export function takenImage(recording: Recording, by: TakenBy): Micrograph {
  const [heightPx, widthPx] = recording.shape;
  if (recording.kind !== "image" || heightPx === undefined || widthPx === undefined) {
    throw new EmError("BadShape", `a recording of kind "${recording.kind}" is no image`, {
      fix: "Ask the run for its images.",
    });
  }
  const { pixelNm } = recording.calibration;
  const { stage } = recording.conditions;
  return new Micrograph({
    data: physicalValues(recording),
    widthPx,
    heightPx,
    pixelNm,
    title: `${recording.detector.toUpperCase()}${pixelNm === undefined ? "" : `, ${formatLength(widthPx * pixelNm)}`}, ${by.instrument}`,
    metadata: conditionMetadata(recording, by.instrument),
    notes: notesOf(recording),
    provenance: { operation: by.operation, version, inputs: inputsOf(by, stage.timeS) },
  });
}

/** Electrons where the gain is known: (stored - offset) / gain. */
export function physicalValues({ data, calibration, kind }: Recording): Float32Array {
  const { gainCountsPerElectron, offsetCounts = 0 } = calibration;
  if (gainCountsPerElectron === undefined || kind !== "image") return Float32Array.from(data);
  const values = new Float32Array(data.length);
  for (let i = 0; i < values.length; i += 1) values[i] = (data[i]! - offsetCounts) / gainCountsPerElectron;
  return values;
}

/** What a person should know before using it. */
export function notesOf(recording: Recording): string[] {
  const notes: string[] = [];
  if (!recording.isComplete) notes.push(interruptedNote(recording));
  const { clipCounts } = recording.calibration;
  if (clipCounts !== undefined && recording.kind === "image") {
    let clipped = 0;
    for (const value of recording.data) if (value >= clipCounts) clipped += 1;
    if (clipped > 0) notes.push(`${clipped} pixels are clipped: the detector was at the end of its range.`);
  }
  if (recording.conditions.beam.isBlanked) notes.push("Taken with the beam blanked: a dark frame.");
  return notes;
}

function interruptedNote({ kind }: Recording): string {
  if (kind === "image" || kind === "spectrumImage") return "Interrupted: the rows that were not taken are zero.";
  return "Interrupted: it has the counts that had come by then.";
}

export function inputsOf({ instrument, sha256 }: TakenBy, timeS: number) {
  return sha256 === undefined ? [] : [{ name: `${instrument} at ${timeS.toFixed(3)} s`, sha256 }];
}
