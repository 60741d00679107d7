import type { Image } from "../../core/image.js";
import { gaussianBlur } from "../../numeric/gaussianBlur.js";
import type { IndexedBasis, IndexedPeak, Vector } from "./reciprocalBasis.js";

/** How far the real lattice lies from the straight one, as a smooth field: strain, scan distortion and slow drift. */
export interface DisplacementField {
  /** Distance between nodes of the grid, which starts at pixel (0, 0). */
  readonly stepPx: number;
  /** Nodes along x. @unitless */
  readonly columns: number;
  /** Nodes along y. @unitless */
  readonly rows: number;
  readonly uxPx: Float32Array;
  readonly uyPx: Float32Array;
  /** How strongly the lattice is there, beside its typical strength; about 1 in a perfect crystal. @unitless */
  readonly order: Float32Array;
  /** Standard error of the displacement from the image's noise, per axis. */
  readonly errorPx: number;
}

/** Reflections used, strongest first. @unitless */
const mostReflections = 6;

/**
 * Measures the displacement field by geometric phase analysis: the phase of each strong reflection, low-passed, against the straight lattice.
 *
 * The low-pass is 2.5 cells wide, or wider where the dose is too low for that (an amplitude-to-noise ratio of 8 is kept); the mean
 * displacement is 0. Cost: one pass over the pixels a reflection. Source: Hytch, Snoeck and Kilaas 1998.
 */
export function displacementField(image: Image, slow: Float32Array, basis: IndexedBasis): DisplacementField {
  const reflections = [...basis.indexed].sort((p, q) => q.peak.ratio - p.peak.ratio).slice(0, mostReflections);
  const cellPx = Math.sqrt(1 / Math.abs(basis.g1PerPx[0] * basis.g2PerPx[1] - basis.g1PerPx[1] * basis.g2PerPx[0]));
  const stepPx = Math.max(3, cellPx / 2);
  const columns = Math.ceil((image.widthPx - 1) / stepPx) + 1;
  const rows = Math.ceil((image.heightPx - 1) / stepPx) + 1;
  const grid = { stepPx, columns, rows };
  const noise = noiseVariance(image);
  const locked = reflections.map((r) => lockIn(image, slow, vectorOf(basis, r), cellPx, noise, grid));
  const order = meanOrder(locked, columns * rows);
  const phases = locked.map((l) => relativePhase(l, columns, rows));
  return { ...grid, order, ...solveDisplacement(basis, reflections, phases, locked) };
}

/** A field that is zero everywhere: the straight lattice. */
export function noDisplacement(image: Image): DisplacementField {
  const zero = () => new Float32Array(4);
  const stepPx = Math.max(image.widthPx, image.heightPx);
  return { stepPx, columns: 2, rows: 2, uxPx: zero(), uyPx: zero(), order: zero().fill(1), errorPx: 0 };
}

/** The value of a field's grid at any pixel position, bilinear; outside the frame the nearest value. */
export function fieldAt(field: DisplacementField, values: Float32Array, xPx: number, yPx: number): number {
  const x = Math.min(Math.max(xPx / field.stepPx, 0), field.columns - 1.000001);
  const y = Math.min(Math.max(yPx / field.stepPx, 0), field.rows - 1.000001);
  const col = Math.floor(x);
  const row = Math.floor(y);
  const i = row * field.columns + col;
  const fx = x - col;
  const fy = y - row;
  const top = values[i] + fx * (values[i + 1] - values[i]);
  const bottom = values[i + field.columns] + fx * (values[i + field.columns + 1] - values[i + field.columns]);
  return top + fy * (bottom - top);
}

/** Variance of the noise of one pixel, from second differences along rows and columns, which hardly see the lattice. */
export function noiseVariance({ data, widthPx, heightPx }: Image): number {
  const squares: number[] = [];
  const stride = Math.max(1, Math.floor((widthPx * heightPx) / 40000));
  for (let i = widthPx + 1; i < data.length - widthPx - 1; i += stride) {
    const d =
      data[i - widthPx - 1] +
      data[i - widthPx + 1] +
      data[i + widthPx - 1] +
      data[i + widthPx + 1] +
      4 * data[i] -
      2 * (data[i - 1] + data[i + 1] + data[i - widthPx] + data[i + widthPx]);
    squares.push((d * d) / 36);
  }
  return squares.reduce((a, b) => a + b, 0) / squares.length;
}

