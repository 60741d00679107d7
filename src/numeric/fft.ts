import { EmError } from "../core/error.js";
import type { Image } from "../core/image.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import { checkPlane } from "./checkPlane.js";
import { freshFloats } from "./freshFloats.js";
import { goodSize, isGoodSize } from "./goodSize.js";
import {
  copyRows,
  forwardReal,
  inverseReal,
  placeReal,
  type ResidentPlane,
  reservePlane,
  roundUp,
  setUpFft,
  transformComplex,
} from "./residentFft.js";
import { resolveThreads, type ThreadOption } from "./threadOption.js";
import { type Workspace, withWorkspace } from "./workspace.js";

/**
 * The spectrum of a real image, columns 0 to widthPx / 2 only: the rest is its mirror image, F(-k) = conj F(k).
 *
 * The value of column u and row v stands at v * pitch + u and belongs to u / widthPx periods per pixel along x and, along y, to
 * v / heightPx periods per pixel for v up to heightPx / 2 and (v - heightPx) / heightPx above. Not scaled: column 0, row 0 is the sum.
 */
export interface HalfSpectrum {
  /** Real parts; zero in the columns from floor(widthPx / 2) + 1 to pitch. @unitless */
  readonly re: Float32Array;
  /** Imaginary parts, laid out as re, in the same buffer. @unitless */
  readonly im: Float32Array;
  /** Size of the transform: that of the image, or more where zeros were put behind its columns and rows (goodSize). */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Array elements from one row to the next. @unitless */
  readonly pitch: number;
  /** Size of the image that was transformed. */
  readonly sourceWidthPx: number;
  readonly sourceHeightPx: number;
  /** True when the image was padded with zeros. */
  readonly padded: boolean;
}

/** A complex plane, row after row without gaps. */
export interface ComplexPlane {
  /** Real parts. @unitless */
  readonly re: Float32Array;
  /** Imaginary parts. @unitless */
  readonly im: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** True when the plane was padded with zeros. */
  readonly padded: boolean;
}

export interface ComplexFftOptions extends ThreadOption {
  /** True for the inverse transform, which is divided by the number of pixels. Default false. */
  readonly inverse: boolean;
}

/**
 * Fourier transform of a real image (scipy.fft.rfft2; float32 throughout).
 *
 * Takes heightPx x widthPx values of any unit; gives the half spectrum in the same unit. Sizes that are products of 2, 3 and 5, odd ones
 * too, are transformed exactly; any other is padded with zeros at the right and the bottom to the next such size (goodSize), and `padded`
 * says so. Relative error (root mean square) below 1e-6.
 * Errors: BadShape for an array that does not fit its sizes, or above 4 GiB of working memory. Cost: 1024 x 1024 px in about 2 ms, three
 * times the image in working memory. Source: Stockham's self-sorting algorithm, radix 2 to 5 (Van Loan 1992, ch. 1.7).
 *
 * @example
 * const spectrum = rfft2({ data: new Float32Array(16).fill(1), widthPx: 4, heightPx: 4 });
 * spectrum.re[0]; // 16
 */
export function rfft2(image: Image, options?: Partial<ThreadOption>): HalfSpectrum {
  const { data, widthPx: sourceWidthPx, heightPx: sourceHeightPx } = image;
  checkPlane("rfft2", data, sourceWidthPx, sourceHeightPx);
  const threads = resolveThreads("rfft2", options);
  const widthPx = goodSize(sourceWidthPx);
  const heightPx = goodSize(sourceHeightPx);
  return withWorkspace(threads, (space) => {
    const setup = setUpFft(space, widthPx, heightPx);
    const source = placeReal(space, image, { widthPx, heightPx });
    const plane = reservePlane(space, widthPx, heightPx);
    forwardReal(space, setup, source, plane);
    const padded = widthPx !== sourceWidthPx || heightPx !== sourceHeightPx;
    return { ...takeHalf(space, plane), widthPx, heightPx, sourceWidthPx, sourceHeightPx, padded };
  });
}

function takeHalf(space: Workspace, { re, im, pitch, heightPx }: ResidentPlane) {
  const length = pitch * heightPx;
  // One piece of memory for both: fetching it is a good part of the time of a large transform.
  const both = freshFloats(2 * length);
  both.set(space.floats(re, length));
  both.set(space.floats(im, length), length);
  return { re: both.subarray(0, length), im: both.subarray(length), pitch };
}

/**
 * The real image of a half spectrum, divided by the number of its pixels: irfft2(rfft2(image)) is the image (scipy.fft.irfft2).
 *
 * Gives sourceHeightPx x sourceWidthPx values: padding is cut off again. The imaginary parts that no real image has (column 0 and, for
 * even widths, column widthPx / 2 after the transform of the columns) are ignored. Errors: BadShape. Cost: as rfft2.
 *
 * @example
 * irfft2(rfft2({ data: Float32Array.of(1, 2, 3, 4), widthPx: 2, heightPx: 2 })); // 1, 2, 3, 4
 */
