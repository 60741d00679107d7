import { randomUUID } from "node:crypto";
import type { Comm, CommHandler, CommMessage, CommOptions, Comms, JsonObject } from "../comms.js";
import type { CommRequest, MainToServer } from "../threadMessages.js";
import { bytesSent, copiedBuffers, jsonOf } from "./commContent.js";

/** Comms that may be open at a time: a notebook of a thousand widgets has some thousands. */
const mostOpen = 10_000;

/** What the registry needs of its thread. */
export interface CommPorts {
  /** The run or request that what is sent now belongs to. */
  owner(): number;
  post(message: MainToServer, transferred?: readonly ArrayBuffer[]): void;
  /** Calls the user's code; its error, at once or by its promise, is shown and given to `onError`. */
  call(handler: () => unknown, onError?: () => void): void;
  /** Shows an error under the request that caused it. */
  report(error: Error): void;
  /** Waits while too many of these bytes are on their way to the server. */
  reserve(bytes: number): void;
}

/** The comms of this kernel and the targets that the front end may open. */
export class CommRegistry implements Comms {
  readonly #ports: CommPorts;
  readonly #targets = new Map<string, (comm: Comm, message: CommMessage) => unknown>();
  readonly #open = new Map<string, OpenComm>();

  constructor(ports: CommPorts) {
    this.#ports = ports;
  }

  get openCount(): number {
    return this.#open.size;
  }

  registerTarget(name: string, handler: (comm: Comm, message: CommMessage) => unknown): () => void {
    requireText(name, "the name of a target");
    requireFunction(handler);
    this.#targets.set(name, handler);
    return () => {
      if (this.#targets.get(name) === handler) this.#targets.delete(name);
    };
  }

  open(targetName: string, { data = {}, ...options }: CommOptions & { readonly data?: object } = {}): Comm {
    requireText(targetName, "the name of a target");
    if (this.#open.size >= mostOpen) throw tooMany();
    const comm = this.#comm(randomUUID(), targetName);
    this.#send("comm_open", comm.id, data, options, { target_name: targetName });
    this.#add(comm);
    return comm;
  }

  /** Takes a message of the front end. One for a comm that is not open is ignored: it may have been closed meanwhile. */
  receive(request: CommRequest): void {
    const comm = this.#open.get(request.id);
    if (request.kind === "open") this.#accept(request);
    else if (request.kind === "close") comm?.end(request);
    else comm?.deliver(request);
  }

  /**
   * Closes all comms on this side: the kernel is going. The front end sees that by itself, and keeps showing widgets as
   * they were last; told that their comms are closed, it would take them out of the notebook.
   */
  closeAll(): void {
    for (const comm of this.#open.values()) comm.end({ data: {}, metadata: {}, buffers: [] });
  }

  #accept(request: CommRequest): void {
    const { id, targetName } = request;
    if (this.#open.has(id)) {
      this.#ports.report(new Error(`the front end opens the comm ${id}, which is open already`));
      return;
    }
    const handler = this.#targets.get(targetName);
    const isFull = this.#open.size >= mostOpen;
    if (handler && isFull) this.#ports.report(tooMany());
    if (!handler || isFull) {
      // No error where there is no handler: the front end opens targets on trial.
      this.#send("comm_close", id, {}, {});
      return;
    }
    const comm = this.#comm(id, targetName);
    this.#add(comm);
    this.#ports.call(
      () => handler(comm, messageOf(request)),
      () => comm.close(),
    );
  }

  #comm(id: string, targetName: string): OpenComm {
    return new OpenComm(id, targetName, {
      call: (handler) => this.#ports.call(handler),
      send: (data, options) => this.#send("comm_msg", id, data, options),
      sendClose: (data, options) => this.#send("comm_close", id, data, options),
      ended: () => {
        this.#open.delete(id);
        this.#ports.post({ type: "commState", id });
      },
    });
  }

  #add(comm: OpenComm): void {
    this.#open.set(comm.id, comm);
    this.#ports.post({ type: "commState", id: comm.id, targetName: comm.targetName });
  }

  #send(messageType: string, comm_id: string, data: object, options: CommOptions, extra: object = {}): void {
    const dataJson = jsonOf(data, "data");
    const contentJson = `${JSON.stringify({ comm_id, ...extra }).slice(0, -1)},"data":${dataJson}}`;
    const metadata = JSON.parse(jsonOf(options.metadata ?? {}, "metadata")) as JsonObject;
    const buffers = copiedBuffers(options.buffers ?? []);
    const backlogBytes = bytesSent(contentJson, buffers);
    this.#ports.reserve(backlogBytes);
    const runId = this.#ports.owner();
    this.#ports.post(
      { type: "publish", runId, messageType, contentJson, metadata, buffers, backlogBytes },
      buffers.map(({ buffer }) => buffer),
    );
  }
}

interface CommEnd {
  call(handler: () => unknown): void;
  send(data: object, options: CommOptions): void;
  sendClose(data: object, options: CommOptions): void;
  ended(): void;
}

class OpenComm implements Comm {
  readonly id: string;
  readonly targetName: string;
  readonly #end: CommEnd;
  readonly #onMessage = new Set<CommHandler>();
  readonly #onClose = new Set<CommHandler>();
  #isClosed = false;

  constructor(id: string, targetName: string, end: CommEnd) {
    this.id = id;
    this.targetName = targetName;
    this.#end = end;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  send(data: object, options: CommOptions = {}): void {
    if (!this.#isClosed) this.#end.send(data, options);
  }

  onMessage(handler: CommHandler): () => void {
    return this.#listen(this.#onMessage, handler);
  }

  onClose(handler: CommHandler): () => void {
    return this.#listen(this.#onClose, handler);
  }

  close(data: object = {}, options: CommOptions = {}): void {
    if (this.#isClosed) return;
    this.#end.sendClose(data, options);
    this.end({ data: { ...data }, metadata: { ...options.metadata }, buffers: [] });
  }

  /** Hands a message to the handlers. */
  deliver(request: CommMessage): void {
    const message = messageOf(request);
    for (const handler of [...this.#onMessage]) this.#end.call(() => handler(message));
  }

  /** The comm is closed on the other side already. */
  end(request: CommMessage): void {
    this.#isClosed = true;
    this.#end.ended();
    const message = messageOf(request);
    for (const handler of this.#onClose) this.#end.call(() => handler(message));
    // Whoever keeps the comm does not keep what its handlers hold.
    this.#onMessage.clear();
    this.#onClose.clear();
  }

  #listen(handlers: Set<CommHandler>, handler: CommHandler): () => void {
    requireFunction(handler);
    // An entry of its own: the same function may listen twice, and each result takes one of them back.
    const entry: CommHandler = (message) => handler(message);
    if (!this.#isClosed) handlers.add(entry);
    return () => void handlers.delete(entry);
  }
}

/** The message alone, of a request that carries more. */
function messageOf({ data, metadata, buffers }: CommMessage): CommMessage {
  return { data, metadata, buffers };
}

function tooMany(): Error {
  return new Error(`${mostOpen} comms are open already; close those that are not needed any more`);
}

function requireText(value: unknown, what: string): void {
  if (typeof value !== "string" || !value) throw new TypeError(`${what} must be a text that is not empty`);
}

function requireFunction(handler: unknown): void {
  if (typeof handler !== "function") throw new TypeError(`a handler must be a function, not ${typeof handler}`);
}
