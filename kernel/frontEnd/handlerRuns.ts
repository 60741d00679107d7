import { types } from "node:util";
import { InterruptedError } from "../evaluate/interruption.js";
import { kernelTimeout } from "../evaluate/timers.js";
import type { MainToServer } from "../threadMessages.js";
import { AsyncOwners, type CalledBack } from "./asyncOwners.js";

/** After the signal has fired, how long a handler may take to clean up before it is given up (ms). */
const graceMs = 200;

/** What handlers need of the thread that they run on. */
export interface HandlerHost extends CalledBack {
  within(owner: number, callback: () => void): void;
  reportBackground(error: unknown): void;
}

/** What handlers bring about elsewhere. */
export interface HandlerPorts {
  readonly post: (message: MainToServer) => void;
  /** The handler of this request goes on waiting for what will not come: nothing of it may go on. */
  readonly abandon: (owner: number) => void;
}

interface CurrentHandlers {
  readonly owner: number;
  readonly promises: Promise<void>[];
  readonly unfollow: () => void;
}

/**
 * Calls the handlers of what the front end sends outside of cells. Output, errors and timers of a handler belong to the
 * request that it handles; an interrupt fires the handlers' signal.
 */
export class HandlerRuns {
  readonly #host: HandlerHost;
  readonly #owners: AsyncOwners;
  readonly #post: (message: MainToServer) => void;
  readonly #abandon: (owner: number) => void;
  /** By request: what ends the wait for its handlers. */
  readonly #pending = new Map<number, () => void>();
  #interruption = new AbortController();
  #current: CurrentHandlers | undefined;

  constructor(host: HandlerHost, ports: HandlerPorts) {
    this.#host = host;
    this.#owners = new AsyncOwners(host);
    this.#post = ports.post;
    this.#abandon = ports.abandon;
  }

  /** The signal of the handler that is running, or undefined where none is. */
  get signal(): AbortSignal | undefined {
    const owner = this.#host.calledBack;
    return owner !== undefined && this.#isHandled(owner) ? this.#interruption.signal : undefined;
  }

  /** Shows the error of a promise that nobody waits for: under the request whose handler has made it, if one has. */
  reportUnhandled(reason: unknown, promise: object): void {
    this.#report(this.#owners.ownerOf(promise), reason);
  }

  /** Runs what a request asks for and tells the server when it has been called, and when its promises have settled. */
  run(owner: number, work: () => void): void {
    const promises: Promise<void>[] = [];
    const unfollow = this.#owners.follow();
    this.#current = { owner, promises, unfollow };
    this.#host.within(owner, work);
    this.#current = undefined;
    const end = () => {
      unfollow();
      this.#pending.delete(owner);
      this.#post({ type: "commHandled", owner, isOver: true });
    };
    if (promises.length === 0) end();
    else {
      this.#post({ type: "commHandled", owner, isOver: false });
      this.#pending.set(owner, end);
      Promise.all(promises).then(() => this.#pending.get(owner)?.());
    }
  }

  /** Calls one handler; what it throws, at once or by its promise, is shown under its request. */
  call(handler: () => unknown, onError: () => void = () => {}): void {
    const owner = this.#current?.owner;
    const fail = (error: unknown) => {
      this.#report(owner, error);
      onError();
    };
    try {
      const result = handler();
      if (!types.isPromise(result)) return;
      const settled = result.then(() => {}, fail);
      this.#current?.promises.push(settled);
    } catch (error) {
      fail(error);
    }
  }

  /**
   * Fires the signal of all handlers; what has not ended after a grace time is abandoned and waited for no longer.
   * Returns true when a handler was struck by a termination: then it was what held the thread.
   */
  interrupt(): boolean {
    // Set still, outside of a call: the `finally` that would have taken it back was skipped.
    const struck = this.#host.calledBack;
    const wasStruck = struck !== undefined && this.#isHandled(struck);
    const error = new InterruptedError("the handler of a comm message was interrupted");
    this.#interruption.abort(error);
    this.#interruption = new AbortController();
    const pending = new Map(this.#pending);
    if (pending.size > 0) kernelTimeout(() => this.#giveUp(pending, error), graceMs);
    if (this.#current) {
      const { owner, unfollow } = this.#current;
      this.#current = undefined;
      unfollow();
      this.#report(owner, error);
    }
    return wasStruck;
  }

  #report(owner: number | undefined, error: unknown): void {
    if (owner === undefined) this.#host.reportBackground(error);
    else this.#host.within(owner, () => this.#host.reportBackground(error));
  }

  #isHandled(owner: number): boolean {
    return this.#pending.has(owner) || this.#current?.owner === owner;
  }

  #giveUp(pending: ReadonlyMap<number, () => void>, error: Error): void {
    for (const [owner, end] of pending) {
      if (this.#pending.get(owner) !== end) continue;
      this.#abandon(owner);
      this.#report(owner, error);
      end();
    }
  }
}
