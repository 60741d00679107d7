/** Where the beam goes in a scan, in the fixed frame of the microscope whose origin is the optical axis. */
export interface ScanGeometry {
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the operator believes; the distortions below make the true step another. */
  readonly pixelNm: number;
  readonly rotationDeg: number;
  /** Middle of the frame: the shift of the beam. */
  readonly centreXNm: number;
  readonly centreYNm: number;
  /** True over believed length of a step, and the lean of the columns. @unitless */
  readonly xScale: number;
  /** @unitless */
  readonly yScale: number;
  readonly shearDeg: number;
  /** How far the specimen has moved when each row is taken, from where it was at the first: drift, creep, vibration; in nm, heightPx values. @unitless */
  readonly specimenXNm: Float64Array;
  readonly specimenYNm: Float64Array;
  /** Sideways error of the beam in each row (scan noise), in nm along the row, heightPx values. @unitless */
  readonly rowJitterNm: Float64Array;
}

/** How the specimen lies under the beam: what a tilted stage makes of its plane. */
export interface SpecimenView {
  /** The point of the specimen that lies on the optical axis. */
  readonly centreXNm: number;
  readonly centreYNm: number;
  /** Microscope nm per specimen nm, a 2 x 2 matrix row after row: rotation and foreshortening. @unitless */
  readonly toLab: readonly [number, number, number, number];
  /** How far a column leans sideways, in microscope nm per nm of its thickness: tangent of the angle off its zone axis. @unitless */
  readonly leanX: number;
  /** @unitless */
  readonly leanY: number;
  /** Height of the specimen's surface at the centre above the plane of focus zero. */
  readonly heightNm: number;
}
