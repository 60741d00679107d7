import type { Image } from "../../src/core/image.js";
import type { ChipRows } from "../../src/ops/fewshot/chipRows.js";

/** What is known of a chip. */
export interface ChipTruth {
  readonly chip: number;
  readonly classIndex: number;
  /** "core" chips are of one class beyond doubt, "hard" ones still are for a person. */
  readonly tier: string;
}

/** An image whose chips are of known classes. */
export interface FewShotTask {
  readonly name: string;
  readonly image: Image;
  readonly chips: ChipRows;
  readonly classNames: readonly string[];
  readonly truth: readonly ChipTruth[];
}
