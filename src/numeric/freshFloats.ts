/**
 * An array for a result that will be written from end to end: its memory is not cleared first.
 *
 * Clearing costs more than copying the result into it: fresh pages of memory are touched twice. The buffer belongs to the array alone.
 */
export function freshFloats(length: number): Float32Array<ArrayBuffer> {
  return new Float32Array(Buffer.allocUnsafeSlow(4 * length).buffer as ArrayBuffer);
}
