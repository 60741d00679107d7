import { EmError } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import type { Progress } from "../../core/progress.js";
import { type Annotation, ignoredId } from "../../messages/supportSet/annotation.js";
import { type ChipCounts, type ChipGrid, chipCounts } from "../../messages/supportSet/chipGrid.js";
import { mostNearest, type SegmentationHead, usedClasses } from "../../messages/supportSet/segmentation.js";

/** An example of a class. */
export interface SegmentSupport {
  /** The number of the chip. @unitless */
  readonly chip: number;
  /** The place of the class in `classNames`. @unitless */
  readonly classIndex: number;
}

/** What a segmentation starts from. */
export interface SegmentRequest {
  readonly image: Micrograph;
  /** The chips: `columns` x `rows` of them, counted row after row from 0. */
  readonly chips: ChipGrid & ChipCounts;
  /** The names of the classes that have examples. */
  readonly classNames: readonly string[];
  /** The examples. */
  readonly supports: readonly SegmentSupport[];
  /** Chips that the person wants left out. @unitless */
  readonly ignored: readonly number[];
}

/** What a segmentation gives. */
export interface SegmentResult {
  /** chips x classes, chip after chip, from 0 to 1. @unitless */
  readonly probabilities: Float32Array;
  /** chips x nearestCount: the nearest examples of each chip, nearest first; -1 for none. @unitless */
  readonly nearest?: Int32Array;
  /** From 0 to 10; needed when `nearest` is given. @unitless */
  readonly nearestCount?: number;
  /** One per chip: 1 where it is like no class. @unitless */
  readonly unlike?: Uint8Array;
}

/** What a segmentation gets beside its request. */
export interface SegmentOptions {
  /** Fires when nobody wants the result any more: it should stop then. */
  readonly signal: AbortSignal;
  /** Tells the person at the front end how far it is; undefined when code has started it. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Segments an image from examples. */
export type Segment = (request: SegmentRequest, options: SegmentOptions) => SegmentResult | Promise<SegmentResult>;

/** A segmentation as it goes into the state of the widget. */
export interface PackedSegmentation {
  readonly segmentation: SegmentationHead;
  /** Bytes. @unitless */
  readonly probabilities: Uint8Array;
  /** Bytes. @unitless */
  readonly nearest: Uint8Array;
  /** Bytes. @unitless */
  readonly unlike: Uint8Array;
}

/** The request for what a person has picked. Errors: BadOption unless at least two classes have an example. */
export function segmentRequest(image: Micrograph, annotation: Annotation): SegmentRequest {
  const classes = usedClasses(annotation);
  if (classes.length < 2)
    throw new EmError("BadOption", `${classes.length} of the classes have examples: at least 2 are needed`, {
      fix: "Pick 2 to 10 chips of each of two classes or more, then segment.",
    });
  const places = new Map(classes.map(({ id }, place) => [id, place]));
  return {
    image,
    chips: { ...annotation.grid, ...chipCounts(annotation.grid, image) },
    classNames: classes.map(({ name }) => name),
    supports: annotation.labels.flatMap(([chip, id]) => {
      const classIndex = places.get(id);
      return classIndex === undefined ? [] : [{ chip, classIndex }];
    }),
    ignored: annotation.labels.filter(([, id]) => id === ignoredId).map(([chip]) => chip),
  };
}

/** The result of a callback, looked at and made ready to travel. Errors: BadShape when its numbers are not those of the chips. */
export function packedSegmentation(
  { chips, classNames }: SegmentRequest,
  annotation: Annotation,
  result: SegmentResult,
): PackedSegmentation {
  const count = chips.columns * chips.rows;
  const { probabilities, nearest = new Int32Array(), nearestCount = 0, unlike = new Uint8Array(count) } = result ?? {};
  need(
    probabilities instanceof Float32Array && probabilities.length === count * classNames.length,
    `probabilities must be a Float32Array of ${count} chips x ${classNames.length} classes`,
  );
  need(
    probabilities.every((p) => p >= 0 && p <= 1),
    "probabilities must lie between 0 and 1",
  );
  need(
    Number.isInteger(nearestCount) && nearestCount >= 0 && nearestCount <= mostNearest,
    `nearestCount must be a whole number from 0 to ${mostNearest}`,
  );
  need(
    nearest instanceof Int32Array && nearest.length === count * nearestCount,
    `nearest must be an Int32Array of ${count} chips x nearestCount`,
  );
  need(unlike instanceof Uint8Array && unlike.length === count, `unlike must be a Uint8Array of ${count} chips`);
  const { grid, labels } = annotation;
  return {
    segmentation: { grid, labels, classes: usedClasses(annotation), nearestCount },
    probabilities: bytesOf(probabilities),
    nearest: bytesOf(nearest),
    unlike: unlike.slice(),
  };
}

function need(isSo: boolean, what: string): asserts isSo {
  if (!isSo)
    throw new EmError("BadShape", `the segmentation cannot be shown: ${what}`, {
      fix: "Correct the result of the segment callback.",
    });
}

/** A copy: the callback may go on with its arrays. */
function bytesOf(values: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.slice().buffer);
}
