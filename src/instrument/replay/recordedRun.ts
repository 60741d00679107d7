import type { RecordedArray } from "../recording.js";

/** What a run knows of a frame without reading its numbers. It comes from a file, so what it says is checked before it is used. */
export interface RecordedFrame {
  readonly kind: string;
  readonly detector: string;
  /** Lengths of the axes, the slowest first. @unitless */
  readonly shape: readonly number[];
  readonly calibration: object;
  readonly conditions: object;
  readonly request: object;
  readonly isComplete: boolean;
}

/** A frame's numbers. */
export interface RecordedNumbers {
  /** As the detector gave them. @unitless */
  readonly data: RecordedArray;
}

/** A finished run: an opened run folder is one, and so are the recordings that are held in memory. */
export interface RecordedRun {
  /** Where it lies, for messages. */
  readonly name: string;
  /** Name of the instrument that recorded it. */
  readonly instrument: string;
  readonly frames: readonly RecordedFrame[];
  /** Errors: BadFile when the frame is damaged. */
  frame(index: number): Promise<RecordedNumbers>;
}
