// Timers of Node itself: those of globalThis belong to the cell that sets them, and end with it.
import { clearTimeout, setTimeout } from "node:timers";
import { EmError, throwIfAborted } from "../core/error.js";

/** What the other side has answered. */
export interface Answer {
  readonly body: unknown;
  /** Bytes. @unitless */
  readonly buffers: readonly Uint8Array[];
}

interface Pending {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
  /** Ends when the other side is heard. */
  readonly silence: NodeJS.Timeout | undefined;
}

/** Requests that wait for their answer, by id. */
export class PendingRequests {
  readonly #pending = new Map<string, Pending>();
  #last = 0;

  /**
   * Waits for the answer to a request that `send` sends under the id it is given.
   *
   * Errors: Aborted when the signal fires; `abort` is called first, so that the other side stops too; NotConnected when the other side has not
   * even said that it has begun.
   *
   * @param mostSilenceMs how long that is waited for; undefined: for ever
   */
  async ask(
    send: (id: string) => void,
    abort: (id: string) => void,
    signal: AbortSignal | undefined,
    mostSilenceMs?: number,
  ): Promise<Answer> {
    throwIfAborted(signal, "waiting for the widget");
    this.#last += 1;
    const id = `k${this.#last}`;
    const { promise, resolve, reject } = withResolvers<Answer>();
    const stop = () => {
      abort(id);
      reject(
        new EmError("Aborted", "waiting for the widget was interrupted", {
          fix: "Run the cell again.",
          cause: signal?.reason,
        }),
      );
    };
    const silence =
      mostSilenceMs === undefined ? undefined : setTimeout(() => reject(nobodyThere(mostSilenceMs)), mostSilenceMs);
    this.#pending.set(id, { resolve, reject, silence });
    signal?.addEventListener("abort", stop, { once: true });
    try {
      send(id);
      return await promise;
    } finally {
      clearTimeout(silence);
      signal?.removeEventListener("abort", stop);
      this.#pending.delete(id);
    }
  }

  /** The other side has begun: it may take as long as it needs. */
  begun(id: string): void {
    clearTimeout(this.#pending.get(id)?.silence);
  }

  /** Takes an answer; one that nobody waits for is dropped. */
  answer(id: string, answer: Answer): void {
    this.#pending.get(id)?.resolve(answer);
  }

  /** Takes the news that a request failed. */
  fail(id: string, error: unknown): void {
    this.#pending.get(id)?.reject(error);
  }

  /** Fails all that wait: the widget is closed. */
  failAll(error: unknown): void {
    for (const { reject } of this.#pending.values()) reject(error);
  }
}

function nobodyThere(waitedMs: number): EmError {
  return new EmError("NotConnected", `no page has answered within ${waitedMs / 1000} s: the widget is open in none`, {
    fix: "Open the notebook in JupyterLab, scroll to the widget or show it again with display(widget), and run the cell again.",
  });
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
