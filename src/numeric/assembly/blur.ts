// Separable symmetric filter with borders reflected about the edge of the last pixel (d c b a | a b c d | d c b a).

/** Columns worked on at a time, in bytes: eight float32. */
const BLOCK: usize = 32;

/**
 * Filters the rows y0 .. y1 of a plane of `width` floats a row into dst.
 * weights: radius + 1 floats, the centre first. rowOffsets: the byte offset (u32) of the row that stands for row y - radius, for
 * y = 0 .. height + 2 radius. columnIndex: the column (i32) that stands for each of the radius columns left and then right of the row.
 * Scratch: (width + 2 radius + 16) * 4 bytes. Up to 28 bytes behind the plane are read, never written.
 */
export function separableRows(
  src: usize, dst: usize, width: i32, y0: i32, y1: i32, weights: usize, radius: i32,
  rowOffsets: usize, columnIndex: usize, scratch: usize,
): void {
  const rowBytes = <usize>width << 2, whole = rowBytes & ~(BLOCK - 1);
  const row = scratch + (<usize>radius << 2);
  const rest = row + rowBytes + (<usize>radius << 2) + 32;
  for (let y = y0; y < y1; y++) {
    for (let x: usize = 0; x < rowBytes; x += BLOCK) vertical(src + x, row + x, rowOffsets + (<usize>(y + radius) << 2), weights, radius);
    extendRow(row, width, radius, columnIndex);
    const to = dst + <usize>y * rowBytes;
    for (let x: usize = 0; x < whole; x += BLOCK) horizontal(row + x, to + x, weights, radius);
    if (whole < rowBytes) {
      horizontal(row + whole, rest, weights, radius);
      memory.copy(to + whole, rest, rowBytes - whole);
    }
  }
}

/** Eight columns of one row: the weighted sum of the rows above and below. */
// @ts-ignore: decorator
@inline
function vertical(src: usize, to: usize, offsets: usize, weights: usize, radius: i32): void {
  const centre = src + load<u32>(offsets), w = v128.load32_splat(weights);
  let a = f32x4.mul(v128.load(centre), w), b = f32x4.mul(v128.load(centre, 16), w);
  for (let i = 1; i <= radius; i++) {
    const step = <usize>i << 2, wi = v128.load32_splat(weights + step);
    const up = src + load<u32>(offsets - step), down = src + load<u32>(offsets + step);
    a = f32x4.add(a, f32x4.mul(f32x4.add(v128.load(up), v128.load(down)), wi));
    b = f32x4.add(b, f32x4.mul(f32x4.add(v128.load(up, 16), v128.load(down, 16)), wi));
  }
  v128.store(to, a);
  v128.store(to, b, 16);
}

/** Eight numbers of one row: the weighted sum of their neighbours left and right. */
// @ts-ignore: decorator
@inline
function horizontal(row: usize, to: usize, weights: usize, radius: i32): void {
  const w = v128.load32_splat(weights);
  let a = f32x4.mul(v128.load(row), w), b = f32x4.mul(v128.load(row, 16), w);
  for (let i = 1; i <= radius; i++) {
    const step = <usize>i << 2, wi = v128.load32_splat(weights + step);
    a = f32x4.add(a, f32x4.mul(f32x4.add(v128.load(row - step), v128.load(row + step)), wi));
    b = f32x4.add(b, f32x4.mul(f32x4.add(v128.load(row - step, 16), v128.load(row + step, 16)), wi));
  }
  v128.store(to, a);
  v128.store(to, b, 16);
}

function extendRow(row: usize, width: i32, radius: i32, columnIndex: usize): void {
  const left = row - (<usize>radius << 2), right = row + (<usize>width << 2);
  for (let i = 0; i < radius; i++) {
    const at = <usize>i << 2;
    store<f32>(left + at, load<f32>(row + (<usize>load<i32>(columnIndex + at) << 2)));
    store<f32>(right + at, load<f32>(row + (<usize>load<i32>(columnIndex + (<usize>radius << 2) + at) << 2)));
  }
}
