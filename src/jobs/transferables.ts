import { types } from "node:util";

/** Below this a copy is as quick as a transfer. */
const LEAST_BYTES = 4096;

/** The buffers of all large typed arrays in a result made of plain objects and arrays: they can move to the other thread uncopied. */
export function transferables(result: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (ArrayBuffer.isView(value)) addBuffer(buffers, value.buffer);
    else if (value instanceof ArrayBuffer) addBuffer(buffers, value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (Object.getPrototypeOf(value) === Object.prototype) Object.values(value).forEach(visit);
  };
  visit(result);
  return [...buffers];
}

function addBuffer(buffers: Set<ArrayBuffer>, buffer: ArrayBufferLike): void {
  // Node keeps small arrays, Buffers above all, in one pool: moving that would empty the others.
  if (types.isSharedArrayBuffer(buffer) || buffer.byteLength < LEAST_BYTES || buffer === Buffer.from("x").buffer)
    return;
  buffers.add(buffer as ArrayBuffer);
}
