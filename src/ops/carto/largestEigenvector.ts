/**
 * The eigenvector of the largest eigenvalue of a small symmetric matrix, of length 1: Jacobi's rotations.
 *
 * Source: Golub and Van Loan, Matrix Computations, ch. 8.5. Cost: some 10 sweeps of n^3 multiplications.
 *
 * @example
 * largestEigenvector([[2, 0], [0, 5]]); // [0, 1]
 */
export function largestEigenvector(symmetric: readonly (readonly number[])[]): number[] {
  const { values, vectors } = symmetricEigen(symmetric);
  const largest = values.indexOf(Math.max(...values));
  return vectors.map((row) => row[largest]!);
}

/** The eigenvalues of a small symmetric matrix, and its eigenvectors as columns. */
export function symmetricEigen(symmetric: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const vectors = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 30 && offDiagonal(a) > 0; sweep++)
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  return { values: a.map((row, i) => row[i]!), vectors };
}

/** What is left off the diagonal; 0 once it is lost in the rounding of the diagonal. */
function offDiagonal(a: readonly (readonly number[])[]): number {
  let [off, on] = [0, 0];
  a.forEach((row, i) => {
    row.forEach((value, j) => {
      if (i === j) on += value * value;
      else off += value * value;
    });
  });
  return off < 1e-34 * on ? 0 : off;
}

/** Turns the axes p and q so that a[p][q] becomes 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const [rowP, rowQ] = [a[p]!, a[q]!];
  if (rowP[q] === 0) return;
  const theta = (rowQ[q]! - rowP[p]!) / (2 * rowP[q]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of [...a, ...vectors]) turnPair(row, p, q, c, s);
  for (let j = 0; j < a.length; j++) {
    const [x, y] = [rowP[j]!, rowQ[j]!];
    rowP[j] = c * x - s * y;
    rowQ[j] = s * x + c * y;
  }
}

function turnPair(row: number[], p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p]!, row[q]!];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}
