import type { RunnableCell } from "../threadMessages.js";
import type { Evaluator } from "./evaluator.js";
import { scriptName } from "./positions.js";

/** The value of each name, in a list of one; an empty list for a name without a value yet. */
type Values = Readonly<Record<string, readonly unknown[]>>;

/** Finds the names that a cell declares and has not come to set. */
export class UnsetNames {
  readonly #evaluator: Evaluator;
  readonly #cell: RunnableCell;
  #before: Values | undefined;

  constructor(evaluator: Evaluator, cell: RunnableCell) {
    this.#evaluator = evaluator;
    this.#cell = cell;
  }

  /** Looks at the names that earlier cells have declared; to be called before the cell runs. */
  async look(): Promise<void> {
    const { redeclared = [] } = this.#cell;
    if (redeclared.length > 0) this.#before = await this.#values(redeclared);
  }

  /** After the cell has failed: names without a value, and those that still have the value of an earlier cell. */
  async find(): Promise<string[]> {
    const { names } = this.#cell;
    if (names.length === 0) return [];
    const now = await this.#values(names);
    // Not to be told, after an interrupt that has hit the look itself.
    if (!now) return [];
    return names.filter((name) => {
      const value = now[name] ?? [];
      const before = this.#before?.[name] ?? [];
      return value.length === 0 || (before.length > 0 && Object.is(before[0], value[0]));
    });
  }

  async #values(names: readonly string[]): Promise<Values | undefined> {
    const fields = names.map((name) => `${name}: (() => { try { return [${name}] } catch { return [] } })()`);
    // The name of no run: nothing of this is part of a cell.
    const evaluation = await this.#evaluator.evaluate(`({ __proto__: null, ${fields.join(", ")} })`, scriptName(0));
    return evaluation.kind === "value" ? (evaluation.value as Values) : undefined;
  }
}
