import type { SupportSetState } from "../../../../src/messages/supportSet/supportSetState.js";
import type { Layer } from "../../canvas/layer.js";
import { type ResultKind, resultLayers, type ShownResult } from "./resultLayers.js";
import { shownResult } from "./shownResult.js";

/** The segmentation and its layers, made anew only when something of them has changed: picks come often, and chips may be many. */
export class DrawnResult {
  #result: ShownResult | undefined;
  #layers: readonly Layer[] = [];
  #madeOf: readonly unknown[] = [];
  #drawnOf: readonly unknown[] = [];

  get result(): ShownResult | undefined {
    return this.#result;
  }

  get layers(): readonly Layer[] {
    return this.#layers;
  }

  /** @param given the values of the model as they came: they are the same as long as they have not changed */
  take(state: SupportSetState, given: (name: string) => unknown): void {
    const names = ["segmentation", "probabilities", "nearest", "unlike"];
    const madeOf = [...names.map(given), state.leastProbability, JSON.stringify(state.annotation.classes)];
    if (isSame(madeOf, this.#madeOf)) return;
    this.#madeOf = madeOf;
    this.#result = shownResult(state);
  }

  draw(kind: ResultKind, opacity: number, state: SupportSetState): void {
    const drawnOf = [this.#result, kind, opacity];
    if (isSame(drawnOf, this.#drawnOf)) return;
    this.#drawnOf = drawnOf;
    this.#layers = this.#result ? resultLayers(this.#result, kind, opacity, state) : [];
  }
}

function isSame(now: readonly unknown[], before: readonly unknown[]): boolean {
  return now.length === before.length && now.every((value, i) => value === before[i]);
}
