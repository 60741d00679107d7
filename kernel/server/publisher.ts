import type { StreamName } from "../threadMessages.js";
import type { Header, Wire } from "../wire.js";
import type { Channels } from "./channels.js";

/** Stream text is joined for this long (ms) or up to this many characters: one message per line floods the front end. */
const joinMs = 10;
const joinCharacters = 65_536;

/** What may go along with the content of a message. */
export interface PublishExtras {
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly buffers?: readonly Uint8Array[] | undefined;
}

type Content = Readonly<Record<string, unknown>> | string;

interface PendingText {
  readonly name: StreamName;
  readonly parent: Partial<Header>;
  readonly pieces: string[];
  length: number;
}

/** The IOPub channel: everything a cell shows, in order, with joined stream text flushed before any other message. */
export class Publisher {
  readonly #wire: Wire;
  readonly #channels: Channels;
  readonly #onStreamSent: (characters: number) => void;
  #pending: PendingText | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(wire: Wire, channels: Channels, onStreamSent: (characters: number) => void) {
    this.#wire = wire;
    this.#channels = channels;
    this.#onStreamSent = onStreamSent;
    this.#welcomeSubscribers();
  }

  /** Publishes one message as an answer to the request whose header is `parent`; resolves when it has been sent. */
  async publish(parent: Partial<Header>, type: string, content: Content, extras: PublishExtras = {}): Promise<void> {
    this.flush();
    await this.#send(parent, type, content, extras);
  }

  status(parent: Partial<Header>, state: "busy" | "idle" | "starting"): void {
    this.publish(parent, "status", { execution_state: state });
  }

  /** Adds text of a stream; it leaves within 10 ms. */
  stream(parent: Partial<Header>, name: StreamName, text: string): void {
    const pending = this.#pending;
    if (pending && (pending.name !== name || pending.parent !== parent)) this.flush();
    this.#pending ??= { name, parent, pieces: [], length: 0 };
    this.#pending.pieces.push(text);
    this.#pending.length += text.length;
    if (this.#pending.length >= joinCharacters) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), joinMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    const content = { name: pending.name, text: pending.pieces.join("") };
    this.#send(pending.parent, "stream", content).then(() => this.#onStreamSent(pending.length));
  }

  #send(
    parent: Partial<Header>,
    type: string,
    content: Content,
    { metadata = {}, buffers = [] }: PublishExtras = {},
  ): Promise<void> {
    const topic = Buffer.from(`kernel.emlab.${type}`);
    const frames = this.#wire.encode({ identities: [topic], type, parent, content, metadata, buffers });
    return this.#channels.iopubOut.send(frames);
  }

  async #welcomeSubscribers(): Promise<void> {
    for await (const [frame] of this.#channels.iopub) {
      if (frame?.[0] !== 1) continue;
      const subscription = frame.subarray(1).toString();
      this.publish({}, "iopub_welcome", { subscription });
    }
  }
}
