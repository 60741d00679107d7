// Passes over half spectra (planes of re and im, all rows without gaps).
import { timesIm, timesRe } from "./complexVectors";

/**
 * The phase of conj(A) B, of length 1, into (outRe, outIm) and into A's own planes; 0 where |A|^2 <= floorA or |B|^2 <= floorB.
 * Elements i0 .. i1 (multiples of 4).
 */
export function phaseProduct(
  aRe: usize, aIm: usize, bRe: usize, bIm: usize, outRe: usize, outIm: usize, floorA: f32, floorB: f32, i0: i32, i1: i32,
): void {
  const fa = f32x4.splat(floorA), fb = f32x4.splat(floorB);
  for (let at = <usize>i0 << 2, end = <usize>i1 << 2; at < end; at += 16) {
    const ar = v128.load(aRe + at), ai = v128.load(aIm + at), br = v128.load(bRe + at), bi = v128.load(bIm + at);
    const a2 = f32x4.add(f32x4.mul(ar, ar), f32x4.mul(ai, ai)), b2 = f32x4.add(f32x4.mul(br, br), f32x4.mul(bi, bi));
    const keep = v128.and(f32x4.gt(a2, fa), f32x4.gt(b2, fb));
    // The product of the roots, not the root of the product: that would leave the range of float32.
    const scale = f32x4.div(f32x4.splat(1), f32x4.mul(f32x4.sqrt(a2), f32x4.sqrt(b2)));
    const re = v128.and(keep, f32x4.mul(scale, f32x4.add(f32x4.mul(ar, br), f32x4.mul(ai, bi))));
    const im = v128.and(keep, f32x4.mul(scale, f32x4.sub(f32x4.mul(ar, bi), f32x4.mul(ai, br))));
    v128.store(aRe + at, re);
    v128.store(aIm + at, im);
    v128.store(outRe + at, re);
    v128.store(outIm + at, im);
  }
}

/**
 * For each row, the sums over its columns of (re + i im)(cosine + i sine) for three pairs of tables of `pitch` floats (cosine 0, sine 0,
 * cosine 1, ...): six floats a row, real and imaginary part in turn.
 */
export function rowSums(re: usize, im: usize, pitch: i32, rows: i32, tables: usize, out: usize): void {
  const stride = <usize>pitch << 2;
  for (let y = 0; y < rows; y++) {
    const r = re + <usize>y * stride, i = im + <usize>y * stride;
    let re0 = f32x4.splat(0), im0 = f32x4.splat(0), re1 = f32x4.splat(0), im1 = f32x4.splat(0), re2 = f32x4.splat(0), im2 = f32x4.splat(0);
    for (let x: usize = 0; x < stride; x += 16) {
      const a = v128.load(r + x), b = v128.load(i + x), table = tables + x;
      const c0 = v128.load(table), s0 = v128.load(table + stride);
      re0 = f32x4.add(re0, timesRe(a, b, c0, s0));
      im0 = f32x4.add(im0, timesIm(a, b, c0, s0));
      const c1 = v128.load(table + 2 * stride), s1 = v128.load(table + 3 * stride);
      re1 = f32x4.add(re1, timesRe(a, b, c1, s1));
      im1 = f32x4.add(im1, timesIm(a, b, c1, s1));
      const c2 = v128.load(table + 4 * stride), s2 = v128.load(table + 5 * stride);
      re2 = f32x4.add(re2, timesRe(a, b, c2, s2));
      im2 = f32x4.add(im2, timesIm(a, b, c2, s2));
    }
    store<f32>(out, total(re0));
    store<f32>(out, total(im0), 4);
    store<f32>(out, total(re1), 8);
    store<f32>(out, total(im1), 12);
    store<f32>(out, total(re2), 16);
    store<f32>(out, total(im2), 20);
    out += 24;
  }
}

// @ts-ignore: decorator
@inline
function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}
