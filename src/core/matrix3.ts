import { dot, type Vec3 } from "./vector3.js";

/** A matrix of three rows. */
export type Matrix3 = readonly [Vec3, Vec3, Vec3];

/** The matrix that changes nothing. */
export const identity3: Matrix3 = Object.freeze([
  Object.freeze([1, 0, 0] as const),
  Object.freeze([0, 1, 0] as const),
  Object.freeze([0, 0, 1] as const),
] as const);

/** The matrix times a column vector. */
export function apply(m: Matrix3, v: Vec3): Vec3 {
  return [dot(m[0], v), dot(m[1], v), dot(m[2], v)];
}

/** Rows turned into columns; of a rotation this is the inverse. */
export function transposed(m: Matrix3): Matrix3 {
  return [
    [m[0][0], m[1][0], m[2][0]],
    [m[0][1], m[1][1], m[2][1]],
    [m[0][2], m[1][2], m[2][2]],
  ];
}

/** The product a b: first b acts, then a. */
export function multiplied(a: Matrix3, b: Matrix3): Matrix3 {
  const [x, y, z] = transposed(b);
  const row = (r: Vec3): Vec3 => [dot(r, x), dot(r, y), dot(r, z)];
  return [row(a[0]), row(a[1]), row(a[2])];
}

/** The determinant. */
export function determinant(m: Matrix3): number {
  const [a, b, c] = m;
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}

/** The inverse, by cofactors; the components are infinite or NaN where the determinant is 0. */
export function inverted(m: Matrix3): Matrix3 {
  const [a, b, c] = m;
  const d = determinant(m);
  return [
    [(b[1] * c[2] - b[2] * c[1]) / d, (a[2] * c[1] - a[1] * c[2]) / d, (a[1] * b[2] - a[2] * b[1]) / d],
    [(b[2] * c[0] - b[0] * c[2]) / d, (a[0] * c[2] - a[2] * c[0]) / d, (a[2] * b[0] - a[0] * b[2]) / d],
    [(b[0] * c[1] - b[1] * c[0]) / d, (a[1] * c[0] - a[0] * c[1]) / d, (a[0] * b[1] - a[1] * b[0]) / d],
  ];
}

/**
 * The rotation by an angle about a unit axis, right-handed: Rodrigues' formula.
 *
 * @example
 * apply(rotationAbout([0, 0, 1], 90), [1, 0, 0]); // [0, 1, 0] to rounding
 */
export function rotationAbout(axis: Vec3, angleDeg: number): Matrix3 {
  const angle = (angleDeg * Math.PI) / 180;
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  const [x, y, z] = axis;
  const t = 1 - c;
  return [
    [t * x * x + c, t * x * y - s * z, t * x * z + s * y],
    [t * x * y + s * z, t * y * y + c, t * y * z - s * x],
    [t * x * z - s * y, t * y * z + s * x, t * z * z + c],
  ];
}

/** The angle of a rotation, 0 to 180 degrees. */
export function rotationAngleDeg(m: Matrix3): number {
  const sine = Math.hypot(m[2][1] - m[1][2], m[0][2] - m[2][0], m[1][0] - m[0][1]);
  return (Math.atan2(sine, m[0][0] + m[1][1] + m[2][2] - 1) * 180) / Math.PI;
}
