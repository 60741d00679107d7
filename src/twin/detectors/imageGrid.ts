import { EmError } from "../../core/error.js";
import { goodSize } from "../../numeric/goodSize.js";
import type { ScanFrame } from "./scanFrame.js";
import { gridExcess } from "./spreadKernel.js";

/** The grid on which an image is made before the rows of the scan are taken from it; it closes upon itself beyond a margin. */
export interface ImageGrid {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stepAlongNm: number;
  readonly stepAcrossNm: number;
  /** Place of the first grid point. */
  readonly leastAlongNm: number;
  readonly leastAcrossNm: number;
  /** Grid points from one pixel of the scan to the next: a whole number, or one over a whole number. @unitless */
  readonly perPixel: number;
}

/** Grid points beyond the margin, for the kernel's six taps. */
const rimPx = 4;
const mostPerPixel = 64;

/** The coarsest grid that carries all frequencies up to a cutoff, with margins around the scan. */
export function imageGrid(frame: ScanFrame, cutoffPerNm: number, marginNm: number): ImageGrid {
  const stepNm = 1 / (2 * gridExcess * cutoffPerNm);
  const perPixel = pointsPerPixel(Math.max(frame.stepAlongNm, frame.stepAcrossNm), stepNm);
  const stepAlongNm = frame.stepAlongNm / perPixel;
  const stepAcrossNm = frame.stepAcrossNm / perPixel;
  const points = (spanNm: number, step: number) => evenGoodSize(Math.ceil((spanNm + 2 * marginNm) / step) + 2 * rimPx);
  return {
    widthPx: points(frame.mostAlongNm - frame.leastAlongNm, stepAlongNm),
    heightPx: points(frame.mostAcrossNm - frame.leastAcrossNm, stepAcrossNm),
    stepAlongNm,
    stepAcrossNm,
    leastAlongNm: frame.leastAlongNm - marginNm - rimPx * stepAlongNm,
    leastAcrossNm: frame.leastAcrossNm - marginNm - rimPx * stepAcrossNm,
    perPixel,
  };
}

function pointsPerPixel(pixelNm: number, stepNm: number): number {
  if (pixelNm > stepNm) return Math.ceil(pixelNm / stepNm);
  return 1 / Math.min(mostPerPixel, Math.floor(stepNm / pixelNm));
}

function evenGoodSize(n: number): number {
  if (!(n < 2 ** 24)) {
    throw new EmError("BadShape", `an image needs a grid of ${n} points a side`, {
      fix: "Take a smaller field of view or let the specimen come to rest.",
    });
  }
  return 2 * goodSize(Math.max(8, Math.ceil(n / 2)));
}
