import { throwIfAborted } from "../core/error.js";
import type { InstrumentClock } from "../instrument/port.js";

/** "real": a simulated second takes a second; "fast": as long as it takes to compute. */
export type ClockSpeed = "real" | "fast";

/** Between looks at the signal while real time passes. */
const stepMs = 20;

/** The time of a twin. It passes only when something waits or is advanced, so nothing depends on how fast the machine is. */
export class SimulatedClock implements InstrumentClock {
  readonly speed: ClockSpeed;
  #nowS = 0;

  constructor(speed: ClockSpeed) {
    this.speed = speed;
  }

  nowS(): number {
    return this.#nowS;
  }

  /** Lets time pass at once, whatever the speed. Errors: RangeError for a negative time. */
  advance(durationS: number): void {
    if (!(durationS >= 0)) throw new RangeError(`a clock cannot advance by ${durationS} s`);
    this.#nowS += durationS;
  }

  /**
   * Lets time pass: as long as it says at real speed, one turn of the event loop at fast speed. Waits at the same time overlap.
   */
  async wait(durationS: number, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal, "a wait of the twin");
    const startS = this.#nowS;
    if (this.speed === "fast") {
      await new Promise((resolve) => setImmediate(resolve));
      throwIfAborted(signal, "a wait of the twin");
      this.#reach(startS + durationS);
      return;
    }
    const startMs = performance.now();
    for (let passedS = 0; passedS < durationS; ) {
      await new Promise((resolve) => setTimeout(resolve, Math.min((durationS - passedS) * 1000, stepMs)));
      passedS = Math.min(durationS, (performance.now() - startMs) / 1000);
      this.#reach(startS + passedS);
      throwIfAborted(signal, "a wait of the twin");
    }
  }

  #reach(timeS: number): void {
    this.#nowS = Math.max(this.#nowS, timeS);
  }
}
