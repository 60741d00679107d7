import type { ProgressListener } from "../kernelRequests.js";

/** Has the kernel segment. */
type Ask = (signal: AbortSignal, onProgress: ProgressListener) => Promise<unknown>;

/** The segmentation that a person has started, if any. */
export class SegmentationRun {
  readonly #ask: Ask;
  readonly #tell: (text: string | undefined) => void;
  #running: AbortController | undefined;
  #share = 0;

  /** @param tell hears in words when it begins and how it ends; of each step between it hears without words */
  constructor(ask: Ask, tell: (text: string | undefined) => void) {
    this.#ask = ask;
    this.#tell = tell;
  }

  /** How far it is, from 0 to 1; undefined when none runs. */
  get share(): number | undefined {
    return this.#running && this.#share;
  }

  stop(): void {
    this.#running?.abort();
  }

  /** Starts one, or stops the one that runs. */
  async toggle(): Promise<void> {
    if (this.#running) return this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#share = 0;
    this.#tell("Segmenting");
    const onProgress: ProgressListener = (done, total) => {
      this.#share = total > 0 ? done / total : 0;
      this.#tell(undefined);
    };
    const outcome = await this.#ask(running.signal, onProgress).then(
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
