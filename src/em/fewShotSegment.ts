import type { Micrograph } from "../core/micrograph.js";
import { runJob } from "../jobs/index.js";
import type { ChipFeatures } from "../ops/fewshot/chipFeatures.js";
import type { ChipSegmentation } from "../ops/fewshot/segmentFeatures.js";
import type { Segment, SegmentOptions, SegmentRequest } from "../widgets/supportSet/segment.js";
import { withSessionProgress } from "./session.js";

/** The features that were last made for an image. */
interface KeptFeatures {
  /** The chips that they describe. */
  readonly key: string;
  readonly features: ChipFeatures;
}

/** Features live as long as their image. */
const kept = new WeakMap<Micrograph, KeptFeatures>();

/**
 * How a support set segments unless it is told otherwise: textures and brightness of each chip, and shrunk discriminant analysis.
 *
 * Both run on a compute worker: meanwhile the kernel hears of other messages, of a stop too. The features of the chips are kept with the
 * image until another size of chips is asked for, so that another example costs only the classification.
 */
export const fewShotSegment: Segment = async (request, options) => {
  const features = await featuresOf(request, options);
  const module = new URL("../ops/fewshot/segmentFeatures.js", import.meta.url);
  const args = [features, request.supports, request.classNames.length];
  const { probabilities, nearest, nearestCount, unlike } = await runJob<ChipSegmentation>({
    ...{ module, name: "segmentFeatures", args, signal: options.signal },
  });
  return { probabilities, nearest, nearestCount, unlike };
};

async function featuresOf({ image, chips }: SegmentRequest, { signal, onProgress }: SegmentOptions) {
  const key = JSON.stringify(chips);
  const known = kept.get(image);
  if (known?.key === key) return known.features;
  const { data, widthPx, heightPx } = image;
  const module = new URL("../ops/fewshot/chipFeatures.js", import.meta.url);
  const args = [{ data, widthPx, heightPx }, chips];
  const features = await withSessionProgress("em.widgets.supportSet", onProgress, (report) =>
    runJob<ChipFeatures>({ module, name: "chipFeatures", args, signal, onProgress: report }),
  );
  kept.set(image, { key, features });
  return features;
}
