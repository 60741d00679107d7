import { EmError } from "../../core/error.js";
import type { DiffractionValues } from "./diffractionParameters.js";
import type { Matrix3 } from "./reciprocalLattice.js";

/**
 * How a diffraction pattern is taken.
 *
 * The frame of the laboratory has x to the right, y downwards and z along the flight of the electrons. A pixel stands for an angle: its
 * distance from the centre, (sizePx - 1) / 2, times pixelMrad is the angle to the optical axis.
 */
export interface PatternView {
  readonly accelKv: number;
  /** Semi-angle of convergence: the radius of the disks; 0 for a parallel beam. */
  readonly convergenceMrad: number;
  /** Pixels a side. */
  readonly sizePx: number;
  /** Angle from the centre to the middle of a side. */
  readonly reachMrad: number;
  /** The rotation that takes directions of the specimen to those of the laboratory (the stage's tilts), 3 x 3 row after row. @unitless */
  readonly labFromSpecimen: Matrix3;
  readonly values: DiffractionValues;
}

/** Angle that a pixel stands for. */
export function pixelMradOf({ sizePx, reachMrad }: Pick<PatternView, "sizePx" | "reachMrad">): number {
  return (2 * reachMrad) / sizePx;
}

/** Refuses views that mean nothing. Errors: BadOption. */
export function checkView(view: PatternView): void {
  const { sizePx, reachMrad, convergenceMrad, labFromSpecimen } = view;
  if (!Number.isInteger(sizePx) || sizePx < 8 || sizePx > 4096)
    throw new EmError("BadOption", `sizePx is ${sizePx} px`, { fix: "Give a whole number from 8 to 4096 px." });
  if (!(reachMrad > 0 && reachMrad <= 500))
    throw new EmError("BadOption", `reachMrad is ${reachMrad} mrad`, { fix: "Give an angle above 0, up to 500 mrad." });
  if (!(convergenceMrad >= 0 && convergenceMrad <= 200))
    throw new EmError("BadOption", `convergenceMrad is ${convergenceMrad} mrad`, { fix: "Give 0 to 200 mrad." });
  checkRotation(labFromSpecimen);
}

/** Refuses what is no rotation. Errors: BadOption. */
export function checkRotation(matrix: Matrix3): void {
  const rows = [0, 3, 6].map((i) => matrix.slice(i, i + 3));
  const isRotation =
    matrix.length === 9 &&
    rows.every((u, i) =>
      rows.every((v, j) => Math.abs(u.reduce((sum, x, k) => sum + x * v[k], 0) - (i === j ? 1 : 0)) < 1e-6),
    );
  if (!isRotation)
    throw new EmError("BadOption", "a rotation is not one: its rows are not of length 1 and at right angles", {
      fix: "Give nine numbers, row after row, of an orthogonal 3 x 3 matrix.",
    });
}
