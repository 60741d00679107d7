/** Runs whose outputs can still be replaced; of earlier ones an output is shown anew. */
const runsKept = 512;

/** Which outputs a run has shown by an id: the next one of that id takes the place of the first. */
export class ShownIds {
  readonly #ofRun = new Map<number, Set<string>>();

  /** The type of the message that shows an output: anew, or in the place of the one that the run has shown before. */
  messageType(runId: number, id: string | undefined): "display_data" | "update_display_data" {
    if (id === undefined) return "display_data";
    const ids = this.#ofRun.get(runId) ?? new Set();
    if (ids.has(id)) return "update_display_data";
    ids.add(id);
    this.#ofRun.set(runId, ids);
    if (this.#ofRun.size > runsKept) this.#ofRun.delete(this.#ofRun.keys().next().value!);
    return "display_data";
  }

  /** The outputs of this run have been cleared: nothing is there to be replaced. */
  forget(runId: number): void {
    this.#ofRun.delete(runId);
  }
}
