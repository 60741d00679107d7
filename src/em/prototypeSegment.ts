import { runJob } from "../jobs/index.js";
import type { PrototypeResult } from "../ops/fewshot/nearestPrototype.js";
import type { Segment } from "../widgets/supportSet/segment.js";
import { withSessionProgress } from "./session.js";

/**
 * How a support set segments unless it is told otherwise: simple statistics of each chip, and the nearest mean example.
 *
 * It runs on a compute worker: meanwhile the kernel hears of other messages, of a stop too.
 */
export const prototypeSegment: Segment = ({ image, chips, supports, classNames }, { signal, onProgress }) => {
  const { data, widthPx, heightPx } = image;
  const module = new URL("../ops/fewshot/segmentChips.js", import.meta.url);
  const args = [{ data, widthPx, heightPx }, chips, supports, classNames.length];
  return withSessionProgress("em.widgets.supportSet", onProgress, (report) =>
    runJob<PrototypeResult>({ module, name: "segmentChips", args, signal, onProgress: report }),
  );
};
