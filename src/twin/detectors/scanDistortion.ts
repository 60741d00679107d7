import type { Random } from "../../core/random.js";
import type { DetectorValues } from "./detectorParameters.js";

/** When the rows of a scan are taken. */
export interface ScanTiming {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dwellUs: number;
  /** When the first pixel is taken. */
  readonly startS: number;
}

/** What the scan coils do to a frame: parts of a ScanGeometry. */
export interface ScanDistortion {
  /** @unitless */
  readonly xScale: number;
  /** @unitless */
  readonly yScale: number;
  readonly shearDeg: number;
  /** heightPx values, in nm. @unitless */
  readonly rowJitterNm: Float64Array;
}

/** What of the distortions is switched on; default all. */
export interface DistortionSwitches {
  /** Scale and shear. */
  readonly hasCalibrationErrors?: boolean;
  /** Jitter and hum. */
  readonly hasLineErrors?: boolean;
}

/** Time of the middle of each row after the first pixel, in s; the beam flies back after each. */
export function rowTimesS({ widthPx, heightPx, dwellUs }: Omit<ScanTiming, "startS">, flybackUs: number): Float64Array {
  const rowS = (widthPx * dwellUs + flybackUs) * 1e-6;
  return Float64Array.from({ length: heightPx }, (_, row) => row * rowS + 0.5e-6 * widthPx * dwellUs);
}

/** How long a frame takes, the way back after each row included. */
export function frameTimeS({ widthPx, heightPx, dwellUs }: Omit<ScanTiming, "startS">, flybackUs: number): number {
  return heightPx * (widthPx * dwellUs + flybackUs) * 1e-6;
}

/**
 * The errors of a scan: the calibration's, a normal jitter of each row, and the hum of the mains, whose phase follows from the time of the row.
 *
 * The hum counts as it is at the middle of the row. The jitter comes from `random`, one number a row, whether it is switched on or not.
 */
export function scanDistortion(
  timing: ScanTiming,
  values: DetectorValues,
  random: Random,
  { hasCalibrationErrors = true, hasLineErrors = true }: DistortionSwitches = {},
): ScanDistortion {
  const times = rowTimesS(timing, values.flybackUs);
  const rowJitterNm = times.map((timeS) => {
    const jitterA = values.lineJitterA * random.normal();
    const humA = values.mainsAmplitudeA * Math.sin(2 * Math.PI * values.mainsHz * (timing.startS + timeS));
    return hasLineErrors ? (jitterA + humA) / 10 : 0;
  });
  return {
    xScale: hasCalibrationErrors ? 1 + values.scanXErrorPercent / 100 : 1,
    yScale: hasCalibrationErrors ? 1 + values.scanYErrorPercent / 100 : 1,
    shearDeg: hasCalibrationErrors ? values.scanShearDeg : 0,
    rowJitterNm,
  };
}
