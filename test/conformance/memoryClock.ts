import { throwIfAborted } from "../../src/core/error.js";
import type { InstrumentClock } from "../../src/instrument/port.js";

/** A clock on which time passes when something waits, and at no other time. */
export class MemoryClock implements InstrumentClock {
  #nowS = 0;

  nowS(): number {
    return this.#nowS;
  }

  async wait(durationS: number, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal, "a wait");
    await this.turns(1);
    throwIfAborted(signal, "a wait");
    this.pass(durationS);
  }

  pass(durationS: number): void {
    this.#nowS += durationS;
  }

  /** Lets others run: turns of the event loop, or for 0 one of the microtasks. */
  async turns(count: number): Promise<void> {
    await undefined;
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}
