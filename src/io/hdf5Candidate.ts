import type { Metadata } from "../core/metadata.js";

/** A dataset that may be the image that is meant, and what its surroundings say about it. */
export interface Hdf5Candidate {
  /** The dataset's path in the file. */
  readonly path: string;
  /** Another name for it: a detector's, or a signal's. */
  readonly label?: string;
  /** True when the frames of a stack are counted by the last axis (Velox). */
  readonly framesLast?: boolean;
  /** Reads the calibration and metadata of a frame, from 0. */
  facts(frame: number): Hdf5Facts;
}

/** What the surroundings of a dataset say about it. */
export interface Hdf5Facts {
  readonly pixelNm?: number;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
}
