import type { Progress } from "../core/progress.js";
import type { CustomMessage } from "../messages/customMessage.js";

/** A request of the front end, as its handler sees it. */
export interface ServedRequest {
  /** What came along: to be looked at before it is used. */
  readonly body: unknown;
  /** Bytes. @unitless */
  readonly buffers: readonly Uint8Array[];
  /** Fires when the front end does not wait any more, and when the widget is closed. */
  readonly signal: AbortSignal;
  /** Tells the front end how far it is, ten times a second at most. */
  readonly onProgress: (progress: Progress) => void;
}

/** Answers a request: with a value that JSON can hold, or with binary parts beside it. */
export type RequestHandler = (request: ServedRequest) => unknown;

/** A value with binary parts beside it, as the answer of a handler. */
export class AnswerWithBytes {
  readonly body: unknown;
  /** Bytes. @unitless */
  readonly buffers: readonly Uint8Array[];

  constructor(body: unknown, buffers: readonly Uint8Array[]) {
    this.body = body;
    this.buffers = buffers;
  }
}

/** Between two messages of progress: no bar shows more. */
const everyMs = 100;

type Send = (message: CustomMessage, buffers?: readonly Uint8Array[]) => void;

/** The requests that the front end has made and that are not answered yet. */
export class ServedRequests {
  readonly #handlers = new Map<string, RequestHandler>();
  readonly #running = new Map<string, AbortController>();
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Sets who answers the requests of a name. */
  handle(name: string, handler: RequestHandler): void {
    this.#handlers.set(name, handler);
  }

  /** Has a request answered. Each is answered once: by a value, by the reason of its failure, or, when it was aborted, not at all. */
  async serve(id: string, name: string, body: unknown, buffers: readonly Uint8Array[]): Promise<void> {
    const handler = this.#handlers.get(name);
    if (!handler) return this.#send({ kind: "failure", id, reason: `this widget cannot do "${name}"` });
    // The front end counts its requests: a second one of the same number has no one to be answered to.
    if (this.#running.has(id)) return;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { signal } = controller;
    try {
      const result = await handler({ body, buffers, signal, onProgress: this.#teller(id, signal) });
      if (!signal.aborted) this.#answer(id, result);
    } catch (error) {
      if (!signal.aborted) this.#send({ kind: "failure", id, reason: reasonOf(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  /** The front end does not wait any more. */
  abort(id: string): void {
    this.#running.get(id)?.abort();
  }

  /** The widget is closed. */
  abortAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  #teller(id: string, signal: AbortSignal): (progress: Progress) => void {
    let nextMs = 0;
    return ({ done, total }) => {
      const nowMs = performance.now();
      // What is told after the answer would be of a request that is no more.
      if (nowMs < nextMs || signal.aborted || !this.#running.has(id)) return;
      nextMs = nowMs + everyMs;
      this.#send({ kind: "progress", id, done, total });
    };
  }

  #answer(id: string, result: unknown): void {
    if (result instanceof AnswerWithBytes) this.#send({ kind: "answer", id, body: result.body }, result.buffers);
    else this.#send({ kind: "answer", id, body: result ?? null });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
