import { promisify } from "node:util";

type Callback = (...args: unknown[]) => void;

/** Timers of the kernel itself: the ones of `globalThis` belong to the cells. */
export const { setTimeout: kernelTimeout, setImmediate: kernelImmediate } = globalThis;

/** Which cell a timer belongs to, and what to do with an error that its callback throws. */
export interface TimerHost {
  /** The run to which a timer that is made now belongs. */
  owner(): number;
  /** Runs a callback as part of the run that made its timer. */
  within(owner: number, callback: () => void): void;
}

/**
 * Makes the timers of `globalThis` belong to the cell that sets them, so that an interrupt ends a loop that waits on a
 * timer and so that what a callback prints or throws reaches its own cell.
 */
export class CellTimers {
  readonly #host: TimerHost;
  readonly #owned = new Map<number, Map<object, () => void>>();

  constructor(host: TimerHost) {
    this.#host = host;
  }

  /** Replaces the timer functions of `globalThis`. */
  install(): void {
    const { setTimeout, setInterval, setImmediate, clearTimeout, clearImmediate } = globalThis;
    const once = (set: typeof setTimeout, clear: (timer: NodeJS.Timeout) => void) => this.#wrap(set, clear, true);
    const timeout = once(setTimeout, clearTimeout);
    const immediate = this.#wrap(setImmediate, clearImmediate, true);
    // `promisify(setTimeout)` keeps working, and its promise is dropped with the timer.
    Object.defineProperty(timeout, promisify.custom, {
      value: (ms?: number, value?: unknown) => new Promise((resolve) => timeout(() => resolve(value), ms)),
    });
    Object.defineProperty(immediate, promisify.custom, {
      value: (value?: unknown) => new Promise((resolve) => immediate(() => resolve(value))),
    });
    const interval = this.#wrap(setInterval, clearTimeout, false);
    Object.assign(globalThis, { setTimeout: timeout, setInterval: interval, setImmediate: immediate });
  }

  /** Clears the timers that a run has set and that have not fired; without a run, those of all. */
  clear(owner?: number): void {
    const lists = owner === undefined ? [...this.#owned.values()] : [this.#owned.get(owner)];
    for (const timers of lists) for (const clear of timers?.values() ?? []) clear();
    if (owner === undefined) this.#owned.clear();
    else this.#owned.delete(owner);
  }

  #wrap<T extends object>(set: (...args: never[]) => T, clear: (timer: T) => void, isOnce: boolean) {
    const start = set as unknown as (callback: Callback, ...args: unknown[]) => T;
    return (callback: Callback, ...args: unknown[]): T => {
      if (typeof callback !== "function") return start(callback, ...args);
      const owner = this.#host.owner();
      const timer = start(
        (...given) => {
          if (isOnce) this.#forget(owner, timer);
          this.#host.within(owner, () => callback(...given));
        },
        ...args,
      );
      this.#remember(owner, timer, () => clear(timer));
      return timer;
    };
  }

  #remember(owner: number, timer: object, clear: () => void): void {
    const timers = this.#owned.get(owner) ?? new Map<object, () => void>();
    timers.set(timer, clear);
    this.#owned.set(owner, timers);
  }

  #forget(owner: number, timer: object): void {
    const timers = this.#owned.get(owner);
    timers?.delete(timer);
    if (timers?.size === 0) this.#owned.delete(owner);
  }
}
