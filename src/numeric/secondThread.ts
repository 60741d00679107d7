import { Worker } from "node:worker_threads";
import { ARGUMENTS, CONTROL_BYTES, COUNT, DONE, FAILED, KERNEL, ORDER, READY, waitWhile } from "./teamSignals.js";
import type { TeamWorkerData } from "./teamWorker.js";
import { type KernelName, kernelNames } from "./wasmModule.js";
import type { WasmCode, WasmMemory } from "./webAssembly.js";

/** Longer than any kernel takes for 4 GiB. */
const TIMEOUT_MS = 120_000;

/**
 * A worker thread over the same wasm memory that takes over a part of each kernel call.
 *
 * It starts with its creation and can work some 50 ms later. It never keeps the process alive. The thread that hands work over blocks
 * (Atomics.wait) until both are done, which Node allows on every thread; a browser would not on its main one.
 */
export class SecondThread {
  readonly #worker: Worker;
  readonly #control: Int32Array;
  readonly #args: Float64Array;
  #hasFailed = false;

  constructor(module: WasmCode, memory: WasmMemory) {
    const controlBuffer = new SharedArrayBuffer(CONTROL_BYTES);
    this.#control = new Int32Array(controlBuffer);
    this.#args = new Float64Array(controlBuffer, ARGUMENTS);
    const workerData: TeamWorkerData = { module, memory, controlBuffer };
    // Without the flags of this process: some of them (node --input-type) do not let a worker start.
    const options = { workerData, execArgv: [] };
    this.#worker = new Worker(new URL("./teamWorker.js", import.meta.url), options);
    this.#worker.unref();
    // One that cannot start is never ready: everything then stays on the first thread.
    this.#worker.on("error", () => {
      this.#hasFailed = true;
    });
  }

  /** True when work can be handed over. */
  get isReady(): boolean {
    return Atomics.load(this.#control, READY) === 1;
  }

  /** Resolves with true when work can be handed over, with false when the thread cannot start or takes too long. */
  async ready(timeoutMs = 10_000): Promise<boolean> {
    const endMs = performance.now() + timeoutMs;
    while (!this.isReady && !this.#hasFailed && performance.now() < endMs)
      await new Promise((resolve) => setTimeout(resolve, 2));
    return this.isReady;
  }

  /** Starts a kernel there and returns at once. */
  start(name: KernelName, args: readonly number[]): void {
    // An interrupt can end a caller between start and finish: what it left there must be over before its arguments are replaced.
    this.#settle();
    this.#args.set(args);
    Atomics.store(this.#control, KERNEL, kernelNames.indexOf(name));
    Atomics.store(this.#control, COUNT, args.length);
    Atomics.add(this.#control, ORDER, 1);
    Atomics.notify(this.#control, ORDER);
  }

  /** Waits for the kernel that was started last. */
  finish(): void {
    this.#settle();
    if (Atomics.load(this.#control, FAILED) === 1) throw new Error("a kernel failed on the second thread");
  }

  #settle(): void {
    const order = Atomics.load(this.#control, ORDER);
    for (let done = Atomics.load(this.#control, DONE); done !== order; done = Atomics.load(this.#control, DONE)) {
      if (!waitWhile(this.#control, DONE, done, TIMEOUT_MS)) throw new Error("the second thread does not answer");
    }
  }

  /** Ends the thread; a second call does nothing. */
  dispose(): void {
    void this.#worker.terminate();
  }
}
