import { freshFloats } from "./freshFloats.js";
import { SecondThread } from "./secondThread.js";
import { ensureBytes, forgetInstance, type KernelName, type WasmInstance, wasmInstance } from "./wasmModule.js";

/** The first bytes of the memory stay free: address 0 is never a plane. */
const FIRST_BYTE = 4096;

/** Working memory of one operation: addresses handed out one after the other, all free again at its end. */
export class Workspace {
  readonly #wasm: WasmInstance;
  readonly #second: SecondThread | undefined;
  #next = FIRST_BYTE;

  constructor(wasm: WasmInstance, second: SecondThread | undefined) {
    this.#wasm = wasm;
    this.#second = second;
  }

  /** How many threads share the work. @unitless */
  get threads(): number {
    return this.#second ? 2 : 1;
  }

  /** The address of `bytes` bytes, on a cache line, with a line and a bit of distance to the next so that planes do not share cache sets. */
  reserve(bytes: number): number {
    const address = this.#next;
    this.#next = address + Math.ceil(bytes / 64) * 64 + 17 * 64;
    ensureBytes(this.#wasm, this.#next);
    return address;
  }

  /** The address of a copy of the bytes. */
  place(values: ArrayBufferView): number {
    const address = this.reserve(values.byteLength);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.#wasm.memory.buffer, address, bytes.length).set(bytes);
    return address;
  }

  /** A view of the memory: valid until the operation ends. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#wasm.memory.buffer, address, length);
  }

  /** A copy of the memory that outlives the operation. */
  take(address: number, length: number): Float32Array {
    const out = freshFloats(length);
    out.set(this.floats(address, length));
    return out;
  }

  ints(address: number, length: number): Int32Array {
    return new Int32Array(this.#wasm.memory.buffer, address, length);
  }

  /** Runs a kernel on this thread and gives what it returns. */
  call(name: KernelName, ...args: number[]): number {
    return this.#wasm.kernels[name](...args);
  }

  /**
   * Runs a kernel over [0, total), which is cut between the threads at a multiple of `block`. Every kernel gives the same bytes wherever it
   * is cut.
   */
  run(
    name: KernelName,
    total: number,
    block: number,
    args: (from: number, to: number, thread: number) => number[],
  ): void {
    const middle = block * Math.ceil(total / (2 * block));
    if (!this.#second || middle >= total) {
      this.call(name, ...args(0, total, 0));
      return;
    }
    this.#second.start(name, args(middle, total, 1));
    try {
      this.call(name, ...args(0, middle, 0));
    } finally {
      this.#second.finish();
    }
  }
}

let second: SecondThread | undefined;

/** Lends the thread's working memory to a function that does not wait for anything. */
export function withWorkspace<T>(threads: 1 | 2, work: (space: Workspace) => T): T {
  const wasm = wasmInstance();
  if (threads === 2) second ??= new SecondThread(wasm.module, wasm.memory);
  // Until the second thread can work, which takes some 50 ms once, the first does everything.
  return work(new Workspace(wasm, threads === 2 && second?.isReady ? second : undefined));
}

/**
 * Starts the second thread of operations with `threads: 2` and waits until it works; without this, the first such operations run on one.
 *
 * Resolves with false when it does not start within ten seconds; everything then runs on one thread, with the same results.
 *
 * @example
 * await startSecondThread(); // true
 */
export async function startSecondThread(): Promise<boolean> {
  const wasm = wasmInstance();
  second ??= new SecondThread(wasm.module, wasm.memory);
  return second.ready();
}

/**
 * Gives the working memory of this thread back to the system and ends its second thread. Both come back with the next operation; the memory
 * otherwise stays as large as the largest image needed.
 */
export function releaseNumericMemory(): void {
  second?.dispose();
  second = undefined;
  forgetInstance();
}
