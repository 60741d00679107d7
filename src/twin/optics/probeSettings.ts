/** Everything that shapes the probe. Aberrations by Haider's names; two components each where they have a direction. */
export interface ProbeSettings {
  readonly accelKv: number;
  readonly convergenceMrad: number;
  /** C1; positive is overfocus. */
  readonly defocusNm: number;
  /** A1. */
  readonly twoFoldXNm: number;
  readonly twoFoldYNm: number;
  /** B2. */
  readonly comaXNm: number;
  readonly comaYNm: number;
  /** A2. */
  readonly threeFoldXNm: number;
  readonly threeFoldYNm: number;
  /** C3. */
  readonly sphericalUm: number;
  /** Standard deviation of the defocus from the energy spread and the chromatic aberration. */
  readonly focalSpreadNm: number;
  /** Width at half maximum of the source's image on the specimen; 0 for a point. */
  readonly sourceFwhmNm: number;
}
