/** The part of the WebAssembly global that emlab uses: its types come with the DOM, which a Node program does not have. */

/** A compiled module; opaque, can be sent to a worker. */
export interface WasmCode {
  readonly [Symbol.toStringTag]: string;
}

export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  /** Adds pages of 64 KiB. Throws RangeError when there is no room. */
  grow(pages: number): number;
}

interface WebAssemblyGlobal {
  readonly Module: new (bytes: Uint8Array) => WasmCode;
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => WasmMemory;
  readonly Instance: new (
    module: WasmCode,
    imports: { env: { memory: WasmMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyGlobal }).WebAssembly;
