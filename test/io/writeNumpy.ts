/** Writes an NPY file of version 1 by hand: the header as numpy would write it, then the bytes as they are given. */
export function writeNumpy(
  descr: string,
  shape: readonly number[],
  body: ArrayBufferView,
  fortranOrder = false,
): Buffer {
  const order = fortranOrder ? "True" : "False";
  const axes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  return writeNumpyHeader(`{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${axes}, }`, body);
}

/** The same with any text as header. */
export function writeNumpyHeader(text: string, body: ArrayBufferView, version = 1): Buffer {
  const prefix = version === 1 ? 10 : 12;
  const padded = text.padEnd(Math.ceil((text.length + 1 + prefix) / 64) * 64 - prefix - 1, " ");
  const head = Buffer.alloc(prefix);
  head.write("\x93NUMPY", 0, "latin1");
  head[6] = version;
  if (version === 1) head.writeUInt16LE(padded.length + 1, 8);
  else head.writeUInt32LE(padded.length + 1, 8);
  return Buffer.concat([
    head,
    Buffer.from(`${padded}\n`, "latin1"),
    Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  ]);
}
