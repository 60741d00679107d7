import { damagedFile, truncatedFile } from "./badFile.js";
import type { FileSource } from "./fileSource.js";
import { checkImageMemory, checkMemory } from "./memoryBudget.js";
import { toFloat32 } from "./numberType.js";
import { canHold, checkCompression, decompressBlock } from "./tiffDecompress.js";
import { blockBytes, blockRows, blocksAcross, blocksDown, rowBytes, type TiffLayout } from "./tiffLayout.js";
import { undoDifferences, undoFloatDifferences } from "./tiffPredictor.js";

/** Reads the pixels of a TIFF image: heightPx x widthPx x samples values. Errors: BadFile, checked before memory is taken. */
export async function readTiffPixels(source: FileSource, layout: TiffLayout): Promise<Float32Array> {
  const { widthPx, heightPx, samples } = layout;
  checkCompression(source.name, layout.compression);
  if (![1, 2, 3].includes(layout.predictor) || (layout.predictor === 3 && layout.type.kind !== "float"))
    throw damagedFile(source.name, "TIFF", new Error(`its predictor is ${layout.predictor}`));
  checkBlocks(source, layout);
  checkImageMemory(source.name, widthPx, heightPx, 4 * samples + 4);
  const data = new Float32Array(widthPx * heightPx * samples);
  const planes = layout.planar ? samples : 1;
  const perPlane = blocksAcross(layout) * blocksDown(layout);
  for (let block = 0; block < planes * perPlane; block++) {
    const values = await readBlock(source, layout, block);
    placeBlock(data, values, layout, block % perPlane, Math.floor(block / perPlane));
  }
  return data;
}

/** Refuses blocks that lie beyond the end of the file or cannot hold what they should. */
function checkBlocks(source: FileSource, layout: TiffLayout): void {
  const blocks = blocksAcross(layout) * blocksDown(layout) * (layout.planar ? layout.samples : 1);
  checkMemory(source.name, 3 * blockBytes(layout, layout.blockHeightPx), "one of its blocks");
  for (let block = 0; block < blocks; block++) {
    const end = layout.offsets[block]! + layout.byteCounts[block]!;
    if (!(end <= source.sizeBytes)) throw truncatedFile(source.name, end, source.sizeBytes);
    if (!canHold(layout.compression, layout.byteCounts[block]!, blockBytes(layout, blockRows(layout, block))))
      throw damagedFile(source.name, "TIFF", new Error(`block ${block} has only ${layout.byteCounts[block]} bytes`));
  }
}

async function readBlock(source: FileSource, layout: TiffLayout, block: number): Promise<Float32Array> {
  const { type, samples, planar, predictor } = layout;
  const expected = blockBytes(layout, blockRows(layout, block));
  const stored = await source.read(layout.offsets[block]!, layout.byteCounts[block]!);
  let bytes = decompressBlock(layout.compression, stored, expected);
  if (bytes.length < expected) throw truncatedFile(source.name, expected, bytes.length);
  if (layout.bits < 8) return unpackBits(bytes, layout);
  const together = planar ? 1 : samples;
  if (predictor === 3) {
    bytes = undoFloatDifferences(bytes, rowBytes(layout), together, type.bytes);
    return toFloat32(bytes, { ...type, bigEndian: false });
  }
  if (predictor === 2) {
    bytes = inMachineOrder(bytes, layout);
    undoDifferences(bytes, rowBytes(layout), together, type);
    return toFloat32(bytes, { ...type, bigEndian: false });
  }
  return toFloat32(bytes, type);
}

function inMachineOrder(bytes: Uint8Array<ArrayBuffer>, { type }: TiffLayout): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice(); // begins at an aligned address
  if (!type.bigEndian || type.bytes === 1) return copy;
  const buffer = Buffer.from(copy.buffer);
  if (type.bytes === 2) buffer.swap16();
  else if (type.bytes === 4) buffer.swap32();
  else buffer.swap64();
  return copy;
}

/** Values of 1, 2 or 4 bits, the highest first; each row begins at a whole byte. */
function unpackBits(bytes: Uint8Array, layout: TiffLayout): Float32Array {
  const { bits, blockWidthPx, samples, planar } = layout;
  const rowValues = blockWidthPx * (planar ? 1 : samples);
  const rows = bytes.length / rowBytes(layout);
  const values = new Float32Array(rows * rowValues);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < rowValues; i++) {
      const bit = i * bits;
      const byte = bytes[row * rowBytes(layout) + (bit >> 3)]!;
      values[row * rowValues + i] = (byte >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
    }
  }
  return values;
}

function placeBlock(data: Float32Array, values: Float32Array, layout: TiffLayout, block: number, plane: number): void {
  const { widthPx, heightPx, samples, planar, blockWidthPx, blockHeightPx } = layout;
  const left = (block % blocksAcross(layout)) * blockWidthPx;
  const top = Math.floor(block / blocksAcross(layout)) * blockHeightPx;
  const together = planar ? 1 : samples;
  const columns = Math.min(blockWidthPx, widthPx - left);
  for (let y = 0; y < Math.min(blockHeightPx, heightPx - top); y++) {
    const from = y * blockWidthPx * together;
    const to = ((top + y) * widthPx + left) * samples;
    if (!planar) data.set(values.subarray(from, from + columns * samples), to);
    else for (let x = 0; x < columns; x++) data[to + x * samples + plane] = values[from + x]!;
  }
}
