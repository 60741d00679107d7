// The few words that two threads share to hand work over. Each is an index into an Int32Array on a SharedArrayBuffer.

/** Rises by one with each piece of work that is handed over. */
export const ORDER = 0;
/** The order that was finished last. */
export const DONE = 1;
/** 1 once the second thread can work. */
export const READY = 2;
/** 1 when the last piece of work failed. */
export const FAILED = 3;
/** Index of the kernel in kernelNames. */
export const KERNEL = 4;
/** Number of its arguments, which lie as float64 from byte ARGUMENTS on. */
export const COUNT = 5;

export const ARGUMENTS = 64;
export const CONTROL_BYTES = ARGUMENTS + 16 * 8;

/** How often a waiting thread looks before it goes to sleep: the next piece of work mostly comes within some microseconds. */
const LOOKS = 4000;

/** Waits until a word differs from a value; gives false when that took longer than the timeout. Blocks the thread. */
export function waitWhile(control: Int32Array, word: number, value: number, timeoutMs: number): boolean {
  for (let look = 0; look < LOOKS; look++) {
    if (Atomics.load(control, word) !== value) return true;
  }
  return Atomics.wait(control, word, value, timeoutMs) !== "timed-out";
}