function vectorOf(basis: IndexedBasis, { h, k }: IndexedPeak): Vector {
  return [h * basis.g1PerPx[0] + k * basis.g2PerPx[0], h * basis.g1PerPx[1] + k * basis.g2PerPx[1]];
}

interface Grid {
  readonly stepPx: number;
  readonly columns: number;
  readonly rows: number;
}

interface LockedReflection {
  readonly re: Float32Array;
  readonly im: Float32Array;
  /** Mean over the frame of the amplitude. */
  readonly amplitude: number;
  /** Variance of the phase from the image's noise, in square radians. */
  readonly phaseVariance: number;
}

/** Sums of blocks of binPx x binPx pixels: the low-pass that follows is far wider, so it may run on these. */
interface Bins {
  readonly binPx: number;
  readonly columns: number;
  readonly rows: number;
}

function lockIn(
  image: Image,
  slow: Float32Array,
  g: Vector,
  cellPx: number,
  noise: number,
  grid: Grid,
): LockedReflection {
  const narrowest = 2.5 * cellPx;
  const binPx = Math.max(1, Math.floor(narrowest / 5));
  const bins = { binPx, columns: Math.ceil(image.widthPx / binPx), rows: Math.ceil(image.heightPx / binPx) };
  const { re, im } = demodulated(image, slow, g, bins);
  const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);
  const amplitude = Math.max(Math.hypot(sum(re), sum(im)) / re.length, 1e-12);
  const forNoise = (8 * Math.sqrt(noise / (4 * Math.PI))) / amplitude;
  const sigma = Math.min(Math.max(narrowest, forNoise), Math.max(image.widthPx, image.heightPx) / 3) / binPx;
  const smooth = (values: Float32Array) => sampled(gaussianBlur(values, bins.columns, bins.rows, sigma), bins, grid);
  const phaseVariance = noise / (8 * Math.PI * (sigma * binPx * amplitude) ** 2);
  return { re: smooth(re), im: smooth(im), amplitude, phaseVariance };
}

/** Means over bins of the image times exp(-2 pi i g.r). */
function demodulated(
  { data, widthPx, heightPx }: Image,
  slow: Float32Array,
  g: Vector,
  { binPx, columns, rows }: Bins,
) {
  const re = new Float32Array(columns * rows);
  const im = new Float32Array(columns * rows);
  const pixels = new Float32Array(columns * rows);
  for (let row = 0, i = 0; row < heightPx; row++) {
    const line = Math.floor(row / binPx) * columns;
    for (let col = 0; col < widthPx; col++, i++) {
      const phase = -2 * Math.PI * (g[0] * col + g[1] * row);
      const value = data[i] - slow[i];
      const bin = line + Math.floor(col / binPx);
      re[bin] += value * Math.cos(phase);
      im[bin] += value * Math.sin(phase);
      pixels[bin]++;
    }
  }
  return { re: re.map((value, bin) => value / pixels[bin]), im: im.map((value, bin) => value / pixels[bin]) };
}

/** Values of the bins at the grid's nodes, bilinear. */
function sampled(values: Float32Array, bins: Bins, { stepPx, columns, rows }: Grid): Float32Array {
  const inBins = (px: number, count: number) => Math.min(Math.max((px + 0.5) / bins.binPx - 0.5, 0), count - 1);
  const out = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const y = inBins(row * stepPx, bins.rows);
    const y0 = Math.min(Math.floor(y), Math.max(0, bins.rows - 2));
    const y1 = Math.min(y0 + 1, bins.rows - 1);
    for (let col = 0; col < columns; col++) {
      const x = inBins(col * stepPx, bins.columns);
      const x0 = Math.min(Math.floor(x), Math.max(0, bins.columns - 2));
      const x1 = Math.min(x0 + 1, bins.columns - 1);
      const at = (r: number, c: number) => values[r * bins.columns + c];
      const top = at(y0, x0) + (x - x0) * (at(y0, x1) - at(y0, x0));
      const bottom = at(y1, x0) + (x - x0) * (at(y1, x1) - at(y1, x0));
      out[row * columns + col] = top + (y - y0) * (bottom - top);
    }
  }
  return out;
}

