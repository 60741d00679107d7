/**
 * Factors a symmetric positive definite matrix into L L^T (Cholesky).
 *
 * a: n x n values row after row, of which the lower triangle is read and overwritten with L. Gives false, with `a` half overwritten, when
 * the matrix is not positive definite (to rounding). Cost: n^3 / 6 multiplications. Source: Golub and Van Loan, Matrix Computations, ch. 4.2.
 *
 * @example
 * const a = Float64Array.of(4, 0, 2, 5);
 * choleskyFactor(a, 2); // true; a is 2, 0, 1, 2
 */
export function choleskyFactor(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      if (j < i) a[i * n + j] = sum / a[j * n + j];
      else if (sum > 0) a[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/**
 * Solves L L^T x = b in place, L from choleskyFactor, b of n values.
 *
 * @example
 * const b = Float64Array.of(8, 12);
 * choleskySolve(Float64Array.of(2, 0, 1, 2), 2, b); // b is 1, 2
 */
export function choleskySolve(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * b[k];
    b[i] = sum / factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * b[k];
    b[i] = sum / factor[i * n + i];
  }
}

/** The inverse of L L^T, whole and symmetric, n x n values; L from choleskyFactor. Cost: n^3 multiplications. */
export function choleskyInverse(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    choleskySolve(factor, n, column);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i];
  }
  return inverse;
}

/** Eigenvalues of a symmetric 2 x 2 matrix and the direction of the first. */
export interface Eigen2 {
  /** The larger eigenvalue. @unitless */
  readonly large: number;
  /** The smaller eigenvalue. @unitless */
  readonly small: number;
  /** Angle of the eigenvector of `large`, from the first axis towards the second, above -pi / 2 and up to pi / 2; 0 when both are equal. */
  readonly angleRad: number;
}

/**
 * Eigenvalues and axes of the symmetric matrix [[a, b], [b, c]].
 *
 * @example
 * eigenSymmetric2(2, 1, 2); // { large: 3, small: 1, angleRad: pi / 4 }
 */
export function eigenSymmetric2(a: number, b: number, c: number): Eigen2 {
  const mean = (a + c) / 2;
  const radius = Math.hypot((a - c) / 2, b);
  return { large: mean + radius, small: mean - radius, angleRad: 0.5 * Math.atan2(2 * b, a - c) };
}
