import * as assert from "uvu/assert";
import { practiceFrame, practiceRecipes } from "../../../bench/atoms/practiceFrames.js";
import type { Image } from "../../../src/core/image.js";
import type { Random } from "../../../src/core/random.js";
import type { AtomsResult } from "../../../src/ops/atoms/atomsResult.js";
import type { Vector } from "../../../src/ops/atoms/reciprocalBasis.js";

export type Recipe = (typeof practiceRecipes)[number];

/** A simulated frame of one of the practice recipes, changed where a test wants it. */
export function practice(name: string, seed: number, sizePx: number, changes: Partial<Recipe> = {}) {
  const recipe = practiceRecipes.find((one) => one.name === name);
  if (!recipe) throw new Error(`no practice recipe is called ${name}`);
  const frame = practiceFrame({ ...recipe, sizePx, ...changes }, seed);
  const image: Image = { data: frame.counts, widthPx: frame.widthPx, heightPx: frame.heightPx };
  const nearestPx = frame.truth.nn_distance_A / frame.truth.pixel_size_A;
  return { image, truth: frame.truth, nearestPx };
}

/** The found atoms as scoreAtoms takes them. */
export function pointsOf({ columns }: AtomsResult): { xPx: number; yPx: number }[] {
  return Array.from(columns.xPx, (xPx, i) => ({ xPx, yPx: columns.yPx[i]! }));
}

/** A crystal of round Gaussian columns. */
export interface PlainCrystal {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly aPx: Vector;
  readonly bPx: Vector;
  readonly columns: readonly { readonly uFraction: number; readonly vFraction: number; readonly amplitude: number }[];
  readonly sigmaPx: number;
  readonly originPx?: Vector;
  /** Moves every column from its place in the straight lattice. */
  readonly displacedPx?: (x: number, y: number) => Vector;
}

export interface PlainColumn {
  readonly xPx: number;
  readonly yPx: number;
  readonly column: number;
}

/** The columns of a crystal in a frame and a rim of five widths around it. */
export function plainColumns(crystal: PlainCrystal): PlainColumn[] {
  const { widthPx, heightPx, aPx, bPx, sigmaPx, originPx = [0, 0], displacedPx = () => [0, 0] } = crystal;
  const reach = Math.ceil((2 * Math.hypot(widthPx, heightPx)) / Math.min(Math.hypot(...aPx), Math.hypot(...bPx)));
  const rim = 5 * sigmaPx;
  const found: PlainColumn[] = [];
  for (let n = -reach; n <= reach; n++) {
    for (let m = -reach; m <= reach; m++) {
      for (const [column, { uFraction, vFraction }] of crystal.columns.entries()) {
        const x = originPx[0] + (m + uFraction) * aPx[0] + (n + vFraction) * bPx[0];
        const y = originPx[1] + (m + uFraction) * aPx[1] + (n + vFraction) * bPx[1];
        const [dx, dy] = displacedPx(x, y);
        const [xPx, yPx] = [x + dx, y + dy];
        if (xPx > -rim && yPx > -rim && xPx < widthPx + rim && yPx < heightPx + rim) found.push({ xPx, yPx, column });
      }
    }
  }
  return found;
}

/** Adds a round Gaussian to an image. */
export function addGaussian(image: Image, xPx: number, yPx: number, sigmaPx: number, amplitude: number): void {
  const { data, widthPx, heightPx } = image;
  const reach = 5 * sigmaPx;
  for (let row = Math.max(0, Math.ceil(yPx - reach)); row <= Math.min(heightPx - 1, yPx + reach); row++) {
    for (let col = Math.max(0, Math.ceil(xPx - reach)); col <= Math.min(widthPx - 1, xPx + reach); col++) {
      const q = ((col - xPx) ** 2 + (row - yPx) ** 2) / sigmaPx ** 2;
      data[row * widthPx + col]! += amplitude * Math.exp(-0.5 * q);
    }
  }
}

/** The image of a crystal on an even background, without noise. */
export function plainImage(crystal: PlainCrystal, background = 0): Image {
  const { widthPx, heightPx, sigmaPx, columns } = crystal;
  const image = { data: new Float32Array(widthPx * heightPx).fill(background), widthPx, heightPx };
  for (const { xPx, yPx, column } of plainColumns(crystal))
    addGaussian(image, xPx, yPx, sigmaPx, columns[column]!.amplitude);
  return image;
}

/** The image with normal noise of one variance. */
export function withNoise(image: Image, sigma: number, random: Random): Image {
  return { ...image, data: image.data.map((value) => value + sigma * random.normal()) };
}

/** Counts with the image's values as their expected numbers. */
export function counted(image: Image, random: Random): Image {
  return { ...image, data: image.data.map((value) => random.poisson(value)) };
}

/** A part of an image, from its top left corner. */
export function cropped({ data, widthPx }: Image, width: number, height: number): Image {
  const part = new Float32Array(width * height);
  for (let row = 0; row < height; row++) part.set(data.subarray(row * widthPx, row * widthPx + width), row * width);
  return { data: part, widthPx: width, heightPx: height };
}

export function near(actual: number, wanted: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${what} is ${actual}, not ${wanted} ± ${tolerance}`);
}

export function between(value: number, low: number, high: number, what: string): void {
  assert.ok(value >= low && value <= high, `${what} is ${value}, not from ${low} to ${high}`);
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Root mean square. */
export function rms(values: ArrayLike<number>): number {
  return Math.sqrt(mean(Float64Array.from(values, (value) => value * value)));
}