function meanOrder(locked: readonly LockedReflection[], nodes: number): Float32Array {
  const order = new Float32Array(nodes);
  for (const { re, im } of locked) for (let i = 0; i < nodes; i++) order[i] += Math.hypot(re[i], im[i]);
  const sorted = Float32Array.from(order).sort();
  const typical = sorted[Math.floor(0.75 * nodes)] || 1;
  return order.map((value) => value / typical);
}

/** Phase of a reflection, unwrapped outwards from where it is strongest, with its amplitude-weighted mean removed. */
function relativePhase({ re, im }: LockedReflection, columns: number, rows: number): Float32Array {
  const amplitude = re.map((value, i) => Math.hypot(value, im[i]));
  const phase = re.map((value, i) => Math.atan2(im[i], value));
  unwrapByAmplitude(phase, amplitude, columns, rows);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < phase.length; i++) {
    sum += amplitude[i] * phase[i];
    weight += amplitude[i];
  }
  return phase.map((value) => value - sum / weight);
}

/** Removes jumps of 2 pi in place: always next the strongest node beside those already done (a bucket queue on amplitude). */
function unwrapByAmplitude(phase: Float32Array, amplitude: Float32Array, columns: number, rows: number): void {
  const levels = 64;
  const largest = amplitude.reduce((a, b) => Math.max(a, b), 1e-30);
  const level = (i: number) => Math.min(levels - 1, Math.floor((levels * amplitude[i]) / largest));
  const done = new Uint8Array(phase.length);
  const buckets: number[][] = Array.from({ length: levels }, () => []);
  const parent = new Int32Array(phase.length).fill(-1);
  const start = amplitude.indexOf(largest);
  buckets[level(start)].push(start);
  for (let at = levels - 1; at >= 0; ) {
    const i = buckets[at].pop();
    if (i === undefined) {
      at--;
      continue;
    }
    if (done[i]) continue;
    done[i] = 1;
    if (parent[i] >= 0) phase[i] -= 2 * Math.PI * Math.round((phase[i] - phase[parent[i]]) / (2 * Math.PI));
    const col = i % columns;
    for (const j of [col > 0 ? i - 1 : -1, col < columns - 1 ? i + 1 : -1, i - columns, i + columns]) {
      if (j < 0 || j >= rows * columns || done[j]) continue;
      parent[j] = i;
      buckets[level(j)].push(j);
      at = Math.max(at, level(j));
    }
  }
}

/** Least squares of -2 pi g.u = phase over the reflections, strong ones counting more. */
function solveDisplacement(
  basis: IndexedBasis,
  reflections: readonly IndexedPeak[],
  phases: readonly Float32Array[],
  locked: readonly LockedReflection[],
): { uxPx: Float32Array; uyPx: Float32Array; errorPx: number } {
  const nodes = phases[0].length;
  const uxPx = new Float32Array(nodes);
  const uyPx = new Float32Array(nodes);
  const vectors = reflections.map((r) => vectorOf(basis, r));
  const weights = locked.map((l) => l.amplitude ** 2);
  const total = weights.reduce((a, b) => a + b, 0);
  let [xx, xy, yy] = [0, 0, 0];
  for (const [r, g] of vectors.entries()) {
    const w = weights[r] / total;
    xx += w * g[0] * g[0];
    xy += w * g[0] * g[1];
    yy += w * g[1] * g[1];
  }
  const det = xx * yy - xy * xy;
  let variance = 0;
  for (const [r, g] of vectors.entries()) {
    const [x, y] = [yy * g[0] - xy * g[1], xx * g[1] - xy * g[0]];
    variance += ((weights[r] / total / det) ** 2 * locked[r].phaseVariance * (x * x + y * y)) / (2 * Math.PI) ** 2 / 2;
  }
  for (let i = 0; i < nodes; i++) {
    let [x, y] = [0, 0];
    for (const [r, g] of vectors.entries()) {
      const shift = (-weights[r] / total) * (phases[r][i] / (2 * Math.PI));
      x += shift * g[0];
      y += shift * g[1];
    }
    uxPx[i] = (yy * x - xy * y) / det;
    uyPx[i] = (xx * y - xy * x) / det;
  }
  return { uxPx, uyPx, errorPx: Math.sqrt(variance) };
}
