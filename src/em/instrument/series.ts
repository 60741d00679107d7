import { EmError } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import type { Recording } from "../../instrument/recording.js";
import { reduceForStrip } from "./filmStrip.js";
import { type TakenBy, takenImage } from "./takenImage.js";

/**
 * Frames that were taken one after the other; as the last line of a cell it shows some of them side by side.
 *
 * The frames are kept as the detector gave them; a micrograph is made when it is asked for.
 */
export class FrameSeries implements Displayable {
  readonly #frames: readonly { readonly recording: Recording; readonly by: TakenBy }[];
  /** How many frames were asked for. @unitless */
  readonly planned: number;

  constructor(frames: readonly { readonly recording: Recording; readonly by: TakenBy }[], planned: number) {
    this.#frames = frames;
    this.planned = planned;
    Object.freeze(this);
  }

  /** How many frames there are; fewer than planned where the series was interrupted. @unitless */
  get count(): number {
    return this.#frames.length;
  }

  /** When each frame began, on the clock of the instrument. */
  get timesS(): number[] {
    return this.#frames.map(({ recording }) => recording.conditions.startS);
  }

  /**
   * One frame, counted from 0.
   *
   * Errors: BadOption where there is none. Cost: milliseconds.
   *
   * @param index from 0; negative ones count from the end. @unitless
   */
  frame(index: number): Micrograph {
    const found = this.#frames.at(index);
    if (!Number.isInteger(index) || !found) {
      throw new EmError("BadOption", `the series has no frame ${index}`, {
        fix: this.count === 0 ? "It is empty." : `Give a whole number from 0 to ${this.count - 1}.`,
      });
    }
    return takenImage(found.recording, found.by);
  }

  /** All frames, one after the other. */
  *[Symbol.iterator](): Generator<Micrograph> {
    for (let index = 0; index < this.count; index += 1) yield this.frame(index);
  }

  [displaySymbol](): MimeBundle {
    return reduceForStrip(this);
  }
}

/**
 * A series that is being taken: `for await` gives each frame as it comes, `await` waits for all of them.
 *
 * It begins when it is called and needs nobody to look at it. Frames that nobody reads wait in memory.
 */
export class RunningSeries implements AsyncIterable<Micrograph>, PromiseLike<FrameSeries> {
  readonly #done: Promise<FrameSeries>;
  readonly #waiting: { readonly recording: Recording; readonly by: TakenBy }[] = [];
  readonly #planned: number;
  #kept: { readonly recording: Recording; readonly by: TakenBy }[] | undefined = [];
  #wake: () => void = () => {};
  #isOver = false;
  #failure: unknown;

  /** @param take takes the frames, and calls the function with each */
  constructor(
    planned: number,
    take: (onFrame: (recording: Recording, by: TakenBy) => void, isWanted: () => boolean) => Promise<void>,
  ) {
    this.#planned = planned;
    this.#done = take(
      (recording, by) => this.#add(recording, by),
      () => !this.#isOver,
    )
      .then(() => new FrameSeries(this.#kept ?? [], planned))
      .catch((error: unknown) => {
        this.#failure = error;
        throw error;
      })
      .finally(() => {
        this.#isOver = true;
        this.#wake();
      });
  }

  // biome-ignore lint/suspicious/noThenProperty: a series is awaited as a whole, or read frame by frame
  then<A, B>(
    onDone?: ((series: FrameSeries) => A | PromiseLike<A>) | null,
    onFailure?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#done.then(onDone, onFailure);
  }

  /** Each frame as it comes. A loop that is left ends the series after the frame that is being taken. */
  [Symbol.asyncIterator](): AsyncGenerator<Micrograph> {
    // Whoever iterates hears of a failure in the loop; of a series that nobody awaits it is told as of any promise.
    this.#done.catch(() => {});
    return this.#each();
  }

  async *#each(): AsyncGenerator<Micrograph> {
    const early = this.#kept ?? [];
    // Read frame by frame, nothing is kept: a long series does not fill the memory.
    this.#kept = undefined;
    this.#waiting.push(...early);
    try {
      for (;;) {
        const next = this.#waiting.shift();
        if (next) yield takenImage(next.recording, next.by);
        else if (this.#isOver) break;
        else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
      if (this.#failure !== undefined) throw this.#failure;
    } finally {
      this.#isOver = true;
      // The frame that is being taken ends first: the instrument is free for whatever follows the loop.
      await this.#done.catch(() => {});
    }
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    const state = this.#isOver ? "taken" : "being taken";
    return `series of ${this.#planned} frames, ${state}: await it, or read it with for await`;
  }

  #add(recording: Recording, by: TakenBy): void {
    if (this.#kept) this.#kept.push({ recording, by });
    else this.#waiting.push({ recording, by });
    this.#wake();
  }
}
