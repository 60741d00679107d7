import { ensureBytes, type KernelName, type WasmInstance, wasmInstance } from "./wasmModule.js";

/** The first bytes of the memory stay free for the signals between threads. */
const FIRST_BYTE = 4096;

/** Working memory of one operation: addresses handed out one after the other, all free again at its end. */
export class Workspace {
  readonly #wasm: WasmInstance;
  #next = FIRST_BYTE;
  /** How many threads share the work. @unitless */
  readonly threads: number = 1;

  constructor(wasm: WasmInstance) {
    this.#wasm = wasm;
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

  ints(address: number, length: number): Int32Array {
    return new Int32Array(this.#wasm.memory.buffer, address, length);
  }

  /** Runs a kernel on this thread and gives what it returns. */
  call(name: KernelName, ...args: number[]): number {
    return this.#wasm.kernels[name](...args);
  }

  /** Runs a kernel over [0, total), which is cut between the threads at a multiple of `block`. */
  run(name: KernelName, total: number, _block: number, args: (from: number, to: number, thread: number) => number[]) {
    this.#wasm.kernels[name](...args(0, total, 0));
  }
}

/** Lends the thread's working memory to a function that does not wait for anything. */
export function withWorkspace<T>(_threads: 1 | 2, work: (space: Workspace) => T): T {
  return work(new Workspace(wasmInstance()));
}
