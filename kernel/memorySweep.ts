import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Between two sweeps lie so many cells: a sweep takes 5 to 15 ms. */
const cellsBetween = 500;
/** A larger heap holds the user's data: to look through it takes long, and V8 does so by itself (bytes). */
const largestSwept = 64 * 2 ** 20;

/**
 * Collects the garbage of a thread now and then. V8 lets that of some thousand short cells gather before it looks, since
 * there is room; a kernel that stands open for days beside others should not take it.
 */
export class MemorySweep {
  #cells = 0;
  #collect: (() => void) | undefined;

  /** A cell has ended on this thread; the sweep follows when what it has started is over. */
  tick(): void {
    this.#cells += 1;
    if (this.#cells % cellsBetween === 0) setImmediate(() => this.#sweep());
  }

  #sweep(): void {
    if (getHeapStatistics().used_heap_size > largestSwept) return;
    this.#collect ??= collector();
    this.#collect();
  }
}

/** V8's own function, which only a context has that was made while the flag was on. */
function collector(): () => void {
  try {
    setFlagsFromString("--expose-gc");
    return runInNewContext("gc") as () => void;
  } catch {
    // Another V8: more memory, nothing else.
    return () => {};
  } finally {
    setFlagsFromString("--no-expose-gc");
  }
}
