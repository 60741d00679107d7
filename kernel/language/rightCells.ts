import type { RunnableCell } from "../threadMessages.js";

const mostKept = 200;
/** A longer text is not kept (characters). */
const longestKept = 20_000;

interface RightCell {
  /** The world in which it was right (CellService.world). */
  readonly world: number;
  readonly cell: RunnableCell;
}

/**
 * Cells that have passed the check, by the text of their module: it names the cells that its names come from, so it is
 * right again as long as the world of the notebook is the same. To run a cell once more costs no check.
 */
export class RightCells {
  readonly #kept = new Map<string, RightCell>();

  find(moduleText: string, world: number): RunnableCell | undefined {
    const found = this.#kept.get(moduleText);
    return found?.world === world ? found.cell : undefined;
  }

  keep(moduleText: string, world: number, cell: RunnableCell): void {
    if (moduleText.length > longestKept) return;
    this.#kept.delete(moduleText);
    this.#kept.set(moduleText, { world, cell });
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!);
  }
}
