// The two passes of a complex two-dimensional transform, in place on planes of `pitch` floats a row.
// Inverse: give im for re and re for im; the caller scales.
import { planeBytes, resultIn, transformLanes } from "./lanes";
import { transpose4 } from "./transpose";

const COLUMNS: i32 = 16;
const ROWS: i32 = 8;

/** Transforms the columns c0 .. c1 (multiples of 16) of n rows. Scratch: n * 256 bytes. */
export function fftColumns(re: usize, im: usize, n: i32, pitch: i32, c0: i32, c1: i32, plan: usize, scratch: usize): void {
  const lane = <usize>COLUMNS << 2, stride = <usize>pitch << 2, b = scratch + 2 * planeBytes(n, lane) + 640;
  for (let c = c0; c < c1; c += COLUMNS) {
    const r = re + (<usize>c << 2), i = im + (<usize>c << 2);
    transformLanes(n, lane, plan, r, i, stride, r, i, stride, scratch, b);
  }
}

/**
 * Transforms the rows r0 .. r1 (multiples of 8) of length n; pitch a multiple of 4, at least n rounded up to 4.
 * Scratch: (n + 4) * 128 bytes.
 */
export function fftRows(re: usize, im: usize, n: i32, pitch: i32, r0: i32, r1: i32, plan: usize, scratch: usize): void {
  const lane = <usize>ROWS << 2, stride = <usize>pitch << 2, plane = planeBytes(n, lane);
  const a = scratch, b = scratch + 2 * plane + 640;
  const y = resultIn(plan, a, b);
  for (let r = r0; r < r1; r += ROWS) {
    const offset = <usize>r * stride;
    // The real plane first: a tail of up to three junk elements may spill into the imaginary one, which comes after.
    for (let half = 0; half < 2; half++) toLanes(re + offset + <usize>half * 4 * stride, stride, b + (<usize>half << 4), lane, n);
    for (let half = 0; half < 2; half++) toLanes(im + offset + <usize>half * 4 * stride, stride, b + plane + (<usize>half << 4), lane, n);
    transformLanes(n, lane, plan, b, b + plane, lane, y, y + plane, lane, a, b);
    for (let half = 0; half < 2; half++) {
      const to = offset + <usize>half * 4 * stride, from = y + (<usize>half << 4);
      for (let k = 0; k < n; k += 4) {
        const kLane = <usize>k * lane, kRow = to + (<usize>k << 2);
        transpose4(from + kLane, lane, re + kRow, stride);
        transpose4(from + plane + kLane, lane, im + kRow, stride);
      }
    }
  }
}

/** Four rows of n floats become element runs of four lanes. */
// @ts-ignore: decorator
@inline
export function toLanes(row: usize, stride: usize, to: usize, lane: usize, n: i32): void {
  for (let k = 0; k < n; k += 4) transpose4(row + (<usize>k << 2), stride, to + <usize>k * lane, lane);
}
