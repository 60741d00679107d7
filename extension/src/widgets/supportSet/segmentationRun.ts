/** The segmentation that a person has started, if any. */
export class SegmentationRun {
  readonly #ask: (signal: AbortSignal) => Promise<unknown>;
  readonly #tell: (text: string) => void;
  #running: AbortController | undefined;

  /** @param ask has the kernel segment; `tell` hears how it goes, when it begins and when it ends */
  constructor(ask: (signal: AbortSignal) => Promise<unknown>, tell: (text: string) => void) {
    this.#ask = ask;
    this.#tell = tell;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  stop(): void {
    this.#running?.abort();
  }

  /** Starts one, or stops the one that runs. */
  async toggle(): Promise<void> {
    if (this.#running) return this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#tell("Segmenting");
    const outcome = await this.#ask(running.signal).then(
      () => "Segmented",
      (error: unknown) =>
        running.signal.aborted ? "The segmentation was stopped" : `Not segmented: ${reasonOf(error)}`,
    );
    this.#running = undefined;
    this.#tell(outcome);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
