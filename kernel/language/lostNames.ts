/** Why a name that some cell declares is not there. */
type Loss = "was not run" | "ended before that line";

/** Names that cells declare and that are not there, with the cell to run again. */
export class LostNames {
  readonly #lost = new Map<string, { readonly count: number; readonly loss: Loss }>();

  add(names: Iterable<string>, count: number, loss: Loss): void {
    for (const name of names) this.#lost.set(name, { count, loss });
  }

  found(names: Iterable<string>): void {
    for (const name of names) this.#lost.delete(name);
  }

  /** What to do about the name, where it is one of them. */
  advice(name: string): string | undefined {
    const lost = this.#lost.get(name);
    return lost && `cell [${lost.count}] declares ${name}, but ${lost.loss}: run that cell again.`;
  }
}
