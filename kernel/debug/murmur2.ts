const multiplier = 0x5bd1e995;

/**
 * The 32-bit MurmurHash2 of a text's UTF-8 bytes: the hash by which JupyterLab's debugger names the source of a cell.
 */
export function murmur2(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer);
  const words = bytes.length & ~3;
  let hash = seed ^ bytes.length;
  for (let at = 0; at < words; at += 4) {
    let word = Math.imul(view.getUint32(at, true), multiplier);
    word ^= word >>> 24;
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier);
  }
  for (let at = bytes.length - 1; at >= words; at -= 1) hash ^= bytes[at]! << (8 * (at - words));
  if (bytes.length > words) hash = Math.imul(hash, multiplier);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, multiplier);
  return (hash ^ (hash >>> 15)) >>> 0;
}
