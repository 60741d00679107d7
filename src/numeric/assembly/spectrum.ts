// Passes over half spectra (planes of re and im, all rows without gaps).

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
    for (let table = 0; table < 3; table++) {
      const cosine = tables + 2 * <usize>table * stride, sine = cosine + stride;
      let sumRe = f32x4.splat(0), sumIm = f32x4.splat(0);
      for (let x: usize = 0; x < stride; x += 16) {
        const a = v128.load(r + x), b = v128.load(i + x), c = v128.load(cosine + x), s = v128.load(sine + x);
        sumRe = f32x4.add(sumRe, f32x4.sub(f32x4.mul(a, c), f32x4.mul(b, s)));
        sumIm = f32x4.add(sumIm, f32x4.add(f32x4.mul(a, s), f32x4.mul(b, c)));
      }
      store<f32>(out, total(sumRe));
      store<f32>(out, total(sumIm), 4);
      out += 8;
    }
  }
}

// @ts-ignore: decorator
@inline
function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}
