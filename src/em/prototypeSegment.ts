import { setImmediate as nextTurn } from "node:timers/promises";
import { throwIfAborted } from "../core/error.js";
import { chipStatistics } from "../ops/fewshot/chipStatistics.js";
import { nearestPrototype } from "../ops/fewshot/nearestPrototype.js";
import type { Segment } from "../widgets/supportSet/segment.js";

/** How a support set segments unless it is told otherwise: simple statistics of each chip, and the nearest mean example. */
export const prototypeSegment: Segment = async ({ image, chips, supports, classNames }, { signal }) => {
  // Between the two the kernel hears of other messages: of a stop too.
  await nextTurn();
  throwIfAborted(signal, "segmenting");
  const features = chipStatistics(image, chips);
  await nextTurn();
  throwIfAborted(signal, "segmenting");
  return nearestPrototype(features, supports, classNames.length);
};
