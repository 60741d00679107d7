/** Three components along x, y and z. */
export type Vec3 = readonly [number, number, number];

/** The scalar product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The vector product, right-handed. */
export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The length, without overflow for large components. */
export function norm(v: Vec3): number {
  return Math.hypot(v[0], v[1], v[2]);
}

/** The vector times a number. */
export function scaled(v: Vec3, factor: number): Vec3 {
  return [v[0] * factor, v[1] * factor, v[2] * factor];
}

/** The sum p a + q b. */
export function combined(a: Vec3, p: number, b: Vec3, q: number): Vec3 {
  return [a[0] * p + b[0] * q, a[1] * p + b[1] * q, a[2] * p + b[2] * q];
}

/** The vector of length 1 along v; the zero vector has none, and its components come back as NaN. */
export function unit(v: Vec3): Vec3 {
  const length = norm(v);
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** The angle between two vectors, 0 to 180 degrees; by the arc tangent, so that it is exact near 0 and 180 as well. */
export function angleDegBetween(a: Vec3, b: Vec3): number {
  return (Math.atan2(norm(cross(a, b)), dot(a, b)) * 180) / Math.PI;
}

/** A unit vector at right angles to a unit vector. */
export function anyPerpendicular(v: Vec3): Vec3 {
  const [x, y, z] = [Math.abs(v[0]), Math.abs(v[1]), Math.abs(v[2])];
  const axis: Vec3 = x <= y && x <= z ? [1, 0, 0] : y <= z ? [0, 1, 0] : [0, 0, 1];
  return unit(cross(v, axis));
}
