import { at2, at4, type GaussianModel, GROUND, SLOPE, WEIGHT } from "./gaussianModel.js";

/** "elliptical": amplitude, x, y, a, b, c, offset; "circular": amplitude, x, y, a = c, offset (b = 0). */
export type GaussianShape = "elliptical" | "circular";

export const parameterCount = (shape: GaussianShape): number => (shape === "circular" ? 5 : 7);

// The normal equations are set up for the products E, E dx, E dy, then E dx^2, E dx dy, E dy^2 (circular: E (dx^2 + dy^2)), then 1:
// the derivatives of the model are these times factors, so their sums are the moments that gaussianSums collects.
type Terms = readonly (readonly (readonly [number, number])[])[];
const elliptical: Terms = [[[0, 0]], [[1, 0]], [[0, 1]], [[2, 0]], [[1, 1]], [[0, 2]]];
const circular: Terms = [
  [[0, 0]],
  [[1, 0]],
  [[0, 1]],
  [
    [2, 0],
    [0, 2],
  ],
];
const tables = { elliptical: indexTable(elliptical), circular: indexTable(circular) };

/** Where the entries of the matrix and the right side are found among the sums: lists of indices, made once. */
function indexTable(terms: Terms) {
  const n = terms.length + 1;
  const matrix: number[][] = Array.from({ length: n * n }, () => []);
  const right: number[][] = Array.from({ length: n }, () => []);
  terms.forEach((row, p) => {
    terms.forEach((column, q) => {
      for (const [i, j] of row) for (const [k, l] of column) matrix[p * n + q].push(at4(i + k, j + l));
    });
    for (const [i, j] of row) {
      matrix[p * n + n - 1].push(GROUND + at2(i, j));
      matrix[(n - 1) * n + p].push(GROUND + at2(i, j));
      right[p].push(SLOPE + at2(i, j));
    }
  });
  matrix[n * n - 1].push(WEIGHT);
  right[n - 1].push(WEIGHT + 1);
  return { matrix: matrix.map((list) => Int32Array.from(list)), right: right.map((list) => Int32Array.from(list)) };
}

/** Fills the n x n matrix and the n right sides of the normal equations from the sums. */
export function normalEquations(
  shape: GaussianShape,
  sums: Float64Array,
  matrix: Float64Array,
  right: Float64Array,
): void {
  const table = tables[shape];
  for (let i = 0; i < matrix.length; i++) matrix[i] = gather(sums, table.matrix[i]);
  for (let i = 0; i < right.length; i++) right[i] = gather(sums, table.right[i]);
}

function gather(sums: Float64Array, indices: Int32Array): number {
  let total = 0;
  for (let i = 0; i < indices.length; i++) total += sums[indices[i]];
  return total;
}

/**
 * The linear map from a solution of these equations to changes of the parameters in the order of the model: dp = map * step, n x n.
 * Undefined when amplitude or widths vanish, where the model says nothing about the position.
 */
export function stepMap(shape: GaussianShape, { amplitude, a, b, c }: GaussianModel, map: Float64Array): boolean {
  const n = parameterCount(shape);
  const determinant = amplitude * (a * c - b * b);
  if (!(Math.abs(determinant) > 0)) return false;
  map.fill(0);
  map[0] = 1;
  map[n + 1] = c / determinant;
  map[n + 2] = -b / determinant;
  map[2 * n + 1] = -b / determinant;
  map[2 * n + 2] = a / determinant;
  map[3 * n + 3] = -2 / amplitude;
  if (shape === "elliptical") {
    map[4 * n + 4] = -1 / amplitude;
    map[5 * n + 5] = -2 / amplitude;
  }
  map[n * n - 1] = 1;
  return true;
}
