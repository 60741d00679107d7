import { type CustomMessage, readCustomMessage } from "../../../src/messages/customMessage.js";

/** Something with binary parts beside it, as the answer to a request. */
export interface Answered {
  readonly body?: unknown;
  readonly buffers?: readonly ArrayBuffer[];
}

/** Takes an event of the kernel: its body is to be looked at before it is used. */
export type EventTaker = (body: unknown, buffers: readonly DataView[]) => void;

/** Answers a request of the kernel. */
export type Answerer = (body: unknown, signal: AbortSignal) => Answered | Promise<Answered>;

type Send = (content: CustomMessage, buffers?: readonly ArrayBuffer[]) => void;

/** Is told how far a request is: steps done of those in all. */
export type ProgressListener = (done: number, total: number) => void;

interface Waiting {
  readonly onProgress: ProgressListener | undefined;
  resolve(answer: { readonly body: unknown; readonly buffers: readonly DataView[] }): void;
  reject(error: Error): void;
}

/** The requests between a widget and its kernel, in both directions, each with its id. */
export class KernelRequests {
  readonly #send: Send;
  readonly #isShown: () => boolean;
  readonly #answerers: Readonly<Record<string, Answerer>>;
  readonly #waiting = new Map<string, Waiting>();
  readonly #answering = new Map<string, AbortController>();
  readonly #takers = new Map<string, EventTaker>();

  /** @param isShown false: the kernel's requests are left to other pages, which show the widget */
  constructor(send: Send, answerers: Readonly<Record<string, Answerer>>, isShown: () => boolean = () => true) {
    this.#isShown = isShown;
    this.#send = send;
    this.#answerers = answerers;
  }

  /** Asks the kernel; rejects when the kernel cannot, when the signal fires, and when the widget is gone. */
  ask(
    name: string,
    body: unknown,
    signal?: AbortSignal,
    onProgress?: ProgressListener,
  ): Promise<{ body: unknown; buffers: readonly DataView[] }> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    // Random: pages that show the same widget must not take each other's answers.
    const id = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { onProgress, resolve, reject });
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(id)) return;
        this.#send({ kind: "abort", id });
        reject(signal.reason);
      });
      this.#send({ kind: "request", id, name, body });
    });
  }

  /** Tells the kernel something that wants no answer. */
  tell(name: string, body: unknown): void {
    this.#send({ kind: "event", name, body });
  }

  /** Sets who takes the events of a name. */
  hear(name: string, taker: EventTaker): void {
    this.#takers.set(name, taker);
  }

  /** Takes the content of a custom message. */
  receive(content: unknown, buffers: readonly DataView[]): void {
    const message = readCustomMessage(content);
    if (message?.kind === "request" && this.#isShown()) void this.#answer(message.id, message.name, message.body);
    else if (message?.kind === "event") this.#takers.get(message.name)?.(message.body, buffers);
    else if (message?.kind === "abort") this.#answering.get(message.id)?.abort();
    else if (message?.kind === "progress") this.#waiting.get(message.id)?.onProgress?.(message.done, message.total);
    else if (message?.kind === "answer") this.#taken(message.id)?.resolve({ body: message.body, buffers });
    else if (message?.kind === "failure") this.#taken(message.id)?.reject(new Error(message.reason));
  }

  /** The widget, or its kernel, is gone: nothing that waits will be answered. */
  end(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    for (const controller of this.#answering.values()) controller.abort();
    this.#waiting.clear();
  }

  #taken(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  async #answer(id: string, name: string, body: unknown): Promise<void> {
    const answerer = Object.hasOwn(this.#answerers, name) ? this.#answerers[name] : undefined;
    const controller = new AbortController();
    this.#answering.set(id, controller);
    try {
      if (!answerer) throw new Error(`this widget cannot do "${name}"`);
      // The kernel waits for as long as it takes, but not where nobody is.
      this.#send({ kind: "progress", id, done: 0, total: 1 });
      const { body: answer = null, buffers = [] } = await answerer(body, controller.signal);
      if (!controller.signal.aborted) this.#send({ kind: "answer", id, body: answer }, buffers);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!controller.signal.aborted) this.#send({ kind: "failure", id, reason });
    } finally {
      this.#answering.delete(id);
    }
  }
}
