// One stage of a Stockham (self-sorting) transform over planar float32 data: radix 2, 3, 4 or 5, forward direction.
//
// A sequence element is a run of lanes (independent transforms side by side), so every load and store is a whole vector.
// A stage reads element p + j * n1 and writes element r * p + j (j = 0 .. r - 1), each a block of `runs` runs of `runBytes`.
// Blocks and runs may lie apart (inBlock, inRun, outBlock, outRun, in bytes): the first and the last stage work on the image itself.
// Twiddles: for each p, for j = 1 .. r - 1, the cosine and sine of -2 pi j p / (r * n1).

import { storeTimes, timesIm, timesRe } from "./complexVectors";

export function radix2(
  n1: i32, runs: i32, runBytes: usize,
  xr: usize, xi: usize, inBlock: usize, inRun: usize,
  yr: usize, yi: usize, outBlock: usize, outRun: usize,
  twiddles: usize,
): void {
  const x1 = <usize>n1 * inBlock;
  for (let p = 0; p < n1; p++) {
    const wr = v128.load32_splat(twiddles), wi = v128.load32_splat(twiddles, 4);
    twiddles += 8;
    let runIn = <usize>p * inBlock, runOut = 2 * <usize>p * outBlock;
    for (let run = 0; run < runs; run++) {
      for (let x = runIn, y = runOut, end = runIn + runBytes; x < end; x += 16, y += 16) {
        const ar = v128.load(xr + x), ai = v128.load(xi + x);
        const br = v128.load(xr + x + x1), bi = v128.load(xi + x + x1);
        const dr = f32x4.sub(ar, br), di = f32x4.sub(ai, bi);
        v128.store(yr + y, f32x4.add(ar, br));
        v128.store(yi + y, f32x4.add(ai, bi));
        v128.store(yr + y + outBlock, timesRe(dr, di, wr, wi));
        v128.store(yi + y + outBlock, timesIm(dr, di, wr, wi));
      }
      runIn += inRun;
      runOut += outRun;
    }
  }
}

export function radix3(
  n1: i32, runs: i32, runBytes: usize,
  xr: usize, xi: usize, inBlock: usize, inRun: usize,
  yr: usize, yi: usize, outBlock: usize, outRun: usize,
  twiddles: usize,
): void {
  const x1 = <usize>n1 * inBlock;
  const half = f32x4.splat(0.5), sine = f32x4.splat(0.8660254037844386);
  for (let p = 0; p < n1; p++) {
    const w1r = v128.load32_splat(twiddles), w1i = v128.load32_splat(twiddles, 4);
    const w2r = v128.load32_splat(twiddles, 8), w2i = v128.load32_splat(twiddles, 12);
    twiddles += 16;
    let runIn = <usize>p * inBlock, runOut = 3 * <usize>p * outBlock;
    for (let run = 0; run < runs; run++) {
      for (let x = runIn, y = runOut, end = runIn + runBytes; x < end; x += 16, y += 16) {
        const ar = v128.load(xr + x), ai = v128.load(xi + x);
        const br = v128.load(xr + x + x1), bi = v128.load(xi + x + x1);
        const cr = v128.load(xr + x + 2 * x1), ci = v128.load(xi + x + 2 * x1);
        const sr = f32x4.add(br, cr), si = f32x4.add(bi, ci);
        const tr = f32x4.sub(ar, f32x4.mul(half, sr)), ti = f32x4.sub(ai, f32x4.mul(half, si));
        // -i sin(60 degrees) (b - c)
        const jr = f32x4.mul(sine, f32x4.sub(bi, ci)), ji = f32x4.mul(sine, f32x4.sub(cr, br));
        v128.store(yr + y, f32x4.add(ar, sr));
        v128.store(yi + y, f32x4.add(ai, si));
        const ur = f32x4.add(tr, jr), ui = f32x4.add(ti, ji);
        v128.store(yr + y + outBlock, timesRe(ur, ui, w1r, w1i));
        v128.store(yi + y + outBlock, timesIm(ur, ui, w1r, w1i));
        const vr = f32x4.sub(tr, jr), vi = f32x4.sub(ti, ji);
        v128.store(yr + y + 2 * outBlock, timesRe(vr, vi, w2r, w2i));
        v128.store(yi + y + 2 * outBlock, timesIm(vr, vi, w2r, w2i));
      }
      runIn += inRun;
      runOut += outRun;
    }
  }
}

