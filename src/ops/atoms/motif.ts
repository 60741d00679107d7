import { leastSquares } from "../../numeric/leastSquares.js";
import { eigenSymmetric2 } from "../../numeric/smallMatrix.js";
import type { AverageCell } from "./averageCell.js";
import { motifDrawing } from "./motifDrawing.js";
import { makeProbe, type Probe } from "./probeShape.js";

/** A column of the average cell. */
export interface MotifColumn {
  /** Position along the two cell vectors. @unitless */
  readonly uFraction: number;
  readonly vFraction: number;
  /** Peak height above the background, in the image's own units. @unitless */
  readonly amplitude: number;
  /** Amplitude beside its standard error. @unitless */
  readonly significance: number;
}

/** The columns of the average cell and the probe that draws them. */
export interface Motif {
  readonly columns: readonly MotifColumn[];
  readonly probe: Probe;
  /** Shortest distance between two columns of the crystal. */
  readonly nearestPx: number;
}

/** Columns fainter than this beside the brightest one cannot be told from the probe's own ripples. @unitless */
const faintest = 0.04;
/** Below this share of the brightest column, a column must be a peak of the average cell itself, not only of the residual. @unitless */
const faint = 0.15;
/** Columns nearer than this, in core widths, leave one peak together (Sparrow's limit is 2). @unitless */
const closest = 2.2;
const mostColumns = 10;
/** Half the drop of the sum of squares in standard errors that an additional column must bring. @unitless */
const gainForColumn = 15;

interface MotifFit {
  readonly parameters: Float64Array;
  readonly cost: number;
  readonly residual: Float32Array;
}

/**
 * Finds the columns of an average cell: one after the other, each where the fit so far leaves the largest significant peak.
 *
 * All positions, amplitudes and the common probe shape are fitted anew after every addition. A column is accepted when it stands five
 * standard errors and 4 % of the brightest one above the rest, at least 2.2 core widths from the others. Columns so close that a wide
 * probe first covered two of them (dumbbells) are split when that fits better. Cost: milliseconds to 0.3 s.
 */
export function findMotif(cell: AverageCell): Motif | undefined {
  const geometry = cellGeometry(cell);
  let fit = addColumns(cell, geometry, undefined);
  if (!fit) return undefined;
  const split = splitColumns(cell, geometry, fit);
  if (split) fit = addColumns(cell, geometry, split) ?? split;
  const probe = makeProbe(shapeOf(fit.parameters));
  const error = amplitudeError(cell, geometry, probe);
  const columns = columnsOf(fit.parameters);
  const found = columns.map(([x, y, amplitude]) => {
    const [uFraction, vFraction] = geometry.fractions(x, y);
    return { uFraction, vFraction, amplitude, significance: amplitude / error };
  });
  return { columns: found, probe, nearestPx: nearestDistance(geometry, columns) };
}

/** Adds columns to a fit as long as the residual holds significant ones. */
function addColumns(cell: AverageCell, geometry: Geometry, start: MotifFit | undefined): MotifFit | undefined {
  let fit = start;
  while (!fit || columnsOf(fit.parameters).length < mostColumns) {
    const columns = fit ? columnsOf(fit.parameters) : [];
    const shape = fit ? shapeOf(fit.parameters) : startShape(geometry);
    const peak = strongestPeak(cell, geometry, fit?.residual ?? cell.mean, makeProbe(shape).sigmaPx, columns);
    if (!peak) break;
    const next = fitMotif(cell, geometry, shape, [...columns, [peak.x, peak.y, peak.height]], fit?.parameters[4] ?? 0);
    if (fit && !isReal(next, fit, geometry)) break;
    fit = next;
  }
  return fit;
}

/** Halves of a split column must be this alike: a faint partner is the probe's own shape. @unitless */
const alikeHalves = 0.3;
/** A probe rounder than this ratio of axes, and narrower than this share of the nearest distance, hides no second column. @unitless */
const roundness = 1.15;
const narrowness = 0.3;

