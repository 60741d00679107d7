import { irfft2, rfft2 } from "../../numeric/fft.js";
import { goodSize } from "../../numeric/goodSize.js";
import { farthestRayNm } from "../optics/aberrations.js";
import { probeReachNm } from "../optics/probeIntensity.js";
import type { ProbeSettings } from "../optics/probeSettings.js";
import { probeTransfer } from "../optics/probeTransfer.js";
import { TransferLine } from "../optics/transferLine.js";
import { focusedProbe, type ScanOptics } from "./expectedImage.js";
import { type ScanFrame, scanFrame, specimenPoint } from "./scanFrame.js";

/** Share of the beam that a place of the specimen sends to HAADF, its columns not told apart. */
export type FractionAt = (xNm: number, yNm: number) => number;

/** More columns in view than this are better imaged by their mean density. */
export const mostColumnsInView = 200_000;

/**
 * The image of a specimen whose columns are too many or too close to be seen: heightPx x widthPx shares of the beam.
 *
 * Takes fractionAt at the corners of blocks of 2 x 2 pixels, and at four places of each pixel where the corners differ by more than 2 % of
 * the largest: features below two pixels may be missed. A beam that is wider than a pixel blurs. What it asks for reaches as far beyond the
 * scan as the beam, at most as far as the scan is wide. Errors: BadOption, BadShape. Cost: a quarter of a call a pixel where nothing changes.
 */
export function meanDensityImage(fractionAt: FractionAt, optics: ScanOptics): Float32Array {
  const frame = scanFrame(optics.geometry, optics.view);
  const probe = focusedProbe(optics);
  const pixelNm = Math.min(frame.stepAlongNm, frame.stepAcrossNm);
  const isWide = farthestRayNm(probe) + probe.sourceFwhmNm > pixelNm;
  const side = Math.max(frame.widthPx, frame.heightPx);
  const marginPx = isWide ? Math.min(side, Math.ceil(probeReachNm(probe) / pixelNm)) : 0;
  const sampled = sample(fractionAt, frame, marginPx);
  return isWide ? blurred(sampled, frame, marginPx, probe) : sampled.data;
}

interface SampledPlane {
  readonly data: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Samples the scan with a margin; rows of the margin go on as the next row of the scan does. */
function sample(fractionAt: FractionAt, frame: ScanFrame, marginPx: number): SampledPlane {
  const widthPx = frame.widthPx + 2 * marginPx;
  const heightPx = frame.heightPx + 2 * marginPx;
  const pointAt = specimenPoint(frame);
  const valueAt = (col: number, row: number): number => {
    const inside = Math.min(frame.heightPx - 1, Math.max(0, Math.round(row - marginPx)));
    const beyondNm = (row - marginPx - inside) * frame.stepAcrossNm;
    const aNm = frame.startAlongNm + (col - marginPx) * frame.stepAlongNm + frame.rowAlongNm[inside];
    return fractionAt(...pointAt(aNm, frame.rowAcrossNm[inside] + beyondNm));
  };
  const data = new Float32Array(widthPx * heightPx);
  let upper = coarseLine(valueAt, widthPx, -0.5);
  for (let row = 0; row < heightPx; row += 2) {
    const lower = coarseLine(valueAt, widthPx, row + 1.5);
    for (let col = 0, i = 0; col < widthPx; col += 2, i++) {
      const corners = [upper[i], upper[i + 1], lower[i], lower[i + 1]] as const;
      const isEven = Math.max(...corners) - Math.min(...corners) <= sameFraction * Math.max(...corners);
      for (let j = row; j < Math.min(row + 2, heightPx); j++) {
        for (let k = col; k < Math.min(col + 2, widthPx); k++) {
          data[j * widthPx + k] = isEven ? between(corners, k - col, j - row) : meanOfFour(valueAt, k, j);
        }
      }
    }
    upper = lower;
  }
  return { data, widthPx, heightPx };
}

const sameFraction = 0.02;

/** Values at the corners of a line of blocks: half a pixel before the first pixel, and so on. */
function coarseLine(valueAt: (col: number, row: number) => number, widthPx: number, row: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(widthPx / 2) + 1 }, (_, i) => valueAt(2 * i - 0.5, row));
}

/** The value at the middle of the first or second pixel each way, by straight lines between the corners of a block. */
function between([a, b, c, d]: readonly [number, number, number, number], right: number, down: number): number {
  const [x, y] = [0.25 + 0.5 * right, 0.25 + 0.5 * down];
  return (1 - y) * (a + x * (b - a)) + y * (c + x * (d - c));
}

function meanOfFour(valueAt: (col: number, row: number) => number, col: number, row: number): number {
  const [left, right, top, bottom] = [col - 0.25, col + 0.25, row - 0.25, row + 0.25];
  return (valueAt(left, top) + valueAt(right, top) + valueAt(left, bottom) + valueAt(right, bottom)) / 4;
}

/** Blurs by the probe and cuts the margin off. The errors of the rows are small beside a blur, which runs over the grid as if it were even. */
function blurred(plane: SampledPlane, frame: ScanFrame, marginPx: number, probe: ProbeSettings): Float32Array {
  const widthPx = 2 * goodSize(Math.ceil(plane.widthPx / 2));
  const heightPx = 2 * goodSize(Math.ceil(plane.heightPx / 2));
  const padded = continued(plane, widthPx, heightPx);
  const spectrum = rfft2({ data: padded, widthPx, heightPx });
  const { re, im, pitch } = spectrum;
  const bins = widthPx / 2 + 1;
  const line = new TransferLine(probeTransfer(probe, frame.axesDeg), bins, 1 / (widthPx * frame.stepAlongNm));
  for (let row = 0; row < heightPx; row++) {
    const v = row <= heightPx / 2 ? row : row - heightPx;
    line.moveTo(v / (heightPx * frame.stepAcrossNm));
    for (let u = 0, at = row * pitch; u < bins; u++, at++) {
      const [r, i] = [re[at], im[at]];
      re[at] = r * line.re[u] - i * line.im[u];
      im[at] = r * line.im[u] + i * line.re[u];
    }
  }
  const whole = irfft2(spectrum);
  const out = new Float32Array(frame.widthPx * frame.heightPx);
  for (let row = 0; row < frame.heightPx; row++) {
    const start = (row + marginPx) * widthPx + marginPx;
    out.set(whole.subarray(start, start + frame.widthPx), row * frame.widthPx);
  }
  for (let i = 0; i < out.length; i++) if (out[i] < 0) out[i] = 0;
  return out;
}

/** A larger plane, continued by the last value of each line: zeros would darken the rim. */
function continued({ data, widthPx, heightPx }: SampledPlane, toWidth: number, toHeight: number): Float32Array {
  const out = new Float32Array(toWidth * toHeight);
  for (let row = 0; row < toHeight; row++) {
    const from = Math.min(row, heightPx - 1) * widthPx;
    out.set(data.subarray(from, from + widthPx), row * toWidth);
    out.fill(data[from + widthPx - 1], row * toWidth + widthPx, (row + 1) * toWidth);
  }
  return out;
}
