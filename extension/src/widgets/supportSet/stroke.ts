import { type Annotation, withLabels } from "../../../../src/messages/supportSet/annotation.js";
import type { Place } from "./picking.js";

/** A stroke of the pointer: all its chips get the class, or lose it where the first one has it already. */
export class Stroke {
  readonly classId: number | undefined;
  readonly chips: Set<number>;
  readonly #before: Annotation;

  constructor(before: Annotation, firstChip: number, classId: number) {
    this.#before = before;
    this.classId = new Map(before.labels).get(firstChip) === classId ? undefined : classId;
    this.chips = new Set([firstChip]);
  }

  /** The annotation with what is painted so far. */
  get annotation(): Annotation {
    return withLabels(this.#before, this.chips, this.classId);
  }

  /**
   * Goes on in a straight line, in steps that miss no chip; false when it came to no other chip.
   *
   * @param step at most half a chip, in pixels of the screen
   */
  paint(from: Place, to: Place, step: number, chipAt: (place: Place) => number | undefined): boolean {
    const steps = Math.min(1000, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / Math.max(1, step)));
    const count = this.chips.size;
    for (let i = 1; i <= steps; i++) {
      const share = i / steps;
      const chip = chipAt({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
      if (chip !== undefined) this.chips.add(chip);
    }
    return this.chips.size > count;
  }
}
