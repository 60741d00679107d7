import { workerData } from "node:worker_threads";
import { ARGUMENTS, COUNT, DONE, FAILED, KERNEL, ORDER, READY, waitWhile } from "./teamSignals.js";
import { instantiate, kernelNames } from "./wasmModule.js";
import type { WasmCode, WasmMemory } from "./webAssembly.js";

/** What the second thread is given: the module and the memory of the first, and the words that both share. */
export interface TeamWorkerData {
  readonly module: WasmCode;
  readonly memory: WasmMemory;
  readonly controlBuffer: SharedArrayBuffer;
}

/** The second thread: does one kernel call after the other until its owner ends it. */
function work({ module, memory, controlBuffer }: TeamWorkerData): never {
  const kernels = instantiate(module, memory);
  const control = new Int32Array(controlBuffer);
  const args = new Float64Array(controlBuffer, ARGUMENTS);
  Atomics.store(control, READY, 1);
  Atomics.notify(control, READY);
  for (let order = 0; ; ) {
    waitWhile(control, ORDER, order, Number.POSITIVE_INFINITY);
    order = Atomics.load(control, ORDER);
    try {
      kernels[kernelNames[Atomics.load(control, KERNEL)]](...args.subarray(0, Atomics.load(control, COUNT)));
      Atomics.store(control, FAILED, 0);
    } catch {
      Atomics.store(control, FAILED, 1);
    }
    Atomics.store(control, DONE, order);
    Atomics.notify(control, DONE);
  }
}

work(workerData as TeamWorkerData);