/**
 * Tries two columns in place of one: of every column at once (dumbbells), and of each alone (layers of a tilted specimen).
 *
 * Gives the best fit that is clearly better, or undefined. Only a probe that is long or wide for its lattice is worth the time.
 */
function splitColumns(cell: AverageCell, geometry: Geometry, fit: MotifFit): MotifFit | undefined {
  const shape = shapeOf(fit.parameters);
  const columns = columnsOf(fit.parameters);
  const [sx, sy] = [shape.sigmaXPx, shape.sigmaYPx];
  const axes = eigenSymmetric2(sx * sx, shape.correlation * sx * sy, sy * sy);
  const long = Math.sqrt(axes.large);
  const short = Math.sqrt(Math.max(axes.small, 0.5));
  const isLong = long > roundness * short;
  if (!isLong && short < narrowness * nearestDistance(geometry, columns)) return undefined;
  const angles = isLong ? [axes.angleRad] : [0, Math.PI / 3, (2 * Math.PI) / 3];
  const offset = isLong ? Math.sqrt(long * long - short * short) : short;
  const width = isLong ? short : 0.8 * short;
  const narrow = { sigmaXPx: width, sigmaYPx: width, correlation: 0, tailFraction: 0.05 };
  const brightest = Math.max(...columns.map((column) => column[2]));
  const bright = columns.filter((column) => column[2] > 0.3 * brightest);
  const choices = angles.flatMap((angle) => [
    bright.flatMap((column) => halves(column, offset, angle)),
    ...columns.map((chosen) =>
      columns.flatMap((column) => (column === chosen ? halves(column, offset, angle) : [column])),
    ),
  ]);
  let best: MotifFit | undefined;
  for (const choice of choices.filter((list) => list.length <= mostColumns)) {
    const next = fitMotif(cell, geometry, narrow, choice, fit.parameters[4]);
    const amplitudes = columnsOf(next.parameters).map((column) => column[2]);
    const alike = Math.min(...amplitudes) > alikeHalves * Math.max(...amplitudes);
    if (alike && isReal(next, fit, geometry) && next.cost < (best?.cost ?? Infinity)) best = next;
  }
  return best;
}

function halves([x, y, amplitude]: readonly number[], offset: number, angle: number): number[][] {
  const [dx, dy] = [offset * Math.cos(angle), offset * Math.sin(angle)];
  return [-1, 1].map((side) => [x + side * dx, y + side * dy, 0.6 * amplitude]);
}

function cellGeometry({ aPx, bPx, pointsA, pointsB }: AverageCell) {
  const det = aPx[0] * bPx[1] - aPx[1] * bPx[0];
  const images: [number, number][] = [];
  for (let n = -2; n <= 2; n++)
    for (let m = -2; m <= 2; m++) images.push([n * aPx[0] + m * bPx[0], n * aPx[1] + m * bPx[1]]);
  return {
    images,
    area: Math.abs(det),
    pixels: Array.from({ length: pointsA * pointsB }, (_, i) => {
      const u = (i % pointsA) / pointsA;
      const v = Math.floor(i / pointsA) / pointsB;
      return [u * aPx[0] + v * bPx[0], u * aPx[1] + v * bPx[1]] as const;
    }),
    fractions: (x: number, y: number): [number, number] => {
      const u = (x * bPx[1] - y * bPx[0]) / det;
      const v = (aPx[0] * y - aPx[1] * x) / det;
      return [u - Math.floor(u), v - Math.floor(v)];
    },
  };
}
type Geometry = ReturnType<typeof cellGeometry>;

function startShape({ area }: Geometry) {
  const sigma = Math.max(0.8, 0.12 * Math.sqrt(area));
  return { sigmaXPx: sigma, sigmaYPx: sigma, correlation: 0, tailFraction: 0.05 };
}

