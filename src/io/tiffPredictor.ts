import type { NumberType } from "./numberType.js";

/**
 * Undoes the differences along the rows of a block, in place, where integers of 2 or more bytes are in this machine's byte order.
 *
 * @param samples values per pixel that lie side by side. @unitless
 */
export function undoDifferences(
  bytes: Uint8Array<ArrayBuffer>,
  rowBytes: number,
  samples: number,
  type: NumberType,
): void {
  const { buffer, byteOffset, byteLength } = bytes;
  const count = Math.floor(byteLength / type.bytes);
  const rowValues = rowBytes / type.bytes;
  if (type.bytes === 8) {
    addUp(new BigUint64Array(buffer, byteOffset, count), rowValues, samples);
    return;
  }
  const words = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[type.bytes];
  const values = new words(buffer, byteOffset, count);
  for (let row = 0; row < count; row += rowValues)
    for (let i = row + samples; i < Math.min(count, row + rowValues); i++) values[i]! += values[i - samples]!;
}

function addUp(values: BigUint64Array, rowValues: number, samples: number): void {
  for (let row = 0; row < values.length; row += rowValues)
    for (let i = row + samples; i < Math.min(values.length, row + rowValues); i++) values[i]! += values[i - samples]!;
}

/**
 * Undoes the floating-point predictor: in each row the highest bytes of all values lie first, then the next, as differences.
 *
 * The result is in little-endian order. Source: Adobe Photoshop TIFF Technical Note 3.
 */
export function undoFloatDifferences(
  bytes: Uint8Array<ArrayBuffer>,
  rowBytes: number,
  samples: number,
  size: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length);
  const rowValues = rowBytes / size;
  for (let row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
    for (let i = row + samples; i < row + rowBytes; i++) bytes[i]! += bytes[i - samples]!;
    for (let value = 0; value < rowValues; value++)
      for (let byte = 0; byte < size; byte++)
        out[row + value * size + byte] = bytes[row + (size - 1 - byte) * rowValues + value]!;
  }
  return out;
}
