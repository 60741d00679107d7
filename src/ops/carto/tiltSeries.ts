import { type Trace, tiltFeature, traceAngleDeg, traceDirection } from "./feature.js";
import { isReachable, limitFraction, type StageLimit } from "./stageLimit.js";
import type { Tilt } from "./tilt.js";

/** One image of a series. */
export interface SeriesStep {
  /** The angle in the series. */
  readonly seriesDeg: number;
  readonly at: Tilt;
  /** 1 on the limit of the stage, more beyond it. */
  readonly limitFraction: number;
  readonly isReachable: boolean;
  /** How far the feature's line in the image has turned since the start, clockwise on the map. */
  readonly imageRotationDeg: number;
}

/** How a series turns. */
export interface SeriesOptions {
  readonly anglesDeg: readonly number[];
  /** `along` the trace or `against` it, about the trace. */
  readonly mode: "along" | "against";
  readonly limit: StageLimit;
}

/**
 * The tilts of a series about a feature rather than about an axis of the stage.
 *
 * Errors: E_NOT_FINITE. Source: Olszta and Fiedler 2024, section 3, "Tilt Series".
 */
export function tiltSeries(trace: Trace, { anglesDeg, mode, limit }: SeriesOptions): SeriesStep[] {
  const line = traceDirection(trace);
  return anglesDeg.map((seriesDeg) => {
    const at = tiltFeature(trace, seriesDeg, mode);
    return {
      seriesDeg,
      at,
      limitFraction: limitFraction(at, limit),
      isReachable: isReachable(at, limit),
      imageRotationDeg: rotationSince(line, at, trace.thetaDeg),
    };
  });
}

/** Between -90 and 90 degrees, as a line has no direction; 0 where the line is seen end on. */
function rotationSince(line: ReturnType<typeof traceDirection>, at: Tilt, thetaDeg: number): number {
  try {
    const turned = traceAngleDeg("line", line, at) - thetaDeg;
    return turned - 180 * Math.round(turned / 180) + 0;
  } catch {
    return 0;
  }
}
