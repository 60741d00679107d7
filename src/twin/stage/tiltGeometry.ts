import type { StagePosition } from "../../instrument/stagePosition.js";
import type { SpecimenView } from "../detectors/scanGeometry.js";
import type { TwinSpecimen } from "../specimens/specimen.js";
import type { StageValues } from "./stageParameters.js";

/** A point in the frame of the microscope, whose z axis is the optical axis and whose z = 0 is in focus at defocus 0; or of the specimen. */
export interface SpacePoint {
  readonly xNm: number;
  readonly yNm: number;
  readonly zNm: number;
}

/** A point in a plane. */
export interface PlanePoint {
  readonly xNm: number;
  readonly yNm: number;
}

/** Where the axis of alpha lies: along x, at this y and this height. */
export type TiltAxis = Pick<StageValues, "tiltAxisYUm" | "tiltAxisZUm">;

/** What of a specimen its view depends on. */
export type ViewedSpecimen = Pick<TwinSpecimen, "heightNm" | "zoneTilt">;

/**
 * The rotation that a stage's tilts make, row after row: Rx(alpha) Ry(beta).
 *
 * Alpha turns about the microscope's x axis, from y towards z; beta about the holder's y axis, from z towards x, which alpha has turned
 * with the holder.
 */
export function tiltRotation({ alphaDeg, betaDeg }: Pick<StagePosition, "alphaDeg" | "betaDeg">): number[] {
  const [ca, sa] = [cosDeg(alphaDeg), sinDeg(alphaDeg)];
  const [cb, sb] = [cosDeg(betaDeg), sinDeg(betaDeg)];
  return [cb, 0, sb, sa * sb, ca, -sa * cb, -ca * sb, sa, ca * cb];
}

/**
 * Where a point of the specimen is in the microscope.
 *
 * point: on the specimen, with its height above the specimen's plane. The holder is turned by beta about the specimen's origin, then
 * shifted by the stage, then turned by alpha about the tilt axis, which stands still: shifts of the stage turn with alpha, and z brings
 * the specimen to the axis (eucentric height). With stage and tilts at zero a point is where its own coordinates say; the stage at +x
 * carries the specimen to +x, so the optical axis then meets the specimen at -x.
 */
export function labPoint(point: SpacePoint, stage: StagePosition, axis: TiltAxis): SpacePoint {
  const beta = tiltRotation({ alphaDeg: 0, betaDeg: stage.betaDeg });
  const xNm = beta[0] * point.xNm + beta[2] * point.zNm + 1000 * stage.xUm;
  const yFromAxis = point.yNm + 1000 * (stage.yUm - axis.tiltAxisYUm);
  const zFromAxis = beta[6] * point.xNm + beta[8] * point.zNm + 1000 * (stage.zUm - axis.tiltAxisZUm);
  const [c, s] = [cosDeg(stage.alphaDeg), sinDeg(stage.alphaDeg)];
  return {
    xNm,
    yNm: 1000 * axis.tiltAxisYUm + c * yFromAxis - s * zFromAxis,
    zNm: 1000 * axis.tiltAxisZUm + s * yFromAxis + c * zFromAxis,
  };
}

const mostRounds = 40;
const closeNm = 1e-7;

/**
 * The point of the specimen's surface under a point of the microscope's plane: what the beam meets there.
 *
 * On a rough surface the height decides where the beam lands and the reverse: solved by repetition, which settles where the surface is
 * less steep than the beam; at the edge of a step it ends on one side. Cost: a few calls of heightNm.
 */
export function specimenPointUnder(
  lab: PlanePoint,
  stage: StagePosition,
  axis: TiltAxis,
  heightNm: ViewedSpecimen["heightNm"],
): SpacePoint {
  const [xx, , , yx, yy] = tiltRotation(stage);
  let zNm = 0;
  for (let round = 0; ; round++) {
    const origin = labPoint({ xNm: 0, yNm: 0, zNm }, stage, axis);
    const xNm = (lab.xNm - origin.xNm) / xx;
    const yNm = (lab.yNm - origin.yNm - yx * xNm) / yy;
    const nextNm = heightNm(xNm, yNm);
    if (Math.abs(nextNm - zNm) <= closeNm || round === mostRounds) return { xNm, yNm, zNm: nextNm };
    zNm = nextNm;
  }
}

/**
 * How the specimen lies under the beam for a stage that is really there.
 *
 * toLab is the part of the rotation that the plane shows: foreshortening, and a shear where both tilts are at work. lean is 0 at the
 * specimen's zone tilt. heightNm is the surface's height on the optical axis above z = 0 of the microscope.
 */
export function specimenView(stage: StagePosition, axis: TiltAxis, specimen: ViewedSpecimen): SpecimenView {
  const rotation = tiltRotation(stage);
  const centre = specimenPointUnder({ xNm: 0, yNm: 0 }, stage, axis, (x, y) => specimen.heightNm(x, y));
  const [leanX, leanY] = leanOf(rotation, tiltRotation(specimen.zoneTilt));
  return {
    centreXNm: centre.xNm,
    centreYNm: centre.yNm,
    toLab: [rotation[0], rotation[1], rotation[3], rotation[4]],
    leanX,
    leanY,
    heightNm: labPoint(centre, stage, axis).zNm,
  };
}

/** Sideways way per way up of the zone axis, which at `zone` stands upright. */
function leanOf(rotation: readonly number[], zone: readonly number[]): [number, number] {
  // The specimen's direction that stands upright at the zone tilt is the last row of that rotation.
  const row = (i: number) => rotation[i] * zone[6] + rotation[i + 1] * zone[7] + rotation[i + 2] * zone[8];
  return [row(0) / row(6), row(3) / row(6)];
}

function cosDeg(angleDeg: number): number {
  return Math.cos((angleDeg * Math.PI) / 180);
}

function sinDeg(angleDeg: number): number {
  return Math.sin((angleDeg * Math.PI) / 180);
}
