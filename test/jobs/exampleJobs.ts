import { EmError, throwIfAborted } from "../../src/core/error.js";
import type { RunContext } from "../../src/core/progress.js";

// Functions for the workers of the tests: each is called with its args and then a RunContext.

export function add(a: number, b: number): number {
  return a + b;
}

export async function addLater(a: number, b: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return a + b;
}

export function doubled(values: Float32Array): { readonly values: Float32Array; readonly count: number } {
  return { values: values.map((v) => 2 * v), count: values.length };
}

export function sameTwice(): { readonly a: Float32Array; readonly b: Float32Array } {
  const a = new Float32Array(4096).fill(3);
  return { a, b: a };
}

export function wasmBytes(): Uint8Array {
  const { WebAssembly: wasm } = globalThis as unknown as {
    WebAssembly: { Memory: new (size: { initial: number }) => { buffer: ArrayBuffer } };
  };
  return new Uint8Array(new wasm.Memory({ initial: 1 }).buffer);
}

export function failWithFix(): never {
  throw new EmError("BadShape", "the frame is 3 px wide", {
    fix: "Give at least 4 px.",
    cause: new RangeError("inner", { cause: new Error("innermost") }),
  });
}

export function failPlainly(): never {
  throw new TypeError("not a function");
}

export function failWithText(): never {
  throw "just text";
}

export function giveFunction(): unknown {
  return { f: () => 1 };
}

export function countTo(total: number, { onProgress }: RunContext): number {
  for (let done = 1; done <= total; done++) onProgress?.({ done, total, label: "counting" });
  return total;
}

/** Busy until aborted, without ever waiting; marks in `seen` that it started (1) and that it ended by itself (2). */
export function busyUntilAborted(seen: Int32Array, { signal }: RunContext): void {
  Atomics.store(seen, 0, 1);
  Atomics.notify(seen, 0);
  const endMs = performance.now() + 20_000;
  try {
    while (performance.now() < endMs) throwIfAborted(signal, "busyUntilAborted");
  } finally {
    Atomics.store(seen, 0, 2);
    Atomics.notify(seen, 0);
  }
}

/** Waits for the abort event, as code around a fetch or a timer does. */
export async function waitForAbort(seen: Int32Array, { signal }: RunContext): Promise<void> {
  Atomics.store(seen, 0, 1);
  await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
  Atomics.store(seen, 0, 2);
}

/** Never looks at the signal. */
export function busyForever(seen: Int32Array): void {
  Atomics.store(seen, 0, 1);
  for (;;) Atomics.add(seen, 1, 1);
}

export function killItsThread(): never {
  process.exit(3);
}

export function mapOfArrays(): Map<string, Float32Array> {
  return new Map([["a", Float32Array.of(1, 2)]]);
}
