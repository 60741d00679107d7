import { Session } from "node:inspector";
import { getHeapStatistics } from "node:v8";

/** Between two sweeps lie so many cells: a sweep takes some 20 ms, 60 where the heap is as large as it may be. */
const cellsBetween = 500;
/** A larger heap holds the user's data: to look through it takes long, and V8 does so by itself (bytes). */
const largestSwept = 32 * 2 ** 20;

/**
 * Collects the garbage of a thread now and then and gives back the room that it took. V8 lets that of some thousand short
 * cells gather before it looks; a kernel that stands open for days beside others should not take it.
 */
export class MemorySweep {
  #cells = 0;
  #session: Session | undefined;

  /** A cell has ended on this thread; the sweep follows when what it has started is over. */
  tick(): void {
    this.#cells += 1;
    if (this.#cells % cellsBetween === 0) setImmediate(() => this.#sweep());
  }

  #sweep(): void {
    if (getHeapStatistics().used_heap_size > largestSwept) return;
    if (!this.#session) {
      this.#session = new Session();
      this.#session.connect();
    }
    this.#session.post("HeapProfiler.collectGarbage");
  }
}
