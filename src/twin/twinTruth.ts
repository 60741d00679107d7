import type { StagePosition } from "../instrument/stagePosition.js";

/** What really is the case under the beam of a twin. */
export interface TwinTruth {
  /** Where the stage really is. */
  readonly stage: StagePosition;
  /** How far the specimen is out of focus. */
  readonly focusNm: number;
  /** Angle between the beam and the zone axis of the specimen's main crystal. */
  readonly offZoneDeg: number;
  /** The place of the specimen on the optical axis. */
  readonly xNm: number;
  readonly yNm: number;
  /** The largest dose of that place so far. */
  readonly doseEPerA2: number;
}