const fixedParameters = 5;

function shapeOf(p: Float64Array) {
  return {
    sigmaXPx: Math.exp(p[0]),
    sigmaYPx: Math.exp(p[1]),
    correlation: 0.8 * Math.tanh(p[2]),
    tailFraction: 0.4 / (1 + Math.exp(-p[3])),
  };
}

function columnsOf(p: Float64Array): number[][] {
  const columns: number[][] = [];
  for (let i = fixedParameters; i < p.length; i += 3) columns.push([p[i], p[i + 1], p[i + 2]]);
  return columns;
}

function fitMotif(
  cell: AverageCell,
  geometry: Geometry,
  shape: ReturnType<typeof shapeOf>,
  columns: readonly number[][],
  background: number,
): MotifFit {
  const { mean, variance } = cell;
  const meanVariance = variance.reduce((a, b) => a + b, 0) / variance.length;
  const weight = Float64Array.from(variance, (v) => 1 / Math.sqrt(Math.max(v, 0.2 * meanVariance)));
  const tailStart = Math.min(Math.max(shape.tailFraction / 0.4, 0.02), 0.98);
  const start = [
    Math.log(shape.sigmaXPx),
    Math.log(shape.sigmaYPx),
    Math.atanh(Math.min(Math.max(shape.correlation / 0.8, -0.95), 0.95)),
    Math.log(tailStart / (1 - tailStart)),
    background,
    ...columns.flat(),
  ];
  const draw = motifDrawing(geometry);
  const longest = Math.log(0.5 * Math.sqrt(geometry.area));
  const residuals = (p: Float64Array, into: Float64Array) => {
    const model = into.subarray(0, mean.length);
    draw(shapeOf(p), p[4], columnsOf(p), model);
    for (let i = 0; i < mean.length; i++) model[i] = (model[i] - mean[i]) * weight[i];
    // A weak pull keeps shapes that the data do not determine in bounds.
    into[mean.length] = 0.05 * p[3];
    into[mean.length + 1] = 0.5 * p[2];
    into[mean.length + 2] = 10 * Math.max(0, p[0] - longest) + 10 * Math.max(0, -0.7 - p[0]);
    into[mean.length + 3] = 10 * Math.max(0, p[1] - longest) + 10 * Math.max(0, -0.7 - p[1]);
  };
  const { parameters, cost } = leastSquares(residuals, start, mean.length + 4, {
    iterations: 25,
    tolerance: 1e-6,
  });
  const model = new Float64Array(mean.length);
  draw(shapeOf(parameters), parameters[4], columnsOf(parameters), model);
  return { parameters, cost: cost / 2, residual: mean.map((value, i) => value - model[i]) };
}

/** The largest significant peak of what is left, smoothed by the probe; far enough from the columns already found. */
function strongestPeak(
  cell: AverageCell,
  geometry: Geometry,
  left: Float32Array,
  sigma: number,
  columns: readonly number[][],
): { x: number; y: number; height: number } | undefined {
  const heights = matchedFilter(cell, geometry, left, sigma);
  const allowed = (i: number) => {
    const [x, y] = geometry.pixels[i];
    return columns.every(([cx, cy]) => periodicDistance(geometry, x - cx, y - cy) > closest * sigma);
  };
  let top = -1;
  for (let i = 0; i < heights.length; i++) if ((top < 0 || heights[i] > heights[top]) && allowed(i)) top = i;
  if (top < 0) return undefined;
  const height = heights[top];
  const brightest = Math.max(...columns.map((c) => c[2]), height);
  const probe = makeProbe({ sigmaXPx: sigma, sigmaYPx: sigma, correlation: 0, tailFraction: 0 });
  if (height < 5 * amplitudeError(cell, geometry, probe) || height < faintest * brightest) return undefined;
  if (height < faint * brightest && !isPeakNear(matchedFilter(cell, geometry, cell.mean, sigma), cell, top))
    return undefined;
  return { x: geometry.pixels[top][0], y: geometry.pixels[top][1], height };
}

