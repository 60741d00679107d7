/** A message of the front end, as the kernel hands it over. */
export interface PortMessage {
  readonly data: Readonly<Record<string, unknown>>;
  /** Bytes. @unitless */
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

/** What may go along with the data of a message. */
export interface PortOptions {
  readonly metadata?: object;
  /** Bytes. @unitless */
  readonly buffers?: readonly Uint8Array[];
}

/** A channel to the front end, until one side closes it. */
export interface CommPort {
  readonly id: string;
  readonly isClosed: boolean;
  send(data: object, options?: PortOptions): void;
  onMessage(handler: (message: PortMessage) => unknown): () => void;
  onClose(handler: () => unknown): () => void;
  close(): void;
}

/** What widgets need of the kernel that they run in: its comms. The kernel's own interface has more. */
export interface CommsPort {
  open(targetName: string, options?: PortOptions & { readonly data?: object }): CommPort;
  registerTarget(name: string, handler: (comm: CommPort) => unknown): () => void;
}
