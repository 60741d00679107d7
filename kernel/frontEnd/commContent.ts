import { types } from "node:util";
import type { Bytes } from "../comms.js";
import { ownBytes } from "../ownBytes.js";

/** The JSON of what a comm sends; `name` is what the errors call it. */
export function jsonOf(value: unknown, name: string): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, plain: unknown) {
    // As it was before its toJSON: a Buffer makes an object of itself.
    const original = this[key];
    if (ArrayBuffer.isView(original) || types.isAnyArrayBuffer(original)) throw binaryError(key, original, name);
    return typeof plain === "bigint" ? String(plain) : plain;
  });
}

function binaryError(key: string, value: object, name: string): TypeError {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return new TypeError(`"${key}" in the ${name} of a comm message is a ${kind}; put it into the option buffers`);
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
