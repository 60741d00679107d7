type Frames = readonly (Buffer | Uint8Array)[];
interface Sending {
  send(frames: Frames): Promise<void>;
}

/** Sends messages one after the other in the order of the calls: a ZeroMQ socket takes one send at a time. */
export class SendQueue {
  readonly #socket: Sending;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: { send(frames: never): Promise<void> }) {
    this.#socket = socket as Sending;
  }

  /** Resolves when the message has been handed to the socket; a closed socket drops it. */
  send(frames: Frames): Promise<void> {
    this.#last = this.#last.then(() => this.#socket.send(frames)).catch(() => {});
    return this.#last;
  }

  /** Resolves when everything queued so far has been sent. */
  drained(): Promise<void> {
    return this.#last;
  }
}