export function radix4(
  n1: i32, runs: i32, runBytes: usize,
  xr: usize, xi: usize, inBlock: usize, inRun: usize,
  yr: usize, yi: usize, outBlock: usize, outRun: usize,
  twiddles: usize,
): void {
  const x1 = <usize>n1 * inBlock;
  for (let p = 0; p < n1; p++) {
    const w1r = v128.load32_splat(twiddles), w1i = v128.load32_splat(twiddles, 4);
    const w2r = v128.load32_splat(twiddles, 8), w2i = v128.load32_splat(twiddles, 12);
    const w3r = v128.load32_splat(twiddles, 16), w3i = v128.load32_splat(twiddles, 20);
    twiddles += 24;
    let runIn = <usize>p * inBlock, runOut = 4 * <usize>p * outBlock;
    for (let run = 0; run < runs; run++) {
      for (let x = runIn, y = runOut, end = runIn + runBytes; x < end; x += 16, y += 16) {
        const ar = v128.load(xr + x), ai = v128.load(xi + x);
        const br = v128.load(xr + x + x1), bi = v128.load(xi + x + x1);
        const cr = v128.load(xr + x + 2 * x1), ci = v128.load(xi + x + 2 * x1);
        const dr = v128.load(xr + x + 3 * x1), di = v128.load(xi + x + 3 * x1);
        const sr = f32x4.add(ar, cr), si = f32x4.add(ai, ci), tr = f32x4.sub(ar, cr), ti = f32x4.sub(ai, ci);
        const ur = f32x4.add(br, dr), ui = f32x4.add(bi, di);
        // -i (b - d)
        const vr = f32x4.sub(bi, di), vi = f32x4.sub(dr, br);
        v128.store(yr + y, f32x4.add(sr, ur));
        v128.store(yi + y, f32x4.add(si, ui));
        const e1r = f32x4.add(tr, vr), e1i = f32x4.add(ti, vi);
        v128.store(yr + y + outBlock, timesRe(e1r, e1i, w1r, w1i));
        v128.store(yi + y + outBlock, timesIm(e1r, e1i, w1r, w1i));
        const e2r = f32x4.sub(sr, ur), e2i = f32x4.sub(si, ui);
        v128.store(yr + y + 2 * outBlock, timesRe(e2r, e2i, w2r, w2i));
        v128.store(yi + y + 2 * outBlock, timesIm(e2r, e2i, w2r, w2i));
        const e3r = f32x4.sub(tr, vr), e3i = f32x4.sub(ti, vi);
        v128.store(yr + y + 3 * outBlock, timesRe(e3r, e3i, w3r, w3i));
        v128.store(yi + y + 3 * outBlock, timesIm(e3r, e3i, w3r, w3i));
      }
      runIn += inRun;
      runOut += outRun;
    }
  }
}

/** The last stage of radix 4: one block, all twiddles 1. */
export function radix4Last(
  runs: i32, runBytes: usize,
  xr: usize, xi: usize, inBlock: usize, inRun: usize,
  yr: usize, yi: usize, outBlock: usize, outRun: usize,
): void {
  let runIn: usize = 0, runOut: usize = 0;
  for (let run = 0; run < runs; run++) {
    for (let x = runIn, y = runOut, end = runIn + runBytes; x < end; x += 16, y += 16) {
      const ar = v128.load(xr + x), ai = v128.load(xi + x);
      const br = v128.load(xr + x + inBlock), bi = v128.load(xi + x + inBlock);
      const cr = v128.load(xr + x + 2 * inBlock), ci = v128.load(xi + x + 2 * inBlock);
      const dr = v128.load(xr + x + 3 * inBlock), di = v128.load(xi + x + 3 * inBlock);
      const sr = f32x4.add(ar, cr), si = f32x4.add(ai, ci), tr = f32x4.sub(ar, cr), ti = f32x4.sub(ai, ci);
      const ur = f32x4.add(br, dr), ui = f32x4.add(bi, di);
      const vr = f32x4.sub(bi, di), vi = f32x4.sub(dr, br);
      v128.store(yr + y, f32x4.add(sr, ur));
      v128.store(yi + y, f32x4.add(si, ui));
      v128.store(yr + y + outBlock, f32x4.add(tr, vr));
      v128.store(yi + y + outBlock, f32x4.add(ti, vi));
      v128.store(yr + y + 2 * outBlock, f32x4.sub(sr, ur));
      v128.store(yi + y + 2 * outBlock, f32x4.sub(si, ui));
      v128.store(yr + y + 3 * outBlock, f32x4.sub(tr, vr));
      v128.store(yi + y + 3 * outBlock, f32x4.sub(ti, vi));
    }
    runIn += inRun;
    runOut += outRun;
  }
}

