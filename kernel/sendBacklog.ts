/** How long a sender is held back at the most (ms), even where the server does not answer. */
const pauseMs = 50;
/** Bytes that may wait at the server before a loop that sends is held back: some large frames. */
const backlogBytes = 64 * 1024 * 1024;

/** Counts the bytes of comm messages that the server has not sent yet, so that a loop that sends does not fill the memory. */
export class SendBacklog {
  readonly #counter: Int32Array;

  /** The counter is shared with the server, which subtracts what it has sent. */
  constructor(counter: Int32Array) {
    this.#counter = counter;
  }

  /** Adds bytes that are about to be posted; waits first, where too many wait already. */
  reserve(bytes: number): void {
    let waiting = Atomics.load(this.#counter, 0);
    while (waiting > backlogBytes) {
      if (Atomics.wait(this.#counter, 0, waiting, pauseMs) === "timed-out") break;
      waiting = Atomics.load(this.#counter, 0);
    }
    Atomics.add(this.#counter, 0, bytes);
  }

  /** Takes back what has been sent, and lets a loop that waits go on. */
  release(bytes: number): void {
    Atomics.sub(this.#counter, 0, bytes);
    Atomics.notify(this.#counter, 0);
  }
}
