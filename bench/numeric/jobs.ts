import {
  fft2,
  fitGaussians,
  gaussianBlur,
  type HalfSpectrum,
  label,
  localMaxima,
  phaseCorrelate,
  rfft2,
} from "../../src/numeric/index.js";
import { type Frame, makeMask, movedFrame } from "./benchData.js";

/** A job that we and peers.py do on the same data. */
export interface NumericJob {
  readonly name: string;
  /** The function of peers.py, what it gets beside the files, and the libraries that it knows. */
  readonly peerJob: string;
  readonly params: Readonly<Record<string, number>>;
  readonly peers: readonly string[];
  /** Arrays that go to peers.py as files, by the names it knows them by. */
  readonly files: Readonly<Record<string, Float32Array | Uint8Array>>;
  readonly run: () => unknown;
  /** What the peers' result must be, to `tolerance` of its root mean square. */
  readonly result: () => ArrayLike<number>;
  /** @unitless */
  readonly tolerance: number;
}

const float32 = 1e-5;

/** Columns 0 to width / 2 of the real, then of the imaginary parts. */
function wholeRows({ re, im, pitch, widthPx, heightPx }: HalfSpectrum): Float32Array {
  const bins = widthPx / 2 + 1;
  const out = new Float32Array(2 * bins * heightPx);
  [re, im].forEach((plane, part) => {
    for (let y = 0; y < heightPx; y++) {
      out.set(plane.subarray(y * pitch, y * pitch + bins), (part * heightPx + y) * bins);
    }
  });
  return out;
}

export function rfftJob(frame: Frame, threads: 1 | 2): NumericJob {
  const { data, widthPx, heightPx } = frame;
  return {
    name: `rfft2 ${widthPx}${threads === 2 ? ", 2 threads" : ""}`,
    peerJob: "rfft2",
    params: { widthPx, heightPx, workers: threads },
    // numpy has no threads.
    peers: threads === 2 ? ["scipy"] : ["scipy", "numpy"],
    files: { image: data },
    run: () => rfft2(frame, { threads }),
    result: () => wholeRows(rfft2(frame, { threads })),
    tolerance: float32,
  };
}

export function fftJob({ data, widthPx, heightPx }: Frame): NumericJob {
  const im = data.slice().reverse();
  return {
    name: `complex fft2 ${widthPx}`,
    peerJob: "fft2",
    params: { widthPx, heightPx },
    peers: ["scipy", "numpy"],
    files: { re: data, im },
    run: () => fft2(data, im, widthPx, heightPx),
    result: () => {
      const out = fft2(data, im, widthPx, heightPx);
      return Float32Array.of(...out.re.subarray(0, 5000), ...out.im.subarray(0, 5000));
    },
    tolerance: float32,
  };
}

export function correlationJob(frame: Frame, subPixel: boolean, threads: 1 | 2): NumericJob {
  const { widthPx, heightPx } = frame;
  const moved = { ...frame, data: movedFrame(frame, 13, -7) };
  const options = { window: "none", subPixel, threads } as const;
  const run = () => phaseCorrelate(frame, moved, options);
  const notes = `${subPixel ? " to 0.01 px" : ""}${threads === 2 ? ", 2 threads" : ""}`;
  return {
    name: `phase correlation ${widthPx}${notes}`,
    peerJob: "phase",
    params: { widthPx, heightPx, workers: threads },
    peers: threads === 2 ? ["scipy"] : ["scipy", "numpy"],
    files: { image: frame.data, moved: moved.data },
    run,
    result: () => [Math.round(run().shiftXPx), Math.round(run().shiftYPx)],
    tolerance: 0,
  };
}

export function blurJob({ data, widthPx, heightPx }: Frame, threads: 1 | 2): NumericJob {
  const run = () => gaussianBlur(data, widthPx, heightPx, 2, { threads });
  return {
    name: `Gaussian blur 2 px ${widthPx}${threads === 2 ? ", 2 threads" : ""}`,
    peerJob: "blur",
    params: { widthPx, heightPx, sigmaPx: 2 },
    peers: ["scipy"],
    files: { image: data },
    run,
    result: run,
    tolerance: float32,
  };
}

export function maximaJob({ data, widthPx, heightPx }: Frame): NumericJob {
  const smooth = gaussianBlur(data, widthPx, heightPx, 1);
  const run = () => localMaxima(smooth, widthPx, heightPx, { radiusPx: 4, threshold: 30 });
  return {
    name: `local maxima 9 x 9 ${widthPx}`,
    peerJob: "maxima",
    params: { widthPx, heightPx, size: 9, threshold: 30 },
    peers: ["scipy"],
    files: { image: smooth },
    run,
    result: run,
    tolerance: 0,
  };
}

export function labelJob(frame: Frame): NumericJob {
  const { widthPx, heightPx } = frame;
  const mask = makeMask(frame);
  return {
    name: `connected components ${widthPx}`,
    peerJob: "label",
    params: { widthPx, heightPx },
    peers: ["scipy"],
    files: { mask },
    run: () => label(mask, widthPx, heightPx),
    result: () => label(mask, widthPx, heightPx).labels,
    tolerance: 0,
  };
}

export function fitJob(frame: Frame, count: number): NumericJob {
  const { data, widthPx, heightPx } = frame;
  const x = frame.xPx.slice(0, count).map(Math.round);
  const y = frame.yPx.slice(0, count).map(Math.round);
  const run = () => fitGaussians(frame, x, y, { halfWidthPx: 7, sigmaPx: 2.5 });
  return {
    name: `${x.length} Gaussian fits 15 x 15, 7 parameters`,
    peerJob: "fits",
    params: { widthPx, heightPx, halfWidthPx: 7, sigmaPx: 2.5 },
    peers: ["scipy"],
    files: { image: data, x: Float32Array.from(x), y: Float32Array.from(y) },
    run,
    result: () => run().xPx,
    tolerance: 1e-6,
  };
}
