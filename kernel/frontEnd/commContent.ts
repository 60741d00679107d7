import { types } from "node:util";
import type { Bytes } from "../comms.js";
import { ownBytes } from "../ownBytes.js";

/** The JSON of an object that a comm sends; `name` is what the errors call it. */
export function jsonOf(value: object, name: string): string {
  const json = isBinary(value) ? undefined : plainJson(value, name);
  // Looked at in the text: an object's own toJSON may have made anything of it.
  if (json?.startsWith("{")) return json;
  throw new TypeError(`the ${name} of a comm message must be an object like { value: 5 }, not ${kindOf(value)}`);
}

function plainJson(value: unknown, name: string): string | undefined {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, plain: unknown) {
    // As it was before its toJSON: a Buffer makes an object of itself.
    const original = this[key];
    if (isBinary(original)) throw binaryError(key, original, name);
    return typeof plain === "bigint" ? String(plain) : plain;
  });
}

function isBinary(value: unknown): boolean {
  return ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value);
}

function binaryError(key: string, value: unknown, name: string): TypeError {
  return new TypeError(
    `"${key}" in the ${name} of a comm message is a ${kindOf(value)}; put it into the option buffers`,
  );
}

/** "Array", "Float32Array", "Number", … */
function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Copies for the way to another thread, which takes their memory with it. */
export function copiedBuffers(buffers: readonly Bytes[]): Uint8Array<ArrayBuffer>[] {
  return Array.from(buffers, (bytes, i) => {
    if (ArrayBuffer.isView(bytes)) return ownBytes(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (types.isAnyArrayBuffer(bytes)) return ownBytes(new Uint8Array(bytes));
    throw new TypeError(`buffers[${i}] must be a typed array, a DataView or an ArrayBuffer, not ${typeof bytes}`);
  });
}

/** How much of the way to the server a message takes (bytes, characters of JSON counted as one). */
export function bytesSent(contentJson: string, buffers: readonly Uint8Array[]): number {
  return buffers.reduce((sum, { byteLength }) => sum + byteLength, contentJson.length);
}
