// Timers of Node itself: those of globalThis belong to the cell that sets them, and end with it.
import { clearTimeout, setTimeout } from "node:timers";
import type { InstrumentEvent } from "../../instrument/port.js";
import { type Connected, connectionNow } from "./connection.js";

/** Between two looks at the instrument: at most 10 states a second. */
export const tickMs = 100;
/** Without an event it is looked at this often: somebody may turn the joystick. */
export const restMs = 1000;
/** A reading that takes longer is given up, and another one begins. */
const lateMs = 3000;

/** What is looked at, by whom. */
export interface WatchOptions<T> {
  /** Reads what the listener wants to know of a connection. */
  read(connection: Connected, isStopped: boolean): Promise<T>;
  /** True while what was read goes on changing by itself. */
  isChanging(state: T): boolean;
  /** Nobody listens: the instrument is left alone, and nothing more is looked at until `wake`. */
  isNeeded(): boolean;
  /** Somebody listens, but has not kept up: nothing is read just now. */
  isReady(): boolean;
  /** Called after each look: null when nothing is connected, undefined when nothing was read yet. */
  tell(state: T | null | undefined): void;
}

/**
 * Looks at whatever instrument is connected: after an event of the guard, during a motion, and once a second at rest. It connects to nothing,
 * and keeps no process alive.
 */
export class ConnectionWatch<T> {
  readonly #options: WatchOptions<T>;
  #timer: NodeJS.Timeout | undefined;
  #tickedAtMs = 0;
  #readingSinceMs: number | undefined;
  #readAtMs = 0;
  #isDirty = true;
  #isStopped = false;
  #watched: Connected | undefined;
  #unwatch: () => void = () => {};
  #latest: T | null | undefined;

  constructor(options: WatchOptions<T>) {
    this.#options = options;
  }

  /** What was read last. */
  get latest(): T | null | undefined {
    return this.#latest;
  }

  /** Looks at once, and reads anew. */
  look(): void {
    this.#isDirty = true;
    this.wake(0);
  }

  /** Looks soon. A timer that was struck by an interrupt, and never came back, is set again. */
  wake(afterMs: number = tickMs): void {
    if (this.#timer && afterMs > 0 && performance.now() - this.#tickedAtMs < restMs) return;
    clearTimeout(this.#timer);
    this.#tickedAtMs = performance.now();
    this.#timer = setTimeout(() => this.#tick(), afterMs).unref();
  }

  /** Somebody has stopped the instrument, which no event may tell. */
  stopped(): void {
    this.#isStopped = true;
    this.look();
  }

  #tick(): void {
    this.#timer = undefined;
    this.#tickedAtMs = performance.now();
    if (!this.#options.isNeeded()) {
      this.#watch(undefined);
      return;
    }
    this.#timer = setTimeout(() => this.#tick(), tickMs).unref();
    this.#watch(connectionNow());
    const now = performance.now();
    const isRead = this.#readingSinceMs !== undefined && now - this.#readingSinceMs < lateMs;
    if (!isRead && this.#options.isReady() && (this.#isDirty || now - this.#readAtMs > restMs)) void this.#read(now);
    else this.#options.tell(this.#latest);
  }

  async #read(startMs: number): Promise<void> {
    const connection = this.#watched;
    this.#readingSinceMs = startMs;
    this.#readAtMs = startMs;
    this.#isDirty = false;
    const state = connection ? await this.#options.read(connection, this.#isStopped) : null;
    if (this.#readingSinceMs !== startMs) return;
    this.#readingSinceMs = undefined;
    if (this.#watched !== connection) return;
    this.#latest = state;
    // Positions change until it has come to rest.
    if (state && this.#options.isChanging(state)) this.#isDirty = true;
    this.#options.tell(state);
  }

  #watch(connection: Connected | undefined): void {
    if (connection === this.#watched) return;
    this.#unwatch();
    this.#watched = connection;
    this.#isStopped = false;
    this.#isDirty = true;
    this.#readingSinceMs = undefined;
    this.#unwatch = connection?.guard.onEvent((event) => this.#see(event)) ?? (() => {});
  }

  #see({ type }: InstrumentEvent): void {
    this.#isDirty = true;
    if (type === "stopped") this.#isStopped = true;
    else if (type === "moving" || type === "unblanked") this.#isStopped = false;
  }
}
