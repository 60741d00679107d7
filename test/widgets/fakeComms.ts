import type { CommPort, CommsPort, PortMessage, PortOptions } from "../../src/widgets/commPort.js";

/** What was sent to the front end. */
export interface Sent {
  readonly id: string;
  readonly type: "open" | "message" | "close";
  readonly target?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent
  readonly data: any;
  readonly metadata?: object | undefined;
  readonly buffers: readonly Uint8Array[];
}

/** Comms whose other end is the test. */
export class FakeComms implements CommsPort {
  readonly sent: Sent[] = [];
  readonly #comms = new Map<string, FakeComm>();
  readonly #targets = new Map<string, (comm: CommPort) => unknown>();
  #last = 0;

  open(target: string, { data = {}, metadata, buffers = [] }: PortOptions & { readonly data?: object } = {}): CommPort {
    const comm = this.#comm();
    this.sent.push({ id: comm.id, type: "open", target, data: structuredClone(data), metadata, buffers });
    return comm;
  }

  registerTarget(name: string, handler: (comm: CommPort) => unknown): () => void {
    this.#targets.set(name, handler);
    return () => void this.#targets.delete(name);
  }

  /** The front end opens a comm. */
  openFromPage(target: string): string {
    const comm = this.#comm();
    this.#targets.get(target)?.(comm);
    return comm.id;
  }

  /** The front end sends a message. */
  say(id: string, data: object, buffers: PortMessage["buffers"] = []): void {
    const comm = this.#comms.get(id);
    // As it comes from JSON.
    for (const handler of [...(comm?.onMessages ?? [])]) handler({ data: JSON.parse(JSON.stringify(data)), buffers });
  }

  /** The front end closes a comm. */
  closeFromPage(id: string): void {
    this.#comms.get(id)?.end();
  }

  /** The messages to one comm since the last call, without its opening. */
  take(id: string): Sent[] {
    const taken = this.sent.filter((sent) => sent.id === id && sent.type !== "open");
    for (const sent of taken) this.sent.splice(this.sent.indexOf(sent), 1);
    return taken;
  }

  #comm(): FakeComm {
    this.#last += 1;
    const comm = new FakeComm(`comm${this.#last}`, this.sent);
    this.#comms.set(comm.id, comm);
    return comm;
  }
}

class FakeComm implements CommPort {
  isClosed = false;
  readonly id: string;
  readonly onMessages = new Set<(message: PortMessage) => unknown>();
  readonly #onCloses = new Set<() => unknown>();
  readonly #sent: Sent[];

  constructor(id: string, sent: Sent[]) {
    this.id = id;
    this.#sent = sent;
  }

  send(data: object, { buffers = [] }: PortOptions = {}): void {
    if (!this.isClosed) this.#sent.push({ id: this.id, type: "message", data: structuredClone(data), buffers });
  }

  onMessage(handler: (message: PortMessage) => unknown): () => void {
    this.onMessages.add(handler);
    return () => void this.onMessages.delete(handler);
  }

  onClose(handler: () => unknown): () => void {
    this.#onCloses.add(handler);
    return () => void this.#onCloses.delete(handler);
  }

  close(): void {
    if (this.isClosed) return;
    this.#sent.push({ id: this.id, type: "close", data: {}, buffers: [] });
    this.end();
  }

  end(): void {
    this.isClosed = true;
    for (const handler of this.#onCloses) handler();
  }
}
