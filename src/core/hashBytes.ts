import { createHash } from "node:crypto";

/** SHA-256 of bytes or of the bytes of a typed array, in hex; about 1 ms per megabyte. Source: FIPS 180-4. */
export function hashBytes(bytes: ArrayBufferView): string {
  return createHash("sha256")
    .update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .digest("hex");
}
