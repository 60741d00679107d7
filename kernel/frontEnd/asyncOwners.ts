import { promiseHooks } from "node:v8";

/** Whose code is running: the run or request that output of this moment belongs to, where it is not the running cell. */
export interface CalledBack {
  calledBack: number | undefined;
}

/**
 * Makes what a handler does after an `await` belong to the request that it handles, as long as someone follows.
 *
 * V8 itself tells which promise goes on; AsyncLocalStorage would abort the process when an interrupt strikes a timer (see docs/decisions/0011).
 */
export class AsyncOwners {
  readonly #state: CalledBack;
  readonly #owners = new WeakMap<object, number>();
  #followers = 0;
  #stop: () => void = () => {};

  constructor(state: CalledBack) {
    this.#state = state;
  }

  /** From now on promises remember their owner, which costs 20 ns for each promise of the process; the result ends that. */
  follow(): () => void {
    if (this.#followers === 0) this.#start();
    this.#followers += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#followers -= 1;
      if (this.#followers === 0) this.#stop();
    };
  }

  /** Who has made a promise, where that was the handler of a request. */
  ownerOf(promise: object): number | undefined {
    return this.#owners.get(promise);
  }

  #start(): void {
    const state = this.#state;
    const owners = this.#owners;
    let isInside = false;
    let outer: number | undefined;
    const leave = () => {
      if (isInside) state.calledBack = outer;
      isInside = false;
    };
    const stop = promiseHooks.createHook({
      init: (promise: object) => {
        if (state.calledBack !== undefined) owners.set(promise, state.calledBack);
      },
      before: (promise: object) => {
        const owner = owners.get(promise);
        if (owner === undefined) return;
        outer = state.calledBack;
        isInside = true;
        state.calledBack = owner;
      },
      after: leave,
    }) as () => void;
    this.#stop = () => {
      leave();
      stop();
    };
  }
}
