// Four rows of four float32 turned into four columns, in registers.

// @ts-ignore: decorator
@inline
export function low(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

// @ts-ignore: decorator
@inline
export function high(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}

/** Stores the transpose of the rows r0 .. r3 at four places `stride` bytes apart. */
// @ts-ignore: decorator
@inline
export function storeTransposed(r0: v128, r1: v128, r2: v128, r3: v128, to: usize, stride: usize): void {
  const a = low(r0, r2), b = low(r1, r3), c = high(r0, r2), d = high(r1, r3);
  v128.store(to, low(a, b));
  v128.store(to + stride, high(a, b));
  v128.store(to + 2 * stride, low(c, d));
  v128.store(to + 3 * stride, high(c, d));
}

/** Copies a 4 x 4 block, transposed; strides in bytes. */
// @ts-ignore: decorator
@inline
export function transpose4(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  storeTransposed(
    v128.load(from), v128.load(from + fromStride), v128.load(from + 2 * fromStride), v128.load(from + 3 * fromStride),
    to, toStride,
  );
}