/** Height of the best Gaussian at every point of the cell. */
function matchedFilter(cell: AverageCell, geometry: Geometry, values: Float32Array, sigma: number): Float32Array {
  const { pointsA, pointsB } = cell;
  const level = values.reduce((a, b) => a + b, 0) / values.length;
  const kernel: [da: number, db: number, g: number][] = [];
  for (let i = 0; i < pointsA * pointsB; i++) {
    for (const [ox, oy] of geometry.images) {
      const q = ((geometry.pixels[i][0] + ox) ** 2 + (geometry.pixels[i][1] + oy) ** 2) / (sigma * sigma);
      if (q < 9) kernel.push([i % pointsA, Math.floor(i / pointsA), Math.exp(-0.5 * q)]);
    }
  }
  const norm = kernel.reduce((sum, [, , g]) => sum + g * g, 0);
  return values.map((_, i) => {
    let sum = 0;
    for (const [da, db, g] of kernel) {
      const b = (Math.floor(i / pointsA) + db) % pointsB;
      sum += g * (values[b * pointsA + (((i % pointsA) + da) % pointsA)] - level);
    }
    return sum / norm;
  });
}

/** Whether a point, or one beside it, is higher than all eight points two steps around it. */
function isPeakNear(heights: Float32Array, { pointsA, pointsB }: AverageCell, at: number): boolean {
  const height = (a: number, b: number) =>
    heights[((b + 2 * pointsB) % pointsB) * pointsA + ((a + 2 * pointsA) % pointsA)];
  const [a0, b0] = [at % pointsA, Math.floor(at / pointsA)];
  for (const da of [-1, 0, 1]) {
    for (const db of [-1, 0, 1]) {
      const [a, b] = [a0 + da, b0 + db];
      const around = [-2, 0, 2].flatMap((i) => [-2, 0, 2].map((j) => (i || j ? height(a + i, b + j) : -Infinity)));
      if (around.every((value) => value < height(a, b))) return true;
    }
  }
  return false;
}

function amplitudeError(cell: AverageCell, geometry: Geometry, probe: Probe): number {
  const variance = cell.variance.reduce((a, b) => a + b, 0) / cell.variance.length;
  const pointsPerPx = (cell.pointsA * cell.pointsB) / geometry.area;
  // Sum of squares of a Gaussian of height 1 is pi sigma^2; points finer than pixels share their noise with their neighbours.
  return Math.sqrt((2.25 * variance) / (Math.PI * probe.sigmaPx ** 2 * pointsPerPx));
}

/** More columns are real when the fit gains, none turned faint or negative, and all stand apart. */
function isReal(next: MotifFit, before: MotifFit, geometry: Geometry): boolean {
  const columns = columnsOf(next.parameters);
  const brightest = Math.max(...columns.map((column) => column[2]));
  const apart = nearestDistance(geometry, columns) > closest * makeProbe(shapeOf(next.parameters)).sigmaPx;
  return (
    before.cost - next.cost > gainForColumn && apart && columns.every((column) => column[2] > faintest * brightest)
  );
}

function periodicDistance(geometry: Geometry, dx: number, dy: number): number {
  return Math.min(...geometry.images.map(([ox, oy]) => Math.hypot(dx - ox, dy - oy)));
}

function nearestDistance(geometry: Geometry, columns: readonly number[][]): number {
  let nearest = Infinity;
  for (const [i, p] of columns.entries()) {
    for (const q of columns.slice(i)) {
      for (const [ox, oy] of geometry.images) {
        const distance = Math.hypot(p[0] - q[0] - ox, p[1] - q[1] - oy);
        if (distance > 1e-6) nearest = Math.min(nearest, distance);
      }
    }
  }
  return nearest;
}
