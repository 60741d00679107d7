import { inflateSync } from "node:zlib";
import { badFile } from "./badFile.js";
import { decodeLzw } from "./lzw.js";

/** How many times smaller a block can be than its content, per compression; what claims more is damaged or malicious. */
const mostCompressed: Readonly<Record<number, number>> = { 1: 1, 5: 4000, 8: 1100, 32946: 1100, 32773: 66 };

const names: Readonly<Record<number, string>> = {
  2: "CCITT fax",
  3: "CCITT fax",
  4: "CCITT fax",
  6: "old JPEG",
  7: "JPEG",
  34712: "JPEG 2000",
  34887: "LERC",
  34925: "LZMA",
  50000: "Zstandard",
  50001: "WebP",
};

/** Refuses compressions that cannot be undone. Errors: BadFile with the compression's name. */
export function checkCompression(name: string, compression: number): void {
  if (mostCompressed[compression]) return;
  throw badFile(
    name,
    `its compression is not supported (${names[compression] ?? `number ${compression}`})`,
    "Save it again without compression, or with Deflate (ZIP) or LZW.",
  );
}

/** True when so few bytes can hold a block of that size. */
export function canHold(compression: number, storedBytes: number, blockBytes: number): boolean {
  return storedBytes * (mostCompressed[compression] ?? 0) + 64 >= blockBytes;
}

/** Undoes the compression of a block; never gives more than expectedBytes. Errors: any, for damaged data. */
export function decompressBlock(
  compression: number,
  stored: Uint8Array,
  expectedBytes: number,
): Uint8Array<ArrayBuffer> {
  if (compression === 5) return decodeLzw(stored, expectedBytes);
  if (compression === 32773) return decodePackBits(stored, expectedBytes);
  if (compression === 1) return new Uint8Array(stored.subarray(0, expectedBytes));
  // Some writers store a few bytes more than the block has.
  const inflated = inflateSync(stored, { maxOutputLength: expectedBytes + 65_536 });
  return new Uint8Array(inflated.subarray(0, expectedBytes));
}

/** Runs and copies of bytes. Source: TIFF 6.0, section 9. */
export function decodePackBits(stored: Uint8Array, expectedBytes: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(expectedBytes);
  let from = 0;
  let to = 0;
  while (from < stored.length && to < expectedBytes) {
    const code = stored[from++]!;
    if (code < 128) {
      const length = Math.min(code + 1, stored.length - from, expectedBytes - to);
      out.set(stored.subarray(from, from + length), to);
      from += code + 1;
      to += length;
    } else if (code > 128) {
      const end = Math.min(expectedBytes, to + 257 - code);
      out.fill(stored[from++] ?? 0, to, end);
      to = end;
    }
  }
  return out.subarray(0, to);
}
