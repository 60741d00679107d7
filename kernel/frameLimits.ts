/** Most frames of a message: identities, delimiter, signature, four parts of JSON, then the buffers. */
const mostFrames = 4096;
/** ZeroMQ's router adds one identity; a proxy between adds one more each. */
const mostIdentities = 16;
/** The longest routing id that ZeroMQ knows (bytes). */
const longestIdentityBytes = 255;
/** A signature is 64 hexadecimal digits; a client that does not sign may send anything short (bytes). */
const longestSignatureBytes = 1024;
/** Largest header, parent, metadata and content (bytes); larger data travels in buffers. */
const largestPartBytes = [65_536, 65_536, 1024 * 1024, 64 * 1024 * 1024] as const;
/** Largest message in all (bytes). */
const largestMessageBytes = 256 * 1024 * 1024;

/**
 * Where the delimiter stands in frames whose numbers and lengths are those of a message, or undefined for all others.
 * Nothing of the frames is read for it, except to find the delimiter, so it costs the same for friend and stranger.
 */
export function delimiterIndex(frames: readonly Buffer[], delimiter: Buffer): number | undefined {
  if (frames.length > mostFrames) return undefined;
  const found = frames.slice(0, mostIdentities + 1).findIndex((frame) => frame.equals(delimiter));
  if (found < 0 || frames.length < found + 6) return undefined;
  if (frames.slice(0, found).some(({ length }) => length > longestIdentityBytes)) return undefined;
  if (frames[found + 1]!.length > longestSignatureBytes) return undefined;
  if (largestPartBytes.some((largest, i) => frames[found + 2 + i]!.length > largest)) return undefined;
  let bytes = 0;
  for (const { length } of frames) bytes += length;
  return bytes > largestMessageBytes ? undefined : found;
}
