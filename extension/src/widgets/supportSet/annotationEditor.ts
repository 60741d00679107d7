import type { Annotation } from "../../../../src/messages/supportSet/annotation.js";
import { done, type History } from "../../../../src/messages/supportSet/history.js";

/** The annotation as a person changes it: what is settled, and what is only seen while a slider is dragged or a stroke painted. */
export class AnnotationEditor {
  readonly #settled: () => History | undefined;
  readonly #settle: (history: History) => void;
  #draft: Annotation | undefined;

  /** @param settled how it is in the state; `settle` puts it there */
  constructor(settled: () => History | undefined, settle: (history: History) => void) {
    this.#settled = settled;
    this.#settle = settle;
  }

  get settled(): Annotation | undefined {
    return this.#settled()?.annotation;
  }

  get shown(): Annotation | undefined {
    return this.#draft ?? this.settled;
  }

  /** Shows something that is not settled yet: nothing is sent. */
  try(annotation: Annotation): void {
    this.#draft = annotation;
  }

  /** Settles a change, as one step to be undone. */
  edit(change: (before: Annotation) => Annotation): void {
    this.#draft = undefined;
    const history = this.#settled();
    if (history) this.#settle(done(history, change(history.annotation)));
  }

  /** Goes back or forth in the history; false where it ends. */
  travel(step: (history: History) => History): boolean {
    const history = this.#settled();
    if (!history) return false;
    const after = step(history);
    this.#settle(after);
    return after !== history;
  }
}
