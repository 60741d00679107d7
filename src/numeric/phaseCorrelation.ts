import { EmError } from "../core/error.js";
import type { Image } from "../core/image.js";
import { resolveOptions } from "../core/options.js";
import { checkPlane } from "./checkPlane.js";
import { refinePeak } from "./correlationPeak.js";
import { goodSizeWithin } from "./goodSize.js";
import {
  copyRows,
  type FftSetup,
  forwardReal,
  inverseReal,
  placeReal,
  type ResidentPlane,
  reservePlane,
  roundUp,
  setUpFft,
} from "./residentFft.js";
import type { ThreadOption } from "./threadOption.js";
import { type Workspace, withWorkspace } from "./workspace.js";

export interface PhaseCorrelationOptions extends ThreadOption {
  /**
   * "hann" fades both images out towards their edges, which do not fit together; "none" is exact for images that repeat at their edges.
   * Default "hann".
   */
  readonly window: "hann" | "none";
  /** Shifts longer than this along x or y are not looked at. Default: half the image. */
  readonly maxShiftPx: number | undefined;
  /** True: the shift to about a hundredth of a pixel. False: to a whole pixel. Default true. */
  readonly subPixel: boolean;
}

/** How far the second image is moved against the first. */
export interface PhaseCorrelation {
  /** b(x, y) = a(x - shiftXPx, y - shiftYPx): to lay b on a, move it back by the shift. */
  readonly shiftXPx: number;
  readonly shiftYPx: number;
  /** Height of the peak: 1 for a pure shift of the whole image, 0.01 and less where the images have nothing in common. @unitless */
  readonly peak: number;
  /** Size of the part that was compared: the middle of the images, as large as is transformed exactly (goodSizeWithin). */
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * The shift between two images of the same size from the phases of their spectra.
 *
 * Takes two images of heightPx x widthPx values, which may differ in brightness and contrast; gives the shift of the second against the first
 * in pixels, between minus half and half the size of what was compared. Sizes that are no products of 2, 3 and 5 are cropped, by at most a
 * tenth, and not padded: the edge of the zeros would be in both images at the same place, and found there. The mean is subtracted and the window applied; spectral values that
 * are only rounding are left out. The peak is the highest whole pixel of the correlation, refined to the maximum of the band-limited
 * surface through its values.
 * Errors: BadShape when sizes differ or do not fit; BadOption. Cost: 1024 x 1024 px in about 8 ms, six times an image in working memory.
 * Source: Kuglin and Hines 1975; start of the refinement: Foroosh, Zerubia, Berthod 2002.
 *
 * @example
 * const { shiftXPx, shiftYPx } = phaseCorrelate(before, after, { maxShiftPx: 40 });
 */
export function phaseCorrelate(a: Image, b: Image, options?: Partial<PhaseCorrelationOptions>): PhaseCorrelation {
  const { window, maxShiftPx, subPixel, threads } = checkedOptions(options);
  checkPlane("phaseCorrelate", a.data, a.widthPx, a.heightPx);
  checkPlane("phaseCorrelate", b.data, b.widthPx, b.heightPx);
  checkSameSize(a, b);
  const widthPx = goodSizeWithin(a.widthPx);
  const heightPx = goodSizeWithin(a.heightPx);
  return withWorkspace(threads, (space) => {
    const setup = setUpFft(space, widthPx, heightPx);
    const windows = placeWindows(space, widthPx, heightPx, window);
    const first = centredSpectrum(space, setup, a, { widthPx, heightPx }, windows);
    const second = centredSpectrum(space, setup, b, { widthPx, heightPx }, windows);
    const phases = correlate(space, setup, first, second);
    const peak = highest(space, first.surface, widthPx, heightPx, maxShiftPx);
    const shift = subPixel ? refinePeak(space, phases, first.surface, peak) : peak;
    return { shiftXPx: shift.xPx, shiftYPx: shift.yPx, peak: shift.value, widthPx, heightPx };
  });
}

function checkedOptions(options: Partial<PhaseCorrelationOptions> | undefined): PhaseCorrelationOptions {
  const defaults = { window: "hann", maxShiftPx: undefined, subPixel: true, threads: 1 } as const;
  return resolveOptions<PhaseCorrelationOptions>("phaseCorrelate", options, defaults, {
    window: { kind: "choice", of: ["hann", "none"] },
    maxShiftPx: { kind: "number", min: 0, unit: "px" },
    subPixel: { kind: "boolean" },
    threads: { kind: "choice", of: [1, 2] },
  });
}

function checkSameSize(a: Image, b: Image): void {
  if (a.widthPx === b.widthPx && a.heightPx === b.heightPx) return;
  const sizes = `${a.widthPx} x ${a.heightPx} px and ${b.widthPx} x ${b.heightPx} px`;
  throw new EmError("BadShape", `phaseCorrelate: images of ${sizes}`, { fix: "Crop both to the same size." });
}

/** Relative size of the rounding of float32, with a margin. */
const ROUNDING = 1e-6;

/** A real plane that becomes a spectrum, and later holds the correlation: its rows may not be wider than a multiple of 4. */
interface CentredSpectrum {
  readonly plane: ResidentPlane;
  readonly surface: { readonly address: number; readonly pitch: number };
  /** Below this the square of a spectral value is nothing but rounding. */
  readonly floor: number;
}

function centredSpectrum(
  space: Workspace,
  setup: FftSetup,
  image: Image,
  size: { readonly widthPx: number; readonly heightPx: number },
  windows: { readonly x: number; readonly y: number },
): CentredSpectrum {
  const { widthPx, heightPx } = size;
  const source = placeReal(space, middleOf(image, size), size);
  const mean = space.call("planeMean", source, widthPx, heightPx, widthPx);
  const energy = space.call("centreAndWindow", source, widthPx, heightPx, widthPx, mean, windows.x, windows.y);
  // By Parseval the mean square of a spectral value is the sum of the squares; the mean has left its rounding in each pixel.
  const floor = ROUNDING ** 2 * (energy + mean * mean * widthPx * heightPx);
  const plane = reservePlane(space, widthPx, heightPx);
  forwardReal(space, setup, source, plane);
  const pitch = roundUp(widthPx, 4);
  // The image is not needed any more: where its rows are wide enough, its place takes the correlation.
  const address = pitch === widthPx ? source : space.reserve(4 * pitch * roundUp(heightPx, 16));
  return { plane, surface: { address, pitch }, floor };
}

function middleOf(image: Image, { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): Image {
  if (image.widthPx === widthPx && image.heightPx === heightPx) return image;
  const data = new Float32Array(widthPx * heightPx);
  const first = Math.floor((image.heightPx - heightPx) / 2) * image.widthPx + Math.floor((image.widthPx - widthPx) / 2);
  copyRows(image.data.subarray(first), image.widthPx, data, widthPx, widthPx, heightPx);
  return { data, widthPx, heightPx };
}

/** Leaves the correlation in the first surface; gives the phases, which the refinement needs. */
function correlate(space: Workspace, setup: FftSetup, a: CentredSpectrum, b: CentredSpectrum): ResidentPlane {
  const phases = reservePlane(space, a.plane.widthPx, a.plane.heightPx);
  const { pitch, heightPx } = a.plane;
  space.run("phaseProduct", pitch * heightPx, 16, (from, to) => {
    const planes = [a.plane.re, a.plane.im, b.plane.re, b.plane.im, phases.re, phases.im];
    return [...planes, a.floor, b.floor, from, to];
  });
  inverseReal(space, setup, a.plane, a.surface.address, a.surface.pitch);
  return phases;
}

function placeWindows(space: Workspace, widthPx: number, heightPx: number, window: "hann" | "none") {
  const values = (n: number) =>
    // Periodic in n + 1, so that no pixel is lost altogether.
    Float32Array.from({ length: n }, (_, i) => (window === "none" ? 1 : Math.sin((Math.PI * (i + 1)) / (n + 1)) ** 2));
  return { x: space.place(values(widthPx)), y: space.place(values(heightPx)) };
}

/** The highest whole pixel within the longest shift, which is looked for at all four corners of the surface. */
function highest(
  space: Workspace,
  { address, pitch }: CentredSpectrum["surface"],
  widthPx: number,
  heightPx: number,
  maxShiftPx: number | undefined,
) {
  const surface = space.floats(address, pitch * heightPx);
  let best = { xPx: 0, yPx: 0, value: surface[0] };
  for (const [y0, y1] of stretches(heightPx, maxShiftPx)) {
    for (const [x0, x1] of stretches(widthPx, maxShiftPx)) {
      const i = space.call("planeMaximum", address, pitch, x0, x1, y0, y1);
      if (surface[i] > best.value) best = { xPx: i % pitch, yPx: Math.floor(i / pitch), value: surface[i] };
    }
  }
  const wrapped = (at: number, n: number) => (at > n / 2 ? at - n : at);
  return { xPx: wrapped(best.xPx, widthPx), yPx: wrapped(best.yPx, heightPx), value: best.value };
}

/** Shifts 0 to most and, wrapped around, -most to -1. */
function stretches(n: number, maxShiftPx: number | undefined): readonly (readonly [number, number])[] {
  const most = Math.floor(maxShiftPx ?? n);
  if (2 * most + 1 >= n) return [[0, n]];
  return most === 0
    ? [[0, 1]]
    : [
        [0, most + 1],
        [n - most, n],
      ];
}
