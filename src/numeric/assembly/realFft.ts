// Rows of real numbers to half spectra and back: two rows make one complex row (even row + i odd row), which halves the work.

import { toLanes } from "./complexFft";
import { planeBytes, resultIn, transformLanes } from "./lanes";
import { high, low, storeTransposed, transpose4 } from "./transpose";

const PAIRS: i32 = 8;

/**
 * Rows r0 .. r1 (multiples of 16) of n real numbers, srcPitch floats apart, to n / 2 + 1 bins; columns from there to `pitch` become 0.
 * Rows beyond the image must hold finite numbers. Scratch: (n + 4) * 128 bytes.
 */
export function realRowsForward(
  src: usize, srcPitch: i32, re: usize, im: usize, pitch: i32, n: i32, r0: i32, r1: i32, plan: usize, scratch: usize,
): void {
  const lane = <usize>PAIRS << 2, plane = planeBytes(n, lane), stride = <usize>srcPitch << 2, out = <usize>pitch << 2;
  const a = scratch, b = scratch + 2 * plane + 640;
  const y = resultIn(plan, a, b);
  for (let r = r0; r < r1; r += 2 * PAIRS) {
    for (let odd = 0; odd < 2; odd++) {
      for (let half = 0; half < 2; half++) {
        const row = src + <usize>(r + 8 * half + odd) * stride;
        toLanes(row, 2 * stride, b + <usize>odd * plane + (<usize>half << 4), lane, n);
      }
    }
    transformLanes(n, lane, plan, b, b + plane, lane, y, y + plane, lane, a, b);
    for (let half = 0; half < 2; half++) {
      const row = <usize>(r + 8 * half) * out;
      untangle(y + (<usize>half << 4), y + plane + (<usize>half << 4), lane, n, re + row, im + row, out, pitch);
    }
  }
}

/** The spectra of four even and four odd rows from the spectrum z of even + i odd: (z(k) + conj z(-k)) / 2 and its partner. */
function untangle(zr: usize, zi: usize, lane: usize, n: i32, re: usize, im: usize, stride: usize, pitch: i32): void {
  const bins = (n >> 1) + 1, rows = 2 * stride;
  for (let k = 0; k < bins; k += 4) {
    const k0 = <usize>k * lane, k1 = <usize>min(k + 1, n - 1) * lane, k2 = <usize>min(k + 2, n - 1) * lane, k3 = <usize>min(k + 3, n - 1) * lane;
    const m0 = k == 0 ? <usize>0 : <usize>(n - k) * lane, m1 = <usize>max(n - k - 1, 0) * lane, m2 = <usize>max(n - k - 2, 0) * lane, m3 = <usize>max(n - k - 3, 0) * lane;
    const at = <usize>k << 2;
    storeTransposed(sum(zr + k0, zr + m0), sum(zr + k1, zr + m1), sum(zr + k2, zr + m2), sum(zr + k3, zr + m3), re + at, rows);
    storeTransposed(difference(zi + k0, zi + m0), difference(zi + k1, zi + m1), difference(zi + k2, zi + m2), difference(zi + k3, zi + m3), im + at, rows);
    storeTransposed(sum(zi + k0, zi + m0), sum(zi + k1, zi + m1), sum(zi + k2, zi + m2), sum(zi + k3, zi + m3), re + stride + at, rows);
    storeTransposed(difference(zr + m0, zr + k0), difference(zr + m1, zr + k1), difference(zr + m2, zr + k2), difference(zr + m3, zr + k3), im + stride + at, rows);
  }
  const tail = <usize>bins << 2, tailBytes = <usize>(pitch - bins) << 2;
  for (let row = 0; row < 8; row++) {
    memory.fill(re + <usize>row * stride + tail, 0, tailBytes);
    memory.fill(im + <usize>row * stride + tail, 0, tailBytes);
  }
}

// @ts-ignore: decorator
@inline
function sum(a: usize, b: usize): v128 {
  return f32x4.mul(f32x4.add(v128.load(a), v128.load(b)), f32x4.splat(0.5));
}

