/** What is being taken on a connection: it can be ended, and waited for until it is in the journal. */
export class RunningTakes {
  readonly #running = new Map<AbortController, Promise<unknown>>();
  readonly #runs = new Map<AbortController, Promise<unknown>>();
  /** Live views, which the guard ends and nobody waits for. @unitless */
  #watching = 0;

  /** The number of those that run, live views among them. @unitless */
  get count(): number {
    return this.#running.size + this.#watching;
  }

  /** A live view begins; the result says that it has ended. */
  watch(): () => void {
    this.#watching += 1;
    return () => {
      this.#watching -= 1;
    };
  }

  /** Runs one with a signal that fires when the caller's does, and when the connection is let go of. */
  run<T>(given: AbortSignal | undefined, take: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#keep(this.#running, given, take);
  }

  /** The same for work of many steps: between two takes it is ended too, and it is not counted. */
  around<T>(given: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#keep(this.#runs, given, work);
  }

  async #keep<T>(
    among: Map<AbortController, Promise<unknown>>,
    given: AbortSignal | undefined,
    take: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    // Not AbortSignal.any: a signal that outlives a long series would keep something of every frame.
    const end = () => controller.abort(given?.reason);
    if (given?.aborted) end();
    given?.addEventListener("abort", end, { once: true });
    const taking = take(controller.signal);
    among.set(
      controller,
      taking.catch(() => {}),
    );
    try {
      return await taking;
    } finally {
      given?.removeEventListener("abort", end);
      among.delete(controller);
    }
  }

  /** Ends all; resolves when they have ended. It never rejects. */
  async end(reason: Error): Promise<void> {
    this.endRuns(reason);
    for (const controller of this.#running.keys()) controller.abort(reason);
    await Promise.all([...this.#running.values(), ...this.#runs.values()]);
  }

  /** Ends work of many steps, with the step that it is at: none of it moves the stage again. */
  endRuns(reason: Error): void {
    for (const controller of this.#runs.keys()) controller.abort(reason);
  }
}
