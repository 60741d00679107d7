// Passes over a real plane: sums, window, highest value, candidates for local maxima.

/** Sum of a row of n floats, four lanes at a time, in float64 at the end. */
function rowSum(row: usize, n: i32): f64 {
  let lanes = f32x4.splat(0);
  let x = 0;
  for (; x + 4 <= n; x += 4) lanes = f32x4.add(lanes, v128.load(row + (<usize>x << 2)));
  let total = laneSum(lanes);
  for (; x < n; x++) total += <f64>load<f32>(row + (<usize>x << 2));
  return total;
}

// @ts-ignore: decorator
@inline
function laneSum(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1) + (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  );
}

/** The mean of the image. */
export function planeMean(src: usize, width: i32, height: i32, pitch: i32): f64 {
  let total: f64 = 0;
  for (let y = 0; y < height; y++) total += rowSum(src + (<usize>(y * pitch) << 2), width);
  return total / (<f64>width * <f64>height);
}

/** Subtracts the mean and multiplies by windowX[x] * windowY[y], in place; gives the sum of the squares. */
export function centreAndWindow(src: usize, width: i32, height: i32, pitch: i32, mean: f32, windowX: usize, windowY: usize): f64 {
  let total: f64 = 0;
  const m = f32x4.splat(mean);
  for (let y = 0; y < height; y++) {
    const row = src + (<usize>(y * pitch) << 2), wy = load<f32>(windowY + (<usize>y << 2)), w = f32x4.splat(wy);
    let squares = f32x4.splat(0), rest: f32 = 0, x = 0;
    for (; x + 4 <= width; x += 4) {
      const at = row + (<usize>x << 2);
      const v = f32x4.mul(f32x4.sub(v128.load(at), m), f32x4.mul(v128.load(windowX + (<usize>x << 2)), w));
      v128.store(at, v);
      squares = f32x4.add(squares, f32x4.mul(v, v));
    }
    for (; x < width; x++) {
      const at = row + (<usize>x << 2), v: f32 = (load<f32>(at) - mean) * load<f32>(windowX + (<usize>x << 2)) * wy;
      store<f32>(at, v);
      rest += v * v;
    }
    total += laneSum(squares) + <f64>rest;
  }
  return total;
}

/** The index y * pitch + x of the highest value with x0 <= x < x1, y0 <= y < y1; the first of equals. NaN never wins. */
export function planeMaximum(src: usize, pitch: i32, x0: i32, x1: i32, y0: i32, y1: i32): i32 {
  let best = <f32>-Infinity, bestIndex = y0 * pitch + x0;
  for (let y = y0; y < y1; y++) {
    const row = src + (<usize>(y * pitch) << 2);
    let lanes = f32x4.splat(<f32>-Infinity), rest = <f32>-Infinity, x = x0;
    for (; x + 4 <= x1; x += 4) lanes = f32x4.pmax(lanes, v128.load(row + (<usize>x << 2)));
    for (; x < x1; x++) {
      const v = load<f32>(row + (<usize>x << 2));
      if (v > rest) rest = v;
    }
    for (let lane = 0; lane < 4; lane++) {
      const v = laneAt(lanes, lane);
      if (v > rest) rest = v;
    }
    if (rest > best) {
      best = rest;
      for (x = x0; load<f32>(row + (<usize>x << 2)) != best; ) x++;
      bestIndex = y * pitch + x;
    }
  }
  return bestIndex;
}

function laneAt(v: v128, lane: i32): f32 {
  if (lane == 0) return f32x4.extract_lane(v, 0);
  if (lane == 1) return f32x4.extract_lane(v, 1);
  return lane == 2 ? f32x4.extract_lane(v, 2) : f32x4.extract_lane(v, 3);
}

/**
 * Writes the indices (i32, rising) of the pixels that are above the threshold, above the four neighbours before them in reading order and
 * not below the four after; gives their number. The outermost pixels are left out. NaN is no candidate and hides none.
 */
export function peakCandidates(src: usize, width: i32, height: i32, threshold: f32, out: usize): i32 {
  const start = out, stride = <usize>width << 2, limit = f32x4.splat(threshold), lowest = f32x4.splat(<f32>-Infinity);
  for (let y = 1; y < height - 1; y++) {
    const row = src + <usize>y * stride;
    let x = 1;
    for (; x + 4 <= width - 1; x += 4) {
      const at = row + (<usize>x << 2), up = at - stride, down = at + stride, v = v128.load(at);
      const before = f32x4.pmax(f32x4.pmax(f32x4.pmax(f32x4.pmax(lowest, v128.load(at - 4)), v128.load(up - 4)), v128.load(up)), v128.load(up + 4));
      const after = f32x4.pmax(f32x4.pmax(f32x4.pmax(f32x4.pmax(lowest, v128.load(at + 4)), v128.load(down - 4)), v128.load(down)), v128.load(down + 4));
      let hits = i32x4.bitmask(v128.and(v128.and(f32x4.gt(v, before), f32x4.ge(v, after)), f32x4.gt(v, limit)));
      for (; hits != 0; hits &= hits - 1) {
        store<i32>(out, y * width + x + ctz(hits));
        out += 4;
      }
    }
    for (; x < width - 1; x++) {
      const at = row + (<usize>x << 2);
      if (isCandidate(at, stride, threshold)) {
        store<i32>(out, y * width + x);
        out += 4;
      }
    }
  }
  return <i32>((out - start) >> 2);
}

function isCandidate(at: usize, stride: usize, threshold: f32): bool {
  const v = load<f32>(at);
  if (!(v > threshold)) return false;
  const up = at - stride, down = at + stride;
  if (load<f32>(at - 4) >= v || load<f32>(up - 4) >= v || load<f32>(up) >= v || load<f32>(up + 4) >= v) return false;
  return !(load<f32>(at + 4) > v || load<f32>(down - 4) > v || load<f32>(down) > v || load<f32>(down + 4) > v);
}
