/** The numbers of a stored recording. */
export type StoredArray = Uint8Array | Uint16Array | Int32Array | Float32Array;

/** A recording as a run folder stores it: numbers, their shape, and what else is known, which goes through as JSON. */
export interface StoredRecording {
  readonly kind: string;
  readonly detector: string;
  /** As the detector gave them. @unitless */
  readonly data: StoredArray;
  /** Lengths of the axes, the slowest first. @unitless */
  readonly shape: readonly number[];
  readonly calibration: object;
  readonly conditions: object;
  readonly request: object;
  readonly isComplete: boolean;
}

/** A frame's own description: it stands in the frame's file and, with the file's checksum, in the journal. */
export interface FrameDescription {
  /** Identity of the run that it belongs to. */
  readonly run: string;
  /** Number of the frame in its run, from 1. @unitless */
  readonly sequence: number;
  readonly kind: string;
  readonly detector: string;
  /** Type of the numbers, in numpy's words: "<u2". */
  readonly dtype: string;
  /** Lengths of the axes, the slowest first. @unitless */
  readonly shape: readonly number[];
  readonly calibration: object;
  readonly conditions: object;
  readonly request: object;
  readonly isComplete: boolean;
  /** Identity of the plan that the frame was taken in, where there was one. */
  readonly plan?: string;
  /** When it was written, by the computer's clock: ISO 8601, UTC. */
  readonly writtenAt: string;
}

/** A frame as the journal lists it. */
export interface FrameEntry extends FrameDescription {
  /** Path in the run folder: "frames/000001-haadf.npy". */
  readonly file: string;
  readonly sizeBytes: number;
  /** Of the whole file. */
  readonly sha256: string;
}

/** Whether a value has the fields of a frame's description, of the right types. */
export function isFrameDescription(value: unknown): value is FrameDescription {
  const frame = value as Partial<FrameDescription> | null;
  return (
    typeof frame === "object" &&
    frame !== null &&
    isCount(frame.sequence) &&
    frame.sequence > 0 &&
    [frame.run, frame.kind, frame.detector, frame.dtype, frame.writtenAt].every((text) => typeof text === "string") &&
    Array.isArray(frame.shape) &&
    frame.shape.every(isCount) &&
    [frame.calibration, frame.conditions, frame.request].every((part) => typeof part === "object" && part !== null) &&
    typeof frame.isComplete === "boolean" &&
    (frame.plan === undefined || typeof frame.plan === "string")
  );
}

/** The same for a line of the journal. The file must be one of the run's own frames, never one elsewhere. */
export function isFrameEntry(value: unknown): value is FrameEntry {
  if (!isFrameDescription(value)) return false;
  const { file, sizeBytes, sha256 } = value as Partial<FrameEntry>;
  return (
    typeof file === "string" &&
    file.startsWith("frames/") &&
    sequenceOf(file.slice("frames/".length)) === value.sequence &&
    isCount(sizeBytes) &&
    typeof sha256 === "string" &&
    /^[0-9a-f]{64}$/.test(sha256)
  );
}

/** The ending of files that are being written. */
export const partialEnding = ".partial";

/** The name of a frame's file. */
export function frameFileName(sequence: number, detector: string): string {
  const word =
    detector
      .replace(/[^A-Za-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "frame";
  return `${String(sequence).padStart(6, "0")}-${word}.npy`;
}

/** The number in the name of a frame's file, or undefined when it is no such name. */
export function sequenceOf(name: string): number | undefined {
  const digits = /^(\d{6,15})-[A-Za-z0-9-]+\.npy$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
