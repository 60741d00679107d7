// Many transforms of the same length side by side: the stages of one plan, one after the other.
import { radix2, radix3, radix4, radix4Last, radix5 } from "./butterflies";

// A plan in memory: the number of stages, then the radix of each (i32), then from PLAN_HEAD on the twiddles of the stages in order.
export const PLAN_HEAD: usize = 128;

// @ts-ignore: decorator
@inline
export function stageCount(plan: usize): i32 {
  return load<i32>(plan);
}

/** Bytes of a plane of n elements in a buffer, with a gap so that real and imaginary parts do not share sets of the cache. */
// @ts-ignore: decorator
@inline
export function planeBytes(n: i32, laneBytes: usize): usize {
  return <usize>n * laneBytes + 320;
}

/**
 * Transforms elements of laneBytes each, from (xr, xi) with inStride between elements to (yr, yi) with outStride.
 * The stages in between go to and fro between the buffers a and b (re, then im after planeBytes); b may be where the input lies,
 * the output must be the buffer that the last stage does not read (see resultIn), or neither.
 */
export function transformLanes(
  n: i32, laneBytes: usize, plan: usize,
  xr: usize, xi: usize, inStride: usize,
  yr: usize, yi: usize, outStride: usize,
  a: usize, b: usize,
): void {
  const stages = stageCount(plan), plane = planeBytes(n, laneBytes);
  let twiddles = plan + PLAN_HEAD;
  if (stages == 0) {
    memory.copy(yr, xr, laneBytes);
    memory.copy(yi, xi, laneBytes);
    return;
  }
  let left = n, done = 1;
  for (let i = 0; i < stages; i++) {
    const radix = load<i32>(plan + 4 + (<usize>i << 2));
    const n1 = left / radix, last = i == stages - 1;
    const to = i & 1 ? b : a, from = i & 1 ? a : b;
    const block = <usize>done * laneBytes;
    const sr = i == 0 ? xr : from, si = i == 0 ? xi : from + plane, inBlock = i == 0 ? inStride : block;
    const split = last && outStride != laneBytes;
    stage(
      radix, n1, split ? done : 1, split ? laneBytes : block,
      sr, si, inBlock, laneBytes,
      last ? yr : to, last ? yi : to + plane, last ? <usize>done * outStride : block, outStride,
      twiddles,
    );
    twiddles += <usize>(n1 * (radix - 1)) << 3;
    left = n1;
    done *= radix;
  }
}

/** Where contiguous lanes that start in b end up: b after an even number of stages, else a. */
// @ts-ignore: decorator
@inline
export function resultIn(plan: usize, a: usize, b: usize): usize {
  return stageCount(plan) & 1 ? a : b;
}

function stage(
  radix: i32, n1: i32, runs: i32, runBytes: usize,
  xr: usize, xi: usize, inBlock: usize, inRun: usize,
  yr: usize, yi: usize, outBlock: usize, outRun: usize,
  twiddles: usize,
): void {
  if (radix == 4) {
    if (n1 == 1) radix4Last(runs, runBytes, xr, xi, inBlock, inRun, yr, yi, outBlock, outRun);
    else radix4(n1, runs, runBytes, xr, xi, inBlock, inRun, yr, yi, outBlock, outRun, twiddles);
  } else if (radix == 2) {
    radix2(n1, runs, runBytes, xr, xi, inBlock, inRun, yr, yi, outBlock, outRun, twiddles);
  } else if (radix == 3) {
    radix3(n1, runs, runBytes, xr, xi, inBlock, inRun, yr, yi, outBlock, outRun, twiddles);
  } else {
    radix5(n1, runs, runBytes, xr, xi, inBlock, inRun, yr, yi, outBlock, outRun, twiddles);
  }
}
