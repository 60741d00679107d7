import { seededRandom } from "../../src/core/random.js";

/** Numbers from -0.5 to 0.5, the same for the same seed. */
export function noise(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => random.uniform() - 0.5);
}

export interface Complex64 {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The definition of the Fourier transform in float64: rows, then columns, each by the sum over all its terms. */
export function slowFft2(re: ArrayLike<number>, im: ArrayLike<number>, width: number, height: number): Complex64 {
  const rows: Complex64 = { re: new Float64Array(width * height), im: new Float64Array(width * height) };
  const out: Complex64 = { re: new Float64Array(width * height), im: new Float64Array(width * height) };
  for (let y = 0; y < height; y++) slowFft({ re, im }, rows, y * width, 1, width);
  for (let x = 0; x < width; x++) slowFft(rows, out, x, width, height);
  return out;
}

/** The same for sizes that are powers of two, fast enough for whole frames: radix 2, float64. */
export function quickFft2(re: ArrayLike<number>, width: number, height: number): Complex64 {
  const out: Complex64 = { re: Float64Array.from(re), im: new Float64Array(width * height) };
  const pass = (count: number, n: number, start: number, step: number) => {
    for (let line = 0; line < count; line++) {
      const at = (k: number) => line * start + k * step;
      const row = quickFft(
        Float64Array.from({ length: n }, (_, k) => out.re[at(k)]!),
        Float64Array.from({ length: n }, (_, k) => out.im[at(k)]!),
      );
      for (let k = 0; k < n; k++) {
        out.re[at(k)] = row.re[k]!;
        out.im[at(k)] = row.im[k]!;
      }
    }
  };
  pass(height, width, width, 1);
  pass(width, height, 1, width);
  return out;
}

function quickFft(re: Float64Array, im: Float64Array): Complex64 {
  const n = re.length;
  if (n === 1) return { re, im };
  const half = (values: Float64Array, odd: number) => values.filter((_, i) => i % 2 === odd);
  const even = quickFft(half(re, 0), half(im, 0));
  const odd = quickFft(half(re, 1), half(im, 1));
  const out: Complex64 = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let k = 0; k < n / 2; k++) {
    const c = Math.cos((-2 * Math.PI * k) / n);
    const s = Math.sin((-2 * Math.PI * k) / n);
    const tr = c * odd.re[k]! - s * odd.im[k]!;
    const ti = c * odd.im[k]! + s * odd.re[k]!;
    out.re[k] = even.re[k]! + tr;
    out.im[k] = even.im[k]! + ti;
    out.re[k + n / 2] = even.re[k]! - tr;
    out.im[k + n / 2] = even.im[k]! - ti;
  }
  return out;
}

function slowFft(
  from: { re: ArrayLike<number>; im: ArrayLike<number> },
  to: Complex64,
  start: number,
  step: number,
  n: number,
): void {
  for (let k = 0; k < n; k++) {
    let re = 0;
    let im = 0;
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * ((j * k) % n)) / n;
      const c = Math.cos(angle);
      const s = Math.sin(angle);
      const a = from.re[start + j * step]!;
      const b = from.im[start + j * step]!;
      re += a * c - b * s;
      im += a * s + b * c;
    }
    to.re[start + k * step] = re;
    to.im[start + k * step] = im;
  }
}

/** Root mean square of the difference over the root mean square of the reference. */
export function relativeError(actual: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (actual.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let error = 0;
  let norm = 0;
  for (let i = 0; i < wanted.length; i++) {
    error += (actual[i]! - wanted[i]!) ** 2;
    norm += wanted[i]! ** 2;
  }
  return norm === 0 ? Math.sqrt(error) : Math.sqrt(error / norm);
}

/** The image with zeros behind its columns and rows. */
export function padded(data: Float32Array, width: number, height: number, toWidth: number, toHeight: number) {
  const out = new Float32Array(toWidth * toHeight);
  for (let y = 0; y < height; y++) out.set(data.subarray(y * width, (y + 1) * width), y * toWidth);
  return out;
}
