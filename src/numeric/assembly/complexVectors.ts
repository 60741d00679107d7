// Products of complex numbers whose real and imaginary parts lie in vectors of their own.

/** Real part of (ar + i ai)(wr + i wi). */
// @ts-ignore: decorator
@inline
export function timesRe(ar: v128, ai: v128, wr: v128, wi: v128): v128 {
  return f32x4.sub(f32x4.mul(ar, wr), f32x4.mul(ai, wi));
}

/** Imaginary part of (ar + i ai)(wr + i wi). */
// @ts-ignore: decorator
@inline
export function timesIm(ar: v128, ai: v128, wr: v128, wi: v128): v128 {
  return f32x4.add(f32x4.mul(ar, wi), f32x4.mul(ai, wr));
}

/** Stores (ar + i ai) times the twiddle factor (cosine, sine) at w. */
// @ts-ignore: decorator
@inline
export function storeTimes(re: usize, im: usize, ar: v128, ai: v128, w: usize): void {
  const wr = v128.load32_splat(w), wi = v128.load32_splat(w, 4);
  v128.store(re, timesRe(ar, ai, wr, wi));
  v128.store(im, timesIm(ar, ai, wr, wi));
}