export function radix5(
  n1: i32, runs: i32, runBytes: usize,
  xr: usize, xi: usize, inBlock: usize, inRun: usize,
  yr: usize, yi: usize, outBlock: usize, outRun: usize,
  twiddles: usize,
): void {
  const x1 = <usize>n1 * inBlock;
  const c1 = f32x4.splat(0.30901699437494745), c2 = f32x4.splat(-0.8090169943749475);
  const s1 = f32x4.splat(0.9510565162951535), s2 = f32x4.splat(0.5877852522924731);
  for (let p = 0; p < n1; p++) {
    let runIn = <usize>p * inBlock, runOut = 5 * <usize>p * outBlock;
    for (let run = 0; run < runs; run++) {
      for (let x = runIn, y = runOut, end = runIn + runBytes; x < end; x += 16, y += 16) {
        const ar = v128.load(xr + x), ai = v128.load(xi + x);
        const br = v128.load(xr + x + x1), bi = v128.load(xi + x + x1);
        const cr = v128.load(xr + x + 2 * x1), ci = v128.load(xi + x + 2 * x1);
        const dr = v128.load(xr + x + 3 * x1), di = v128.load(xi + x + 3 * x1);
        const er = v128.load(xr + x + 4 * x1), ei = v128.load(xi + x + 4 * x1);
        const sr = f32x4.add(br, er), si = f32x4.add(bi, ei), tr = f32x4.add(cr, dr), ti = f32x4.add(ci, di);
        // -i (b - e) and -i (c - d)
        const ur = f32x4.sub(bi, ei), ui = f32x4.sub(er, br), vr = f32x4.sub(ci, di), vi = f32x4.sub(dr, cr);
        v128.store(yr + y, f32x4.add(ar, f32x4.add(sr, tr)));
        v128.store(yi + y, f32x4.add(ai, f32x4.add(si, ti)));
        const pr = f32x4.add(ar, f32x4.add(f32x4.mul(c1, sr), f32x4.mul(c2, tr)));
        const pi = f32x4.add(ai, f32x4.add(f32x4.mul(c1, si), f32x4.mul(c2, ti)));
        const qr = f32x4.add(f32x4.mul(s1, ur), f32x4.mul(s2, vr)), qi = f32x4.add(f32x4.mul(s1, ui), f32x4.mul(s2, vi));
        storeTimes(yr + y + outBlock, yi + y + outBlock, f32x4.add(pr, qr), f32x4.add(pi, qi), twiddles);
        storeTimes(yr + y + 4 * outBlock, yi + y + 4 * outBlock, f32x4.sub(pr, qr), f32x4.sub(pi, qi), twiddles + 24);
        const gr = f32x4.add(ar, f32x4.add(f32x4.mul(c2, sr), f32x4.mul(c1, tr)));
        const gi = f32x4.add(ai, f32x4.add(f32x4.mul(c2, si), f32x4.mul(c1, ti)));
        const hr = f32x4.sub(f32x4.mul(s2, ur), f32x4.mul(s1, vr)), hi = f32x4.sub(f32x4.mul(s2, ui), f32x4.mul(s1, vi));
        storeTimes(yr + y + 2 * outBlock, yi + y + 2 * outBlock, f32x4.add(gr, hr), f32x4.add(gi, hi), twiddles + 8);
        storeTimes(yr + y + 3 * outBlock, yi + y + 3 * outBlock, f32x4.sub(gr, hr), f32x4.sub(gi, hi), twiddles + 16);
      }
      runIn += inRun;
      runOut += outRun;
    }
    twiddles += 32;
  }
}