// @ts-ignore: decorator
@inline
function difference(a: usize, b: usize): v128 {
  return f32x4.mul(f32x4.sub(v128.load(a), v128.load(b)), f32x4.splat(0.5));
}

/**
 * Rows r0 .. r1 (multiples of 16) of half spectra back to n real numbers times `scale`; dstPitch at least n rounded up to 4.
 * The imaginary parts of the first bin and, for even n, of the last are taken as 0. Scratch: (n + 4) * 128 bytes.
 */
export function realRowsInverse(
  re: usize, im: usize, pitch: i32, dst: usize, dstPitch: i32, n: i32, scale: f32, r0: i32, r1: i32, plan: usize, scratch: usize,
): void {
  const lane = <usize>PAIRS << 2, plane = planeBytes(n, lane), stride = <usize>dstPitch << 2, from = <usize>pitch << 2;
  const a = scratch, b = scratch + 2 * plane + 640;
  const y = resultIn(plan, a, b);
  for (let r = r0; r < r1; r += 2 * PAIRS) {
    for (let half = 0; half < 2; half++) {
      const row = <usize>(r + 8 * half) * from;
      tangle(re + row, im + row, from, b + (<usize>half << 4), b + plane + (<usize>half << 4), lane, n);
    }
    // Real and imaginary part change places: the forward transform is then the inverse one.
    transformLanes(n, lane, plan, b + plane, b, lane, y + plane, y, lane, a, b);
    for (let odd = 0; odd < 2; odd++) {
      for (let half = 0; half < 2; half++) {
        const row = dst + <usize>(r + 8 * half + odd) * stride;
        fromLanes(y + <usize>odd * plane + (<usize>half << 4), lane, row, 2 * stride, n, scale);
      }
    }
  }
}

/** The full spectrum of even + i odd from the half spectra of four even and four odd rows. */
function tangle(re: usize, im: usize, stride: usize, zr: usize, zi: usize, lane: usize, n: i32): void {
  const rows = 2 * stride, bins = (n >> 1) + 1;
  for (let k = 0; k < bins; k += 4) {
    const at = <usize>k << 2, count = min(4, bins - k);
    for (let part = 0; part < count; part++) {
      const x = at + (<usize>part << 2), kk = k + part;
      const ar = gather(re + x, rows), ai = gather(im + x, rows), br = gather(re + stride + x, rows), bi = gather(im + stride + x, rows);
      const to = <usize>kk * lane;
      if (kk == 0 || 2 * kk == n) {
        v128.store(zr + to, ar);
        v128.store(zi + to, br);
        continue;
      }
      const mirror = <usize>(n - kk) * lane;
      v128.store(zr + to, f32x4.sub(ar, bi));
      v128.store(zi + to, f32x4.add(ai, br));
      v128.store(zr + mirror, f32x4.add(ar, bi));
      v128.store(zi + mirror, f32x4.sub(br, ai));
    }
  }
}

/** One number from each of four rows. */
// @ts-ignore: decorator
@inline
function gather(at: usize, stride: usize): v128 {
  const a = v128.load32_zero(at), b = v128.load32_zero(at + stride), c = v128.load32_zero(at + 2 * stride), d = v128.load32_zero(at + 3 * stride);
  return v128.shuffle<f32>(low(a, b), low(c, d), 0, 1, 4, 5);
}

/** Element runs of four lanes become four rows of n floats, scaled. */
function fromLanes(from: usize, lane: usize, row: usize, stride: usize, n: i32, scale: f32): void {
  const s = f32x4.splat(scale);
  for (let k = 0; k < n; k += 4) {
    const x = from + <usize>k * lane;
    storeTransposed(
      f32x4.mul(v128.load(x), s), f32x4.mul(v128.load(x + lane), s), f32x4.mul(v128.load(x + 2 * lane), s), f32x4.mul(v128.load(x + 3 * lane), s),
      row + (<usize>k << 2), stride,
    );
  }
}
