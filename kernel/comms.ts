/** What JSON can hold, by name: each value is to be looked at before it is used. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Bytes to send: they are copied by the call, so the array may be changed afterwards. */
export type Bytes = ArrayBufferView | ArrayBuffer | SharedArrayBuffer;

/** What may go along with the data of a comm message. */
export interface CommOptions {
  /** For the message's own `metadata`; widgets put the version of their protocol there. */
  readonly metadata?: object;
  /** Binary parts, sent as they are beside the JSON: pixels, spectra. */
  readonly buffers?: readonly Bytes[];
}

/** One message that the front end has sent over a comm. */
export interface CommMessage {
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  /** Binary parts, each with memory of its own that begins at its first byte: `new Float32Array(buffer.buffer)` works. */
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * What is called with a message. While its promise is pending (2 s at most) the front end counts the message as unfinished,
 * and widgets hold their next change back; later messages are handed over all the same.
 */
export type CommHandler = (message: CommMessage) => unknown;

/** A channel between the kernel and the front end, until one of them closes it. */
export interface Comm {
  readonly id: string;
  readonly targetName: string;
  readonly isClosed: boolean;
  /**
   * Sends a message to the front end. On a closed comm it does nothing: the front end may close at any time.
   *
   * Errors: TypeError for data that is no plain object or that JSON cannot hold: typed arrays belong into `buffers`.
   * Cost: one copy of the buffers.
   * @example comm.send({ method: "update", state: { value: 5 } })
   */
  send(data: object, options?: CommOptions): void;
  /** Calls the handler with each message, in the order of their arrival, also while a cell awaits; the result ends that. */
  onMessage(handler: CommHandler): () => void;
  /** Calls the handler once, when either side closes the comm or the kernel ends; the result takes it back. */
  onClose(handler: CommHandler): () => void;
  /** Closes the comm on both sides; a second call does nothing. */
  close(data?: object, options?: CommOptions): void;
}

/** Comms to the front end: each belongs to a target, the name under which the other side knows what to do with it. */
export interface Comms {
  /** The number of comms that are open. @unitless */
  readonly openCount: number;
  /**
   * Calls the handler with each comm that the front end opens for this target; a handler that throws refuses the comm.
   * A second handler of the same target takes the place of the first. The result takes it back.
   * @example comms.registerTarget("echo", (comm) => comm.onMessage(({ data }) => comm.send(data)))
   */
  registerTarget(name: string, handler: (comm: Comm, message: CommMessage) => unknown): () => void;
  /**
   * Opens a comm from the kernel. A front end that does not know the target closes it at once.
   *
   * Errors: Error when 10,000 comms are open already; TypeError as for `send`.
   * @example const comm = comms.open("jupyter.widget", { data: { state: {} }, metadata: { version: "2.1.0" } })
   */
  open(targetName: string, options?: CommOptions & { readonly data?: object }): Comm;
}
