import { isRecord, type Reader, wholeNumberFrom } from "../reader.js";
import { type Annotation, type ChipClass, type ChipLabel, readClasses, readLabels } from "./annotation.js";
import { type ChipGrid, chipCounts, isSameGrid, readChipGrid, type Sides } from "./chipGrid.js";

/** What a segmentation was made from, beside its numbers: they lie in binary traits. */
export interface SegmentationHead {
  readonly grid: ChipGrid;
  /** The classes that it tells apart, as they were called then. */
  readonly classes: readonly ChipClass[];
  /** The examples that it was made from, and the ignored chips. @unitless */
  readonly labels: readonly ChipLabel[];
  /** Support chips that are named for each chip. @unitless */
  readonly nearestCount: number;
}

/** A segmentation of chips. */
export interface Segmentation {
  readonly head: SegmentationHead;
  /** chips x classes, chip after chip, in the order of `head.classes`. @unitless */
  readonly probabilities: Float32Array;
  /** chips x nearestCount: the nearest support chips, nearest first; -1 for none. @unitless */
  readonly nearest: Int32Array;
  /** One per chip: 1 where a chip is like none of the classes. @unitless */
  readonly unlike: Uint8Array;
}

/** What a chip is taken for. */
export interface ChipDecision {
  /** The place of its class in `head.classes`; -1 for unknown, -2 for ignored. @unitless */
  readonly classIndex: number;
  /** The largest probability less the second largest: small where it is in doubt. @unitless */
  readonly margin: number;
}

export const unknownIndex = -1;
export const ignoredIndex = -2;

/** The most support chips that are named for a chip. */
export const mostNearest = 10;

const nearestCount = wholeNumberFrom(0, mostNearest);

/** Reads what a segmentation was made from. */
export const readSegmentationHead: Reader<SegmentationHead> = (value) => {
  if (!isRecord(value)) return undefined;
  const grid = readChipGrid(value["grid"]);
  const classes = readClasses(value["classes"]);
  const labels = readLabels(value["labels"]);
  const count = nearestCount(value["nearestCount"]);
  if (!grid || !classes || !labels || count === undefined) return undefined;
  return { grid, classes, labels, nearestCount: count };
};

/** The numbers of a segmentation out of their bytes; undefined when there are not as many as chips and classes need. */
export function readSegmentation(
  head: SegmentationHead | null,
  bytes: { readonly probabilities: Uint8Array; readonly nearest: Uint8Array; readonly unlike: Uint8Array },
  image: Sides,
): Segmentation | undefined {
  if (!head) return undefined;
  const { columns, rows } = chipCounts(head.grid, image);
  const chips = columns * rows;
  const isWhole =
    bytes.probabilities.byteLength === 4 * chips * head.classes.length &&
    bytes.nearest.byteLength === 4 * chips * head.nearestCount &&
    bytes.unlike.byteLength === chips;
  if (!isWhole || head.labels.some(([chip]) => chip >= chips)) return undefined;
  return {
    head,
    probabilities: new Float32Array(aligned(bytes.probabilities)),
    nearest: new Int32Array(aligned(bytes.nearest)),
    unlike: bytes.unlike,
  };
}

/** What each chip is taken for, when a class needs at least so much probability. Cost: chips x classes. */
export function decisions({ head, probabilities, unlike }: Segmentation, leastProbability: number): ChipDecision[] {
  const classes = head.classes.length;
  const ignored = new Set(head.labels.filter(([, id]) => id === 0).map(([chip]) => chip));
  return Array.from(unlike, (isUnlike, chip) => {
    const { best, first, second } = largestTwo(probabilities, chip * classes, classes);
    const isKnown = best >= 0 && !isUnlike && first >= leastProbability;
    const classIndex = ignored.has(chip) ? ignoredIndex : isKnown ? best : unknownIndex;
    return { classIndex, margin: Math.max(0, first - second) };
  });
}

/** True when the examples or the chips have changed since. */
export function isOutOfDate({ head }: Segmentation, annotation: Annotation): boolean {
  const ids = ({ classes }: { readonly classes: readonly ChipClass[] }) => classes.map(({ id }) => id).join();
  return (
    !isSameGrid(head.grid, annotation.grid) ||
    ids(head) !== ids({ classes: usedClasses(annotation) }) ||
    JSON.stringify(head.labels) !== JSON.stringify(annotation.labels)
  );
}

/** The classes that have at least one example. */
export function usedClasses({ classes, labels }: Annotation): readonly ChipClass[] {
  const used = new Set(labels.map(([, id]) => id));
  return classes.filter(({ id }) => used.has(id));
}

function largestTwo(values: Float32Array, from: number, count: number) {
  let [best, first, second] = [-1, 0, 0];
  for (let i = 0; i < count; i++) {
    const value = values[from + i]!;
    if (value > first) [best, first, second] = [i, value, first];
    else if (value > second) second = value;
  }
  return { best, first, second };
}

/** A copy at a place that every kind of number may have. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}
