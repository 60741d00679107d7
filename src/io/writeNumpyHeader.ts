/** What every NPY header is padded to, so that the numbers after it begin at an aligned address. Source: numpy.lib.format. */
const alignmentBytes = 64;

/**
 * The header of an NPY file, version 1.0: the numbers follow it, the last axis fastest.
 *
 * descr is the type in numpy's words: "<u2". Source: numpy.lib.format.
 */
export function writeNumpyHeader(descr: string, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const axes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${axes}, }`;
  const prefixBytes = 10;
  const sizeBytes = Math.ceil((prefixBytes + text.length + 1) / alignmentBytes) * alignmentBytes;
  const header = new Uint8Array(sizeBytes).fill(0x20);
  const buffer = Buffer.from(header.buffer);
  buffer.write("\x93NUMPY\x01\x00", 0, "latin1");
  buffer.writeUInt16LE(sizeBytes - prefixBytes, 8);
  buffer.write(text, prefixBytes, "latin1");
  header[sizeBytes - 1] = 0x0a;
  return header;
}
