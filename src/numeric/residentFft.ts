import type { Image } from "../core/image.js";
import { fftPlan } from "./fftPlan.js";
import type { Workspace } from "./workspace.js";

/** A complex plane in working memory: addresses of its parts and floats from row to row. */
export interface ResidentPlane {
  readonly re: number;
  readonly im: number;
  readonly pitch: number;
  /** Size of the transform. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Plans and scratch of the transforms of one size. */
export interface FftSetup {
  readonly rowPlan: number;
  readonly columnPlan: number;
  /** One scratch area for each thread. */
  readonly scratch: readonly number[];
}

export const roundUp = (n: number, block: number): number => Math.ceil(n / block) * block;

/** Puts the plans of a size (both good) into working memory. */
export function setUpFft(space: Workspace, widthPx: number, heightPx: number): FftSetup {
  const scratchBytes = Math.max(128 * widthPx, 256 * heightPx) + 4096;
  return {
    rowPlan: space.place(fftPlan(widthPx)),
    columnPlan: space.place(fftPlan(heightPx)),
    scratch: Array.from({ length: space.threads }, () => space.reserve(scratchBytes)),
  };
}

/** Room for a half spectrum (columns 0 to widthPx / 2) or, with `columns` given, for a whole complex plane. */
export function reservePlane(
  space: Workspace,
  widthPx: number,
  heightPx: number,
  columns = Math.floor(widthPx / 2) + 1,
) {
  const pitch = roundUp(columns, 16);
  const bytes = 4 * pitch * roundUp(heightPx, 16);
  return { re: space.reserve(bytes), im: space.reserve(bytes), pitch, widthPx, heightPx } satisfies ResidentPlane;
}

/** Room for a real image of the size, its rows `widthPx` floats apart, its last rows and a line behind it zero. */
export function placeReal(space: Workspace, image: Image, to: { widthPx: number; heightPx: number }): number {
  const length = to.widthPx * roundUp(to.heightPx, 16) + 16;
  const address = space.reserve(4 * length);
  copyRows(image.data, image.widthPx, space.floats(address, length), to.widthPx, image.widthPx, image.heightPx);
  return address;
}

/** Copies rows between planes of different pitch and fills the rest of the target with zeros. */
export function copyRows(
  from: Float32Array,
  fromPitch: number,
  to: Float32Array,
  toPitch: number,
  width: number,
  height: number,
): void {
  if (fromPitch === toPitch && width === fromPitch) {
    to.set(from.length === width * height ? from : from.subarray(0, width * height));
    to.fill(0, width * height);
    return;
  }
  for (let y = 0; y < height; y++) {
    const start = y * toPitch;
    to.set(from.subarray(y * fromPitch, y * fromPitch + width), start);
    if (width < toPitch) to.fill(0, start + width, Math.min(start + toPitch, to.length));
  }
  to.fill(0, Math.min(height * toPitch, to.length));
}

/** Real image at `source` to half spectrum. */
export function forwardReal(space: Workspace, setup: FftSetup, source: number, plane: ResidentPlane): void {
  const { re, im, pitch, widthPx, heightPx } = plane;
  space.run("realRowsForward", roundUp(heightPx, 16), 16, (from, to, thread) => {
    return [source, widthPx, re, im, pitch, widthPx, from, to, setup.rowPlan, setup.scratch[thread]];
  });
  columns(space, setup, plane, pitch, false);
}

/** Half spectrum to real image at `target`, rows `targetPitch` (a multiple of 4) floats apart; the spectrum is overwritten. */
export function inverseReal(
  space: Workspace,
  setup: FftSetup,
  plane: ResidentPlane,
  target: number,
  targetPitch: number,
): void {
  const { re, im, pitch, widthPx, heightPx } = plane;
  columns(space, setup, plane, pitch, true);
  const scale = 1 / (widthPx * heightPx);
  space.run("realRowsInverse", roundUp(heightPx, 16), 16, (from, to, thread) => {
    return [re, im, pitch, target, targetPitch, widthPx, scale, from, to, setup.rowPlan, setup.scratch[thread]];
  });
}

/** Complex plane in place; the inverse is not scaled. */
export function transformComplex(space: Workspace, setup: FftSetup, plane: ResidentPlane, inverse: boolean): void {
  const { pitch, widthPx, heightPx } = plane;
  const [re, im] = inverse ? [plane.im, plane.re] : [plane.re, plane.im];
  space.run("fftRows", roundUp(heightPx, 8), 8, (from, to, thread) => {
    return [re, im, widthPx, pitch, from, to, setup.rowPlan, setup.scratch[thread]];
  });
  columns(space, setup, plane, roundUp(widthPx, 16), inverse);
}

function columns(space: Workspace, setup: FftSetup, plane: ResidentPlane, count: number, inverse: boolean): void {
  // With real and imaginary part swapped the forward transform is the inverse one.
  const [re, im] = inverse ? [plane.im, plane.re] : [plane.re, plane.im];
  space.run("fftColumns", count, 16, (from, to, thread) => {
    return [re, im, plane.heightPx, plane.pitch, from, to, setup.columnPlan, setup.scratch[thread]];
  });
}
