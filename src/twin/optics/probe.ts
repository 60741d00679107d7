import { EmError } from "../../core/error.js";
import type { BeamSettings } from "../../instrument/beamSettings.js";
import { irfft2 } from "../../numeric/fft.js";
import { goodSize } from "../../numeric/goodSize.js";
import { focalSpreadNm } from "./focalSpread.js";
import type { OpticsValues } from "./opticsParameters.js";
import type { ProbeSettings } from "./probeSettings.js";
import { type ProbeTransfer, probeTransfer } from "./probeTransfer.js";
import { TransferLine } from "./transferLine.js";

/** What the beam's settings and the column make of the probe. */
export function probeSettings(beam: BeamSettings, optics: OpticsValues): ProbeSettings {
  return {
    accelKv: beam.accelKv,
    convergenceMrad: beam.convergenceMrad,
    defocusNm: beam.defocusNm,
    twoFoldXNm: beam.twoFoldXNm,
    twoFoldYNm: beam.twoFoldYNm,
    comaXNm: beam.comaXNm,
    comaYNm: beam.comaYNm,
    threeFoldXNm: optics.threeFoldXNm,
    threeFoldYNm: optics.threeFoldYNm,
    sphericalUm: optics.sphericalUm,
    focalSpreadNm: focalSpreadNm(beam.accelKv, optics),
    sourceFwhmNm: optics.sourceFwhmNm,
  };
}

/** Refuses a probe that cannot be. Errors: BadOption. */
export function checkProbe(s: ProbeSettings): void {
  for (const [name, value] of Object.entries(s)) {
    const isPositive = name === "accelKv" || name === "convergenceMrad";
    const isSpread = name === "focalSpreadNm" || name === "sourceFwhmNm";
    if (Number.isFinite(value) && (!isPositive || value > 0) && (!isSpread || value >= 0)) continue;
    throw new EmError("BadOption", `the ${name} of the probe is ${value}`, {
      fix: isPositive ? "Give a number above 0." : isSpread ? "Give a number from 0 on." : "Give a finite number.",
    });
  }
  if (s.convergenceMrad <= 200 && s.accelKv <= 3000 && s.accelKv >= 1) return;
  throw new EmError("BadOption", `a probe of ${s.accelKv} kV and ${s.convergenceMrad} mrad`, {
    fix: "Give 1 to 3000 kV and at most 200 mrad.",
  });
}

const mostPicturePx = 4096;

/** A picture of a probe. */
export interface ProbePicture {
  /** Share of the current per square nanometre, sizePx x sizePx values; the axis is at the centre of pixel (sizePx / 2, sizePx / 2). @unitless */
  readonly perNm2: Float32Array;
  readonly sizePx: number;
  readonly pixelNm: number;
}

/**
 * The intensity of a probe as the image of a single atom shows it.
 *
 * pixelNm is taken as it is; the picture is as wide as the probe's table allows. Errors: BadOption. Cost: one transform.
 */
export function probePicture(settings: ProbeSettings, pixelNm: number): ProbePicture {
  checkProbe(settings);
  const table = probeTransfer(settings);
  const wantedPx = 1 / (table.stepPerNm * pixelNm);
  if (pixelNm > 0 && wantedPx <= mostPicturePx) return transferPicture(table, pixelNm, wantedPx);
  throw new EmError("BadOption", `a picture of the probe with pixels of ${pixelNm} nm`, {
    fix: `Give at least ${(1 / (table.stepPerNm * mostPicturePx)).toPrecision(2)} nm: the probe is wide.`,
  });
}

/** The picture of any transfer, of the given size or the next good even one. @internal */
export function transferPicture(
  table: ProbeTransfer,
  pixelNm: number,
  leastPx: number,
  factor: (kxPerNm: number, kyPerNm: number) => number = () => 1,
): ProbePicture {
  const sizePx = 2 * goodSize(Math.ceil(leastPx / 2));
  const stepPerNm = 1 / (sizePx * pixelNm);
  const bins = sizePx / 2 + 1;
  const re = new Float32Array(bins * sizePx);
  const im = new Float32Array(bins * sizePx);
  const line = new TransferLine(table, bins, stepPerNm);
  for (let row = 0; row < sizePx; row++) {
    const v = row < sizePx / 2 ? row : row - sizePx;
    const ky = v * stepPerNm;
    if (Math.abs(ky) > table.cutoffPerNm + 2 * table.stepPerNm) continue;
    line.moveTo(ky);
    for (let u = 0; u < bins; u++) {
      // Alternating signs move the axis from the first pixel to the middle.
      const scale = (factor(u * stepPerNm, ky) / (pixelNm * pixelNm)) * ((u + row) % 2 === 0 ? 1 : -1);
      re[row * bins + u] = scale * line.re[u];
      im[row * bins + u] = scale * line.im[u];
    }
  }
  const size = { widthPx: sizePx, heightPx: sizePx, sourceWidthPx: sizePx, sourceHeightPx: sizePx };
  return { perNm2: irfft2({ re, im, pitch: bins, padded: false, ...size }), sizePx, pixelNm };
}

/**
 * Width of a probe at half of its greatest intensity: the diameter of a disc as large as the area above half.
 *
 * Errors: BadOption. Cost: about 20 ms.
 */
export function probeFwhmNm(settings: ProbeSettings): number {
  checkProbe(settings);
  const table = probeTransfer(settings);
  const { perNm2, sizePx, pixelNm } = probePicture(
    settings,
    Math.max(1 / (16 * table.cutoffPerNm), widestNm(table) / 1500),
  );
  const half = perNm2.reduce((a, b) => Math.max(a, b), 0) / 2;
  let areaPx = 0;
  for (let row = 0; row < sizePx; row++) areaPx += lengthAbove(perNm2.subarray(row * sizePx, (row + 1) * sizePx), half);
  return 2 * Math.sqrt(areaPx / Math.PI) * pixelNm;
}

const widestNm = (table: ProbeTransfer) => 1 / table.stepPerNm;

/** Length of a row above a level, in pixels, the crossings between pixels found by straight lines. */
function lengthAbove(row: Float32Array, level: number): number {
  let length = 0;
  for (let i = 1; i < row.length; i++) {
    const [a, b] = [row[i - 1] - level, row[i] - level];
    if (a > 0 && b > 0) length += 1;
    else if (a > 0 || b > 0) length += Math.max(a, b) / Math.abs(a - b);
  }
  return length;
}
