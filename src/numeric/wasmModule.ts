import { readFileSync } from "node:fs";
import { EmError } from "../core/error.js";
import { type WasmCode, type WasmMemory, webAssembly } from "./webAssembly.js";

/** The kernels of src/numeric/assembly by name; addresses in bytes, pitches in floats. */
export const kernelNames = [
  "centreAndWindow",
  "fftColumns",
  "fftRows",
  "peakCandidates",
  "phaseProduct",
  "planeMaximum",
  "planeMean",
  "realRowsForward",
  "realRowsInverse",
  "rowSums",
  "separableRows",
] as const;
export type KernelName = (typeof kernelNames)[number];
export type Kernels = Readonly<Record<KernelName, (...args: number[]) => number>>;

/** The compiled module, its memory and its functions: one set for each thread of JavaScript, made when first used. */
export interface WasmInstance {
  readonly module: WasmCode;
  readonly memory: WasmMemory;
  readonly kernels: Kernels;
}

/** Bytes of a page of wasm memory. */
const PAGE = 65536;
/** 4 GiB: what 32-bit addresses reach. Reserved address space, not memory in use. */
const MAX_PAGES = 65536;

let instance: WasmInstance | undefined;

/** This thread's instance; synchronous, about 5 ms the first time. Errors: BadFile when kernels.wasm was not built. */
export function wasmInstance(): WasmInstance {
  if (!instance) {
    const module = compile();
    const memory = new webAssembly.Memory({ initial: 16, maximum: MAX_PAGES, shared: true });
    instance = { module, memory, kernels: instantiate(module, memory) };
  }
  return instance;
}

/** Functions of a compiled module over a given memory: a second thread makes its own over the memory of the first. */
export function instantiate(module: WasmCode, memory: WasmMemory): Kernels {
  return new webAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}

function compile(): WasmCode {
  const url = new URL("./kernels.wasm", import.meta.url);
  try {
    return new webAssembly.Module(readFileSync(url));
  } catch (cause) {
    throw new EmError("BadFile", "kernels.wasm, the compiled part of src/numeric, cannot be loaded", {
      fix: "Run npm run build.",
      cause,
    });
  }
}

/** Grows the memory to hold `bytes`. Errors: BadShape when that is over 4 GiB or more than the machine has. */
export function ensureBytes({ memory }: WasmInstance, bytes: number): void {
  const missing = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE;
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch (cause) {
    throw new EmError("BadShape", `the operation needs ${Math.ceil(bytes / 2 ** 20)} MiB of working memory`, {
      fix: "Work on a smaller image or on tiles: 4096 MiB is the most one operation can have.",
      cause,
    });
  }
}

/** Forgets this thread's instance and with it its memory; the next operation makes a new one. */
export function forgetInstance(): void {
  instance = undefined;
}
