import { inflateSync } from "node:zlib";
import type { MetadataEntry } from "../core/metadata.js";
import { damagedFile, truncatedFile } from "./badFile.js";
import type { Format } from "./format.js";
import { toLuminance } from "./luminance.js";
import { checkImageMemory } from "./memoryBudget.js";

const signature = "89504e470d0a1a0a";

/** PNG pictures of 1 to 16 bits, grey, coloured or with a palette. Source: PNG specification (W3C). */
export const png: Format = {
  name: "PNG",
  endings: [".png"],
  matches: (head) => Buffer.from(head.subarray(0, 8)).toString("hex") === signature,
  async read(source) {
    const bytes = await source.readAll();
    const header = readHeader(source.name, bytes);
    checkImageMemory(source.name, header.widthPx, header.heightPx, 4 + 5 * header.channels * (header.bits > 8 ? 2 : 1));
    checkContent(source.name, bytes, header);
    const { convertIndexedToRgb, decode } = await import("fast-png");
    const picture = decode(bytes, { checkCrc: true });
    const palette = picture.palette !== undefined;
    const values = palette ? convertIndexedToRgb(picture) : wholeBytes(picture.data, header);
    const channels = palette ? values.length / (header.widthPx * header.heightPx) : picture.channels;
    const { data, note } = toLuminance(values, channels);
    const texts: Record<string, MetadataEntry> = {};
    for (const [name, value] of Object.entries(picture.text)) texts[name] = { value, from: "PNG text" };
    return {
      data,
      widthPx: header.widthPx,
      heightPx: header.heightPx,
      metadata: { "Number type": { value: `uint${header.bits}`, from: "PNG header" }, ...texts },
      notes: note ? [note] : [],
    };
  },
};

interface PngHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  readonly channels: number;
  readonly interlaced: boolean;
}

function readHeader(name: string, bytes: Uint8Array): PngHeader {
  if (bytes.length < 33) throw truncatedFile(name, 33, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels = ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as Record<number, number>)[view.getUint8(25)];
  const header = {
    widthPx: view.getUint32(16),
    heightPx: view.getUint32(20),
    bits: view.getUint8(24),
    channels: channels ?? 0,
    interlaced: view.getUint8(28) === 1,
  };
  const known = [1, 2, 4, 8, 16].includes(header.bits) && channels !== undefined;
  if (view.getUint32(12) !== 0x49484452 || !known || header.widthPx === 0 || header.heightPx === 0)
    throw damagedFile(name, "PNG", new Error(`its header says ${header.widthPx} x ${header.heightPx} px`));
  return header;
}

/** Unpacks the pixels once with a limit, so that no more than the header announces can come out of the file. */
function checkContent(name: string, bytes: Uint8Array, header: PngHeader): void {
  const expected = contentBytes(header);
  const packed = packedPixels(name, bytes);
  if (expected > 1100 * packed.length + 64)
    throw damagedFile(name, "PNG", new Error(`${packed.length} bytes cannot hold ${expected}`));
  let found: number;
  try {
    found = inflateSync(packed, { maxOutputLength: expected + 65_536 }).length;
  } catch (error) {
    throw damagedFile(name, "PNG", error);
  }
  if (found < expected) throw truncatedFile(name, expected, found);
}

/** The parts of the file that hold pixels, joined. Errors: BadFile when the file ends before its last part. */
function packedPixels(name: string, bytes: Uint8Array): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw truncatedFile(name, at + 12, bytes.length);
    const length = view.getUint32(at);
    const kind = view.getUint32(at + 4);
    if (at + 12 + length > bytes.length) throw truncatedFile(name, at + 12 + length, bytes.length);
    if (kind === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length));
    if (kind === 0x49454e44) return Buffer.concat(parts);
    at += 12 + length;
  }
}

/** Columns and rows of the seven passes of an interlaced picture: first column, column step, first row, row step. */
const passes = [
  [0, 8, 0, 8],
  [4, 8, 0, 8],
  [0, 4, 4, 8],
  [2, 4, 0, 4],
  [0, 2, 2, 4],
  [1, 2, 0, 2],
  [0, 1, 1, 2],
] as const;

/** Bytes of all rows when they are not compressed, each with the byte that names its filter. */
function contentBytes({ widthPx, heightPx, bits, channels, interlaced }: PngHeader): number {
  const rowBytes = (columns: number) => 1 + Math.ceil((columns * bits * channels) / 8);
  if (!interlaced) return heightPx * rowBytes(widthPx);
  let sum = 0;
  for (const [left, across, top, down] of passes) {
    const columns = Math.ceil((widthPx - left) / across);
    const rows = Math.ceil((heightPx - top) / down);
    if (columns > 0 && rows > 0) sum += rows * rowBytes(columns);
  }
  return sum;
}

/** Values of less than 8 bits, one per pixel; the decoder leaves them packed. */
function wholeBytes(data: Uint8Array | Uint8ClampedArray | Uint16Array, header: PngHeader) {
  const { widthPx, heightPx, bits } = header;
  if (bits >= 8) return data;
  const rowBytes = Math.ceil((widthPx * bits) / 8);
  const values = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const byte = data[y * rowBytes + ((x * bits) >> 3)]!;
      values[y * widthPx + x] = (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
    }
  return values;
}
