/** The electron beam as it is set. */
export interface BeamSettings {
  /** Accelerating voltage. */
  readonly accelKv: number;
  /** Semi-angle of convergence. */
  readonly convergenceMrad: number;
  readonly currentPicoAmp: number;
  /** C1; 0 is in focus, positive is overfocus. */
  readonly defocusNm: number;
  /** A1, two-fold astigmatism, its two components. */
  readonly twoFoldXNm: number;
  readonly twoFoldYNm: number;
  /** B2, axial coma, its two components. */
  readonly comaXNm: number;
  readonly comaYNm: number;
  /** Shift of the beam over the specimen. */
  readonly shiftXNm: number;
  readonly shiftYNm: number;
}

/** What the beam is set to, and whether it reaches the specimen. */
export interface BeamState extends BeamSettings {
  readonly isBlanked: boolean;
}

/** The names of all settings, in the order in which they are listed. */
export const beamSettingNames = [
  "accelKv",
  "convergenceMrad",
  "currentPicoAmp",
  "defocusNm",
  "twoFoldXNm",
  "twoFoldYNm",
  "comaXNm",
  "comaYNm",
  "shiftXNm",
  "shiftYNm",
] as const satisfies readonly (keyof BeamSettings)[];
