/** A rotation in space: nine numbers, row after row. It takes column vectors. */
export type Rotation = readonly number[];

/** A vector in space. */
export type Vector = readonly [x: number, y: number, z: number];

const radians = Math.PI / 180;

/** A right-handed rotation about x, y or z. */
export function rotationAbout(axis: "x" | "y" | "z", angleDeg: number): Rotation {
  const [c, s] = [Math.cos(angleDeg * radians), Math.sin(angleDeg * radians)];
  if (axis === "x") return [1, 0, 0, 0, c, -s, 0, s, c];
  return axis === "y" ? [c, 0, s, 0, 1, 0, -s, 0, c] : [c, -s, 0, s, c, 0, 0, 0, 1];
}

/** The rotation that does the last one first, and so on to the first. */
export function composed(...rotations: readonly Rotation[]): Rotation {
  return rotations.reduce((left, right) =>
    Array.from({ length: 9 }, (_, k) => {
      const [row, column] = [3 * Math.floor(k / 3), k % 3];
      return left[row] * right[column] + left[row + 1] * right[column + 3] + left[row + 2] * right[column + 6];
    }),
  );
}

/** The rotation back. */
export function inverse(r: Rotation): Rotation {
  return [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]];
}

/** What a rotation makes of a vector. */
export function rotated(r: Rotation, [x, y, z]: Vector): Vector {
  return [r[0] * x + r[1] * y + r[2] * z, r[3] * x + r[4] * y + r[5] * z, r[6] * x + r[7] * y + r[8] * z];
}

/**
 * From specimen to microscope at a tilt of the stage: alpha about x turns the frame that carries the axis of beta, y.
 *
 * The beam runs along z of the microscope.
 */
export function stageRotation(alphaDeg: number, betaDeg: number): Rotation {
  return composed(rotationAbout("x", alphaDeg), rotationAbout("y", betaDeg));
}

/** The tilts of the stage that bring a direction of the specimen along the beam; its z must be above 0. */
export function tiltTo([x, y, z]: Vector): { alphaDeg: number; betaDeg: number } {
  const betaDeg = -Math.atan2(x, z) / radians;
  return { alphaDeg: Math.atan2(y, Math.hypot(x, z)) / radians, betaDeg };
}

/** A rotation drawn evenly from all, out of three numbers from 0 to 1. Source: Shoemake, Graphics Gems III (1992), 124. */
export function evenRotation(u1: number, u2: number, u3: number): Rotation {
  const [inner, outer] = [Math.sqrt(1 - u1), Math.sqrt(u1)];
  const x = inner * Math.sin(2 * Math.PI * u2);
  const y = inner * Math.cos(2 * Math.PI * u2);
  const z = outer * Math.sin(2 * Math.PI * u3);
  const w = outer * Math.cos(2 * Math.PI * u3);
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - z * w),
    2 * (x * z + y * w),
    2 * (x * y + z * w),
    1 - 2 * (x * x + z * z),
    2 * (y * z - x * w),
    2 * (x * z - y * w),
    2 * (y * z + x * w),
    1 - 2 * (x * x + y * y),
  ];
}

/**
 * Euler angles of a rotation from crystal to specimen, by Bunge's convention (from specimen to crystal about z, x', z'').
 *
 * Source: Bunge, Texture Analysis in Materials Science (1982), chapter 2. Where PHI is 0 only the sum is given, and phi2 is 0.
 */
export function bungeEuler(r: Rotation): { phi1Deg: number; phiDeg: number; phi2Deg: number } {
  const positive = (angle: number) => (angle / radians + 360) % 360;
  const phiDeg = Math.acos(Math.min(1, Math.max(-1, r[8]))) / radians;
  if (Math.hypot(r[2], r[5]) < 1e-9) return { phi1Deg: positive(Math.atan2(r[3], r[0])), phiDeg, phi2Deg: 0 };
  return { phi1Deg: positive(Math.atan2(r[2], -r[5])), phiDeg, phi2Deg: positive(Math.atan2(r[6], r[7])) };
}
