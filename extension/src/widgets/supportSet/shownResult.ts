import { decisions, readSegmentation } from "../../../../src/messages/supportSet/segmentation.js";
import type { SupportSetState } from "../../../../src/messages/supportSet/supportSetState.js";
import type { ShownResult } from "./resultLayers.js";

/** The segmentation in a state as it is shown: its classes are called and coloured as they are now. */
export function shownResult(state: SupportSetState): ShownResult | undefined {
  const segmentation = readSegmentation(state.segmentation, state, state);
  if (!segmentation) return undefined;
  const now = new Map(state.annotation.classes.map((known) => [known.id, known]));
  const classes = segmentation.head.classes.map((then) => now.get(then.id) ?? then);
  return { segmentation, decisions: decisions(segmentation, state.leastProbability), classes };
}
