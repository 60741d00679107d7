import fc from "fast-check";
import type { Matrix3 } from "../../../src/core/matrix3.js";
import { rotationAbout } from "../../../src/core/matrix3.js";
import { unit, type Vec3 } from "../../../src/core/vector3.js";
import type { Tilt } from "../../../src/ops/carto/tilt.js";

const within = (most: number) => fc.double({ min: -most, max: most, noNaN: true });

/** Tilts within a range of both axes. */
export function anyTilt(mostDeg: number): fc.Arbitrary<Tilt> {
  return fc.record({ alphaDeg: within(mostDeg), betaDeg: within(mostDeg) }, { noNullPrototype: true });
}

/** Unit vectors. */
export const anyDirection: fc.Arbitrary<Vec3> = fc
  .tuple(within(1), within(1), within(1))
  .filter((v) => Math.hypot(...v) > 0.05)
  .map((v) => unit(v));

/** Rotations. */
export const anyRotation: fc.Arbitrary<Matrix3> = fc
  .tuple(anyDirection, within(180))
  .map(([axis, angleDeg]) => rotationAbout(axis, angleDeg));
