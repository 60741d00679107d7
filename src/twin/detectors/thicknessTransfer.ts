import type { DetectorValues } from "./detectorParameters.js";
import type { ScanFrame } from "./scanFrame.js";

/** What the thickness of a crystal adds to the probe's transfer: a real factor that is 1 at zero frequency, so no signal gets lost. */
export interface ThicknessTransfer {
  /** Share of the signal in the even background. */
  readonly backgroundFraction: number;
  readonly backgroundSigmaNm: number;
  readonly blurSigmaNm: number;
  /** Length over which a column that leans is drawn out, along a and b. */
  readonly drawnAlongNm: number;
  readonly drawnAcrossNm: number;
}

/**
 * The terms of a thickness, for crystals near a zone axis up to some 20 nm: a blur of the columns, and the share of the beam that has left
 * them and makes an even background.
 *
 * The background is known beside the largest value, b = p t max. With the largest value r times the mean of the column's signal, a share
 * q / (1 + q) with q = r p t / (1 - p t) of the whole gives just that.
 */
export function thicknessTransfer(
  thicknessNm: number,
  frame: Pick<ScanFrame, "leanA" | "leanB">,
  d: DetectorValues,
): ThicknessTransfer {
  const bulk = Math.min(1, Math.max(0, (thicknessNm - d.bulkFromNm) / (d.bulkFullNm - d.bulkFromNm)));
  const besidePeak = Math.min(0.5, d.backgroundPerThickness * thicknessNm);
  const ratio = (d.backgroundPeakRatio * besidePeak) / (1 - besidePeak);
  return {
    backgroundFraction: (bulk * ratio) / (1 + ratio),
    backgroundSigmaNm: d.backgroundSigmaNm,
    blurSigmaNm: (bulk * d.bulkBlurA) / 10,
    drawnAlongNm: frame.leanA * thicknessNm,
    drawnAcrossNm: frame.leanB * thicknessNm,
  };
}

/** The factor at a frequency. */
export function transferFactor(t: ThicknessTransfer, kaPerNm: number, kbPerNm: number): number {
  const square = kaPerNm * kaPerNm + kbPerNm * kbPerNm;
  const columns = (1 - t.backgroundFraction) * gaussian(t.blurSigmaNm, square);
  const background = t.backgroundFraction === 0 ? 0 : t.backgroundFraction * gaussian(t.backgroundSigmaNm, square);
  return (columns + background) * sinc(kaPerNm * t.drawnAlongNm + kbPerNm * t.drawnAcrossNm);
}

/** How far beyond the probe's reach the terms carry signal. */
export function transferReachNm(t: ThicknessTransfer): number {
  const background = t.backgroundFraction > 0 ? 2.5 * t.backgroundSigmaNm : 0;
  return Math.max(background, 2 * t.blurSigmaNm) + Math.hypot(t.drawnAlongNm, t.drawnAcrossNm) / 2;
}

const gaussian = (sigmaNm: number, squarePerNm2: number) =>
  Math.exp(-2 * Math.PI * Math.PI * sigmaNm * sigmaNm * squarePerNm2);

function sinc(x: number): number {
  return Math.abs(x) < 1e-4 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
