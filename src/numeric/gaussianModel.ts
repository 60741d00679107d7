/**
 * A two-dimensional Gaussian on a flat ground: offset + amplitude exp(-(a dx^2 + 2 b dx dy + c dy^2) / 2), dx = x - xPx, dy = y - yPx.
 * In a, b, c the model is smooth where sigmas and an angle are not: a round peak has no angle.
 */
export interface GaussianModel {
  amplitude: number;
  xPx: number;
  yPx: number;
  /** Per square pixel. @unitless */
  a: number;
  b: number;
  c: number;
  offset: number;
}

/** A rectangle of an image, edges included, and the weights of its pixels. */
export interface FitWindow {
  readonly data: Float32Array;
  readonly weights: Float32Array | undefined;
  readonly widthPx: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * The sums that normal equations of the model are made of; E is the Gaussian of height 1, w the weight, r the residual. Indices:
 * 0-14: w E^2 dx^i dy^j, i + j <= 4; 15-20: w E dx^i dy^j, i + j <= 2; 21-26: w r E dx^i dy^j, i + j <= 2; then w, w r, w r^2.
 */
export const SUMS = 30;
export const GROUND = 15;
export const SLOPE = 21;
export const WEIGHT = 27;

/** Index of dx^i dy^j in a list of all such products with i + j up to a bound, sorted by j, for the bounds 4 and 2. */
export const at4 = (i: number, j: number): number => i + 5 * j - (j * (j - 1)) / 2;
export const at2 = (i: number, j: number): number => i + 3 * j - (j * (j - 1)) / 2;

/** A power of e below this is 0 in float64 or may be multiplied to infinity. */
const SAFE_EXPONENT = 300;

const columnFactors = new Float64Array(1024);

/** Adds the sums of a model over a window into `sums` (zeroed first); gives the weighted sum of squared residuals. */
export function gaussianSums(model: GaussianModel, window: FitWindow, sums: Float64Array): number {
  const { a, b, c, xPx, yPx } = model;
  const { left, right, top, bottom } = window;
  sums.fill(0);
  const reachX = Math.max(xPx - left, right - xPx);
  const reachY = Math.max(yPx - top, bottom - yPx);
  // exp(-a dx^2 / 2) exp(-c dy^2 / 2) exp(-b dx dy) costs two exponentials a row, unless one of the factors leaves the range of float64.
  const safe =
    Math.max(a * reachX * reachX, c * reachY * reachY, 2 * Math.abs(b) * reachX * reachY) < 2 * SAFE_EXPONENT;
  const separable = safe && right - left < columnFactors.length;
  if (separable) {
    for (let x = left; x <= right; x++) columnFactors[x - left] = Math.exp(-0.5 * a * (x - xPx) ** 2);
  }
  for (let y = top; y <= bottom; y++) {
    if (separable) addRow(model, window, y, sums);
    else addRowDirectly(model, window, y, sums);
  }
  return sums[WEIGHT + 2];
}

function addRow(
  model: GaussianModel,
  { data, weights, widthPx, left, right }: FitWindow,
  y: number,
  sums: Float64Array,
) {
  const { amplitude, xPx, b, c, offset } = model;
  const dy = y - model.yPx;
  let factor = Math.exp(-0.5 * c * dy * dy - b * (left - xPx) * dy);
  const ratio = Math.exp(-b * dy);
  let e0 = 0;
  let e1 = 0;
  let e2 = 0;
  let e3 = 0;
  let e4 = 0;
  let g0 = 0;
  let g1 = 0;
  let g2 = 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let weight = 0;
  let residual = 0;
  let squares = 0;
  const row = y * widthPx;
  for (let x = left; x <= right; x++) {
    const e = columnFactors[x - left] * factor;
    factor *= ratio;
    const dx = x - xPx;
    const r = data[row + x] - offset - amplitude * e;
    const w = weights ? weights[row + x] : 1;
    const wr = w * r;
    const we = w * e;
    let term = we * e;
    e0 += term;
    term *= dx;
    e1 += term;
    term *= dx;
    e2 += term;
    term *= dx;
    e3 += term;
    e4 += term * dx;
    g0 += we;
    g1 += we * dx;
    g2 += we * dx * dx;
    const re = wr * e;
    s0 += re;
    s1 += re * dx;
    s2 += re * dx * dx;
    weight += w;
    residual += wr;
    squares += wr * r;
  }
  addPowers(sums, dy, e0, e1, e2, e3, e4);
  addPowers2(sums, GROUND, dy, g0, g1, g2);
  addPowers2(sums, SLOPE, dy, s0, s1, s2);
  sums[WEIGHT] += weight;
  sums[WEIGHT + 1] += residual;
  sums[WEIGHT + 2] += squares;
}

/** Multiplies the sums of a row by the powers of dy: at4 order. */
function addPowers(sums: Float64Array, dy: number, e0: number, e1: number, e2: number, e3: number, e4: number): void {
  const dy2 = dy * dy;
  sums[0] += e0;
  sums[1] += e1;
  sums[2] += e2;
  sums[3] += e3;
  sums[4] += e4;
  sums[5] += e0 * dy;
  sums[6] += e1 * dy;
  sums[7] += e2 * dy;
  sums[8] += e3 * dy;
  sums[9] += e0 * dy2;
  sums[10] += e1 * dy2;
  sums[11] += e2 * dy2;
  sums[12] += e0 * dy2 * dy;
  sums[13] += e1 * dy2 * dy;
  sums[14] += e0 * dy2 * dy2;
}

function addPowers2(sums: Float64Array, start: number, dy: number, e0: number, e1: number, e2: number): void {
  sums[start] += e0;
  sums[start + 1] += e1;
  sums[start + 2] += e2;
  sums[start + 3] += e0 * dy;
  sums[start + 4] += e1 * dy;
  sums[start + 5] += e0 * dy * dy;
}

/** The same sums, one exponential a pixel: for narrow, tilted peaks in wide windows. */
function addRowDirectly(model: GaussianModel, window: FitWindow, y: number, sums: Float64Array): void {
  const { amplitude, xPx, a, b, c, offset } = model;
  const dy = y - model.yPx;
  for (let x = window.left; x <= window.right; x++) {
    const dx = x - xPx;
    const e = Math.exp(-0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy));
    const i = y * window.widthPx + x;
    const w = window.weights ? window.weights[i] : 1;
    const r = window.data[i] - offset - amplitude * e;
    const ee = w * e * e;
    addPowers(sums, dy, ee, ee * dx, ee * dx * dx, ee * dx ** 3, ee * dx ** 4);
    addPowers2(sums, GROUND, dy, w * e, w * e * dx, w * e * dx * dx);
    addPowers2(sums, SLOPE, dy, w * e * r, w * e * r * dx, w * e * r * dx * dx);
    sums[WEIGHT] += w;
    sums[WEIGHT + 1] += w * r;
    sums[WEIGHT + 2] += w * r * r;
  }
}
