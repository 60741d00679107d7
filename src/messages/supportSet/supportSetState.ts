import { type ImageState, imageTraits, readImageState } from "../imageState.js";
import { bytesUpTo, numberFrom, orNull } from "../reader.js";
import { type ReadState, readState, type TraitTable } from "../traits.js";
import { type Annotation, fittedAnnotation, readAnnotation } from "./annotation.js";
import { type HistoryStep, readSteps } from "./history.js";
import { readSegmentationHead, type SegmentationHead } from "./segmentation.js";

/** The state of a support set: an image, what a person has said of its chips, and the segmentation that came of it. */
export interface SupportSetState extends ImageState {
  readonly annotation: Annotation;
  readonly past: readonly HistoryStep[];
  readonly future: readonly HistoryStep[];
  /** Below this probability a chip is "unknown". @unitless */
  readonly leastProbability: number;
  /** null when nothing was segmented yet. */
  readonly segmentation: SegmentationHead | null;
  /** Bytes of float32. @unitless */
  readonly probabilities: Uint8Array;
  /** Bytes of int32. @unitless */
  readonly nearest: Uint8Array;
  /** Bytes. @unitless */
  readonly unlike: Uint8Array;
}

const mostBytes = 2 ** 28;

/** What each value of the state may be, and what the person at the front end may change. */
export const supportSetTraits: TraitTable<SupportSetState> = {
  ...imageTraits,
  annotation: { read: readAnnotation, isShared: true },
  past: { read: readSteps, isShared: true },
  future: { read: readSteps, isShared: true },
  leastProbability: { read: numberFrom(0, 1), isShared: true },
  segmentation: { read: orNull(readSegmentationHead) },
  probabilities: { read: bytesUpTo(mostBytes) },
  nearest: { read: bytesUpTo(mostBytes) },
  unlike: { read: bytesUpTo(mostBytes) },
};

/** Reads the state of a support set; its annotation is fitted to the image. */
export function readSupportSetState(given: (name: string) => unknown): ReadState<SupportSetState> {
  const image = readImageState(given);
  if (!image.state) return image;
  const read = readState(supportSetTraits, given);
  if (!read.state) return read;
  return { state: { ...read.state, annotation: fittedAnnotation(read.state.annotation, image.state) } };
}