export function irfft2(spectrum: HalfSpectrum, options?: Partial<ThreadOption>): Float32Array {
  const { widthPx, heightPx, pitch, sourceWidthPx, sourceHeightPx } = spectrum;
  checkPlane("irfft2", spectrum.re, pitch, heightPx);
  checkPlane("irfft2", spectrum.im, pitch, heightPx);
  checkGood("irfft2", widthPx, heightPx);
  const threads = resolveThreads("irfft2", options);
  return withWorkspace(threads, (space) => {
    const setup = setUpFft(space, widthPx, heightPx);
    const plane = reservePlane(space, widthPx, heightPx);
    fill(space, plane, spectrum.re, spectrum.im, pitch, Math.floor(widthPx / 2) + 1);
    const targetPitch = roundUp(widthPx, 4);
    const target = space.reserve(4 * targetPitch * roundUp(heightPx, 16));
    inverseReal(space, setup, plane, target, targetPitch);
    return takeReal(space, target, targetPitch, sourceWidthPx, sourceHeightPx);
  });
}

/** Copies a real plane out of working memory without the gaps between its rows. */
function takeReal(space: Workspace, address: number, pitch: number, width: number, height: number): Float32Array {
  if (pitch === width) return space.take(address, pitch * height);
  const out = freshFloats(width * height);
  copyRows(space.floats(address, pitch * height), pitch, out, width, width, height);
  return out;
}

const rules: OptionRules<ComplexFftOptions> = {
  inverse: { kind: "boolean" },
  threads: { kind: "choice", of: [1, 2] },
};

/**
 * Fourier transform of a complex plane, or its inverse (scipy.fft.fft2, ifft2): the inverse is divided by the number of pixels.
 *
 * Takes and gives re and im, heightPx x widthPx values each. Sizes as in rfft2; a size that would need padding is refused by the
 * inverse, for zeros behind a spectrum do not lengthen it.
 * Errors: BadShape. Cost: 1024 x 1024 px in about 5 ms, twice the plane in working memory.
 *
 * @example
 * fft2(Float32Array.of(1, 0, 0, 0), new Float32Array(4), 2, 2).re; // 1, 1, 1, 1
 */
export function fft2(
  re: Float32Array,
  im: Float32Array,
  widthPx: number,
  heightPx: number,
  options?: Partial<ComplexFftOptions>,
): ComplexPlane {
  const { inverse, threads } = resolveOptions<ComplexFftOptions>(
    "fft2",
    options,
    { inverse: false, threads: 1 },
    rules,
  );
  checkPlane("fft2", re, widthPx, heightPx);
  checkPlane("fft2", im, widthPx, heightPx);
  if (inverse) checkGood("fft2 inverse", widthPx, heightPx);
  const size = { widthPx: goodSize(widthPx), heightPx: goodSize(heightPx) };
  return withWorkspace(threads, (space) => {
    const setup = setUpFft(space, size.widthPx, size.heightPx);
    const plane = reservePlane(space, size.widthPx, size.heightPx, size.widthPx);
    fill(space, plane, re, im, widthPx, widthPx, heightPx);
    transformComplex(space, setup, plane, inverse);
    const out = (address: number) => takeReal(space, address, plane.pitch, size.widthPx, size.heightPx);
    const result = { re: out(plane.re), im: out(plane.im), ...size };
    if (inverse) scale(result, 1 / (widthPx * heightPx));
    return { ...result, padded: size.widthPx !== widthPx || size.heightPx !== heightPx };
  });
}

function fill(
  space: Workspace,
  plane: ResidentPlane,
  re: Float32Array,
  im: Float32Array,
  pitch: number,
  width: number,
  height = plane.heightPx,
): void {
  const length = plane.pitch * roundUp(plane.heightPx, 16);
  copyRows(re, pitch, space.floats(plane.re, length), plane.pitch, width, height);
  copyRows(im, pitch, space.floats(plane.im, length), plane.pitch, width, height);
}

function scale({ re, im }: { re: Float32Array; im: Float32Array }, factor: number): void {
  for (let i = 0; i < re.length; i++) re[i] *= factor;
  for (let i = 0; i < im.length; i++) im[i] *= factor;
}

function checkGood(operation: string, widthPx: number, heightPx: number): void {
  if (isGoodSize(widthPx) && isGoodSize(heightPx)) return;
  throw new EmError("BadShape", `${operation}: a spectrum of ${widthPx} x ${heightPx} px`, {
    fix: `Give a spectrum of a good size: ${goodSize(widthPx)} x ${goodSize(heightPx)} px, say (see goodSize).`,
  });
}
