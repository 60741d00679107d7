import type { AcquireRequest } from "./acquireRequest.js";
import type { BeamState } from "./beamSettings.js";
import type { StageReport } from "./stagePosition.js";

/** What a recording is of. */
export type RecordingKind = "image" | "spectrum" | "spectrumImage" | "diffraction";

/** The numbers of a recording, as the detector gives them. */
export type RecordedArray = Uint8Array | Uint16Array | Int32Array | Float32Array;

/** What turns the stored numbers into physical values; parts that a kind does not have are left out. */
export interface RecordingCalibration {
  /** Size of a pixel on the specimen. */
  readonly pixelNm?: number;
  /** Energy of the first channel, and the width of a channel. */
  readonly firstEv?: number;
  readonly channelEv?: number;
  /** Angle per pixel of a diffraction pattern. */
  readonly pixelMrad?: number;
  /** Electrons = (stored - offset) / gain; left out where the stored numbers are counts. @unitless */
  readonly gainCountsPerElectron?: number;
  readonly offsetCounts?: number;
  /** Stored numbers from here on have been clipped. */
  readonly clipCounts?: number;
}

/** How the instrument stood when a recording was made. */
export interface RecordingConditions {
  readonly stage: StageReport;
  readonly beam: BeamState;
  /** Begin and end, on the clock of the instrument. */
  readonly startS: number;
  readonly endS: number;
  /** Mean dose of the recording over its area. */
  readonly doseEPerA2: number;
  /** What else the instrument has to say: each with the unit in its name. */
  readonly extra?: Readonly<Record<string, string | number | boolean>>;
}

/** One frame, spectrum, spectrum image or pattern, as the detector gave it. */
export interface Recording {
  readonly kind: RecordingKind;
  /** "haadf", "eds", "eels", "camera". */
  readonly detector: string;
  /** @unitless */
  readonly data: RecordedArray;
  /** Lengths of the axes, the slowest first: [rows, columns], [channels], [rows, columns, channels]. @unitless */
  readonly shape: readonly number[];
  readonly calibration: RecordingCalibration;
  readonly conditions: RecordingConditions;
  readonly request: AcquireRequest;
  /** false: it was interrupted; the rows that were not taken are zero. */
  readonly isComplete: boolean;
}
