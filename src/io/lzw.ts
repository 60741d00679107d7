const clearCode = 256;
const endCode = 257;

/**
 * Undoes TIFF's LZW: codes of 9 to 12 bits, highest bit first, each width ending one code early.
 *
 * Stops at expectedBytes. Errors: Error when a code does not exist. Source: TIFF 6.0, section 13.
 */
export function decodeLzw(stored: Uint8Array, expectedBytes: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(expectedBytes);
  // Each code stands for a run that was written before: where it begins in the output, and how long it is.
  const starts = new Int32Array(4097);
  const lengths = new Int32Array(4097);
  let next = 258;
  let width = 9;
  let previousStart = -1;
  let previousLength = 0;
  let to = 0;
  let bits = 0;
  let held = 0;
  for (let from = 0; to < expectedBytes; ) {
    while (held < width && from < stored.length) {
      bits = ((bits << 8) | stored[from++]!) & 0xffffff;
      held += 8;
    }
    if (held < width) break;
    const code = (bits >> (held - width)) & ((1 << width) - 1);
    held -= width;
    if (code === endCode) break;
    if (code === clearCode) {
      next = 258;
      width = 9;
      previousStart = -1;
      continue;
    }
    const begin = to;
    if (code < 256) out[to++] = code;
    else {
      if (previousStart < 0 || code > next) throw new Error(`LZW code ${code} does not exist`);
      const start = code === next ? previousStart : starts[code]!;
      const length = code === next ? previousLength + 1 : lengths[code]!;
      for (let i = 0; i < length && to < expectedBytes; i++) out[to++] = out[start + i]!;
    }
    if (previousStart >= 0 && next < 4096) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
    }
    previousStart = begin;
    previousLength = to - begin;
    if (next >= (1 << width) - 1 && width < 12) width++;
  }
  return out.subarray(0, to);
}
