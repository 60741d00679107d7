import { ownBytes } from "../ownBytes.js";
import type { CommRequest } from "../threadMessages.js";
import type { Header, Message } from "../wire.js";
import type { Reply } from "./requests.js";

/** While so many messages, or bytes of their buffers, wait for the main thread, no further one is read from the socket. */
const mostWaiting = 1000;
const mostWaitingBytes = 64 * 1024 * 1024;
/** How long the promise of a handler may keep its request busy (ms). */
const handlerMs = 2000;
/** Requests that late output of their handlers can still be attached to. */
const parentsKept = 512;

/** What the relay needs of the rest of the server. */
export interface RelayPorts {
  post(request: CommRequest, transferred: readonly ArrayBuffer[]): void;
  /** Resolves when nothing is being terminated on the main thread. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly parent: Header;
  readonly bytes: number;
  readonly done: () => void;
  isPosted: boolean;
  /** Its handlers have been called; only their promises are waited for. */
  isCalled: boolean;
  timer?: NodeJS.Timeout;
}

/** Hands comm messages to the main thread in the order of their arrival and knows which comms are open. */
export class CommRelay {
  readonly #ports: RelayPorts;
  readonly #open = new Map<string, string>();
  /** Of requests that are done. */
  readonly #parents = new Map<number, Header>();
  readonly #waiting = new Map<number, Waiting>();
  #uncalled = 0;
  #uncalledBytes = 0;
  #last = 0;
  #makeRoom: () => void = () => {};
  #room: Promise<void> | undefined;

  constructor(ports: RelayPorts) {
    this.#ports = ports;
  }

  /** Hands a message on; resolves when its handlers have run, or have been waited for long enough. */
  async handle(request: Message): Promise<undefined> {
    const content = contentOf(request);
    if (!content) return;
    // Counts down, where the runs of cells count up: both are owners of output.
    this.#last -= 1;
    const owner = this.#last;
    const buffers = request.buffers.map(ownBytes);
    const bytes = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const handled = new Promise<void>((done) => {
      this.#waiting.set(owner, { parent: request.header, bytes, done, isPosted: false, isCalled: false });
    });
    this.#count(1, bytes);
    await this.#ports.settled();
    this.#ports.post(
      { ...content, owner, buffers },
      buffers.map(({ buffer }) => buffer),
    );
    const waiting = this.#waiting.get(owner);
    if (waiting) waiting.isPosted = true;
    await handled;
  }

  /** The main thread has called the handlers of a request, or, with `isOver`, is done with it. */
  handled(owner: number, isOver: boolean): void {
    const waiting = this.#waiting.get(owner);
    if (!waiting) return;
    if (!waiting.isCalled) this.#count(-1, -waiting.bytes);
    waiting.isCalled = true;
    if (isOver) this.#end(owner, waiting);
    else waiting.timer = setTimeout(() => this.#end(owner, waiting), handlerMs).unref();
  }

  /** The main thread has answered an interrupt: it has come past everything that was posted, and what it has not told of was terminated. */
  passed(): void {
    for (const [owner, { isPosted, isCalled }] of this.#waiting) if (isPosted && !isCalled) this.handled(owner, true);
  }

  /** Resolves when a further message may be read. */
  async room(): Promise<void> {
    await this.#room;
  }

  /** A comm has been opened, or, without a target name, closed. */
  changed(id: string, targetName: string | undefined): void {
    if (targetName === undefined) this.#open.delete(id);
    else this.#open.set(id, targetName);
  }

  /** The content of comm_info_reply: the open comms, of one target where the request names it. */
  info({ content }: Message): Reply {
    const wanted = content["target_name"];
    const open = [...this.#open].filter(([, name]) => typeof wanted !== "string" || wanted === "" || name === wanted);
    return { status: "ok", comms: Object.fromEntries(open.map(([id, target_name]) => [id, { target_name }])) };
  }

  /** The header of the request that an owner stands for. */
  parentOf(owner: number): Header | undefined {
    return this.#waiting.get(owner)?.parent ?? this.#parents.get(owner);
  }

  #count(messages: number, bytes: number): void {
    this.#uncalled += messages;
    this.#uncalledBytes += bytes;
    const isFull = this.#uncalled >= mostWaiting || this.#uncalledBytes >= mostWaitingBytes;
    if (isFull) {
      this.#room ??= new Promise((resolve) => {
        this.#makeRoom = resolve;
      });
    } else if (this.#room) {
      this.#room = undefined;
      this.#makeRoom();
    }
  }

  #end(owner: number, { parent, done, timer }: Waiting): void {
    clearTimeout(timer);
    this.#waiting.delete(owner);
    this.#parents.set(owner, parent);
    if (this.#parents.size > parentsKept) this.#parents.delete(this.#parents.keys().next().value!);
    done();
  }
}

/** What the main thread needs of a message; undefined for one without a comm's id. */
function contentOf({ header, content, metadata }: Message): Omit<CommRequest, "owner" | "buffers"> | undefined {
  const { comm_id: id, target_name: targetName = "", data = {} } = content;
  if (typeof id !== "string" || typeof targetName !== "string" || !isObject(data)) return undefined;
  return { kind: kinds[header.msg_type]!, id, targetName, data, metadata };
}

const kinds: Readonly<Record<string, CommRequest["kind"]>> = {
  comm_open: "open",
  comm_msg: "message",
  comm_close: "close",
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
