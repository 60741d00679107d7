import { type ImageState, imageTraits, mostTitle } from "../imageState.js";
import { oneOf, textUpTo, truth } from "../reader.js";
import type { TraitTable } from "../traits.js";

/** What a live view does: it waits for a first frame, shows frames as they come, takes one more, or shows the last one. */
export const liveModes = ["waiting", "running", "stopping", "ended"] as const;

/** The state of a live view. Its frames are no part of it: they come as messages of their own, and none is saved. */
export interface LiveState extends Pick<ImageState, "colourMap" | "low" | "high" | "gamma"> {
  readonly title: string;
  readonly mode: (typeof liveModes)[number];
  /** The contrast follows the frames; low and high are not used. */
  readonly isAutoContrast: boolean;
}

const { colourMap, low, high, gamma } = imageTraits;

/** What each value may be, and what the person may change. */
export const liveTraits: TraitTable<LiveState> = {
  ...{ colourMap, low, high, gamma },
  title: { read: textUpTo(mostTitle) },
  mode: { read: oneOf(liveModes) },
  isAutoContrast: { read: truth, isShared: true },
};
