import { constants, crc32, inflateRawSync } from "node:zlib";
import { badFile, damagedFile, truncatedFile } from "./badFile.js";
import type { FileSource } from "./fileSource.js";
import { checkMemory } from "./memoryBudget.js";

/** One file inside a ZIP archive. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. @unitless */
  readonly method: number;
  readonly encrypted: boolean;
  /** CRC-32 of the content. @unitless */
  readonly crc: number;
  /** Bytes in the archive. @unitless */
  readonly packedBytes: number;
  /** Bytes of the content. @unitless */
  readonly contentBytes: number;
  /** Where its local header begins. @unitless */
  readonly offset: number;
}

/** True for the first bytes of a ZIP archive. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** Lists a ZIP archive by the directory at its end. Errors: BadFile. Source: PKWARE APPNOTE 6.3, ZIP64 included. */
export async function readZipDirectory(source: FileSource): Promise<ZipEntry[]> {
  const tailBytes = Math.min(source.sizeBytes, 66_000);
  const tail = Buffer.from(await source.read(source.sizeBytes - tailBytes, tailBytes));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > tail.length)
    throw badFile(source.name, "the archive is cut short: its directory is missing", "Copy or download it again.");
  let count = tail.readUInt16LE(end + 10);
  let size = tail.readUInt32LE(end + 12);
  let offset = tail.readUInt32LE(end + 16);
  if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) {
    const far = end >= 20 ? Number(tail.readBigUInt64LE(end - 12)) : -1;
    const wide = Buffer.from(await source.read(far, 56));
    count = Number(wide.readBigUInt64LE(32));
    size = Number(wide.readBigUInt64LE(40));
    offset = Number(wide.readBigUInt64LE(48));
  }
  if (count > 100_000) throw damagedFile(source.name, "ZIP", new Error(`it lists ${count} files`));
  return listEntries(source.name, Buffer.from(await source.read(offset, size)), count);
}

function listEntries(name: string, directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw damagedFile(name, "ZIP", new Error(`entry ${i} of its directory is not readable`));
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const sizes = [directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)];
    const [contentBytes, packedBytes, offset] = wideSizes(sizes, extra) as [number, number, number];
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      crc: directory.readUInt32LE(at + 16),
      packedBytes,
      contentBytes,
      offset,
    });
    at += 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Replaces each size of 0xffffffff by the next 8-byte number of the ZIP64 extra field. */
function wideSizes(sizes: readonly number[], extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return sizes.map((size) => {
    if (size !== 0xffffffff || at + 8 > extra.length) return size;
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  });
}

/** Unpacks one file and checks its sum. Errors: BadFile when it is damaged, encrypted or too large for memory. */
export async function readZipEntry(source: FileSource, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const label = `${source.name}, ${entry.name}`;
  if (entry.encrypted) throw badFile(label, "it is encrypted", "Unpack the archive with its password first.");
  if (entry.method !== 0 && entry.method !== 8)
    throw badFile(label, `its compression (number ${entry.method}) is not supported`, "Save it again with np.savez.");
  // Deflate cannot shrink more than 1032 times: a larger claim is a trap.
  if (entry.contentBytes > 1100 * entry.packedBytes + 64)
    throw damagedFile(label, "ZIP", new Error(`${entry.packedBytes} bytes cannot hold ${entry.contentBytes}`));
  checkMemory(label, entry.packedBytes + entry.contentBytes, "the array");
  const packed = await source.read(await contentOffset(source, entry), entry.packedBytes);
  const content = entry.method === 0 ? packed : unpack(label, packed, entry.contentBytes);
  if (content.length !== entry.contentBytes) throw truncatedFile(label, entry.contentBytes, content.length);
  if (crc32(content) !== entry.crc) throw damagedFile(label, "ZIP", new Error("its check sum is wrong"));
  return content;
}

/** The content begins after a header of its own, whose length only that header tells. */
async function contentOffset(source: FileSource, entry: ZipEntry): Promise<number> {
  const local = Buffer.from(await source.read(entry.offset, 30));
  if (local.readUInt32LE(0) !== 0x04034b50)
    throw damagedFile(`${source.name}, ${entry.name}`, "ZIP", new Error("its header is not readable"));
  return entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
}

/** The first bytes of a file's content, at most a few kB: enough for its header. Errors: BadFile. */
export async function readZipStart(source: FileSource, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await source.read(await contentOffset(source, entry), Math.min(entry.packedBytes, 4096));
  if (entry.method === 0) return packed;
  return new Uint8Array(inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }));
}

function unpack(label: string, packed: Uint8Array, contentBytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, contentBytes) }));
  } catch (error) {
    throw damagedFile(label, "ZIP", error);
  }
}
