import { numberFrom, oneOf, orNull, textUpTo, truth, wholeNumberFrom } from "../reader.js";
import { recordOf } from "../traits.js";
import { type MapLimit, type MapTilt, readLimit, readTilt } from "./tiltMapModel.js";

/** What a tilt map is told of the instrument. */
export interface MapInstrument {
  /** As it was asked for: "twin:mxene?seed=7". */
  readonly address: string;
  readonly isHardware: boolean;
  readonly activity: "rest" | "moving" | "acquiring" | "stopped";
  /** Why it cannot be tilted now; "" when it can. */
  readonly reason: string;
  /** The limit of its holder; null where that is not known. */
  readonly limit: MapLimit | null;
}

/** What a move to the planned tilt would be: it was looked at, and nothing was moved. */
export interface MapDryRun {
  readonly from: MapTilt;
  readonly to: MapTilt;
  readonly isAllowed: boolean;
  /** Why not; "" when it is allowed. */
  readonly reason: string;
  readonly pathDeg: number;
  /** Motions that the path is made of. @unitless */
  readonly steps: number;
}

/** Reads what is told of an instrument, or null for none. */
export const readMapInstrument = orNull(
  recordOf<MapInstrument>({
    address: { read: textUpTo(1000) },
    isHardware: { read: truth },
    activity: { read: oneOf(["rest", "moving", "acquiring", "stopped"] as const) },
    reason: { read: textUpTo(2000) },
    limit: { read: orNull(readLimit) },
  }),
);

/** Reads the result of a dry run, or null for none. */
export const readDryRun = orNull(
  recordOf<MapDryRun>({
    from: { read: readTilt },
    to: { read: readTilt },
    isAllowed: { read: truth },
    reason: { read: textUpTo(2000) },
    pathDeg: { read: numberFrom(0, 360) },
    steps: { read: wholeNumberFrom(0, 10_000) },
  }),
);
