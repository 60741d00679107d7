import { bytesUpTo, numberFrom, oneOf, orNull, textUpTo, wholeNumberFrom } from "./reader.js";
import { type ReadState, readState, type TraitTable } from "./traits.js";

/** The colour maps that an image can be shown in. */
export const imageColourMaps = ["grey", "viridis", "magma", "inferno", "cividis"] as const;

/** The name of a colour map. */
export type ImageColourMap = (typeof imageColourMaps)[number];

/** How the values of an image travel. */
export const pixelFormats = ["uint8", "uint16", "float32"] as const;

/** The name of such a format: little-endian, row after row. */
export type PixelFormat = (typeof pixelFormats)[number];

/** The state of an image widget. */
export interface ImageState {
  readonly title: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Size of a pixel in nm; null when it is not known. */
  readonly pixelNm: number | null;
  /** What the values are: "electrons", or "" when they have no unit. */
  readonly valueUnit: string;
  readonly pixelFormat: PixelFormat;
  /** The values of the pixels in that format. @unitless */
  readonly pixels: Uint8Array;
  readonly colourMap: ImageColourMap;
  /** The value that is shown as the darkest shade. @unitless */
  readonly low: number;
  /** The value that is shown as the brightest shade. @unitless */
  readonly high: number;
  /** The low of the contrast that suits the image. @unitless */
  readonly autoLow: number;
  /** The high of the contrast that suits the image. @unitless */
  readonly autoHigh: number;
  /** Shade = share ^ gamma. @unitless */
  readonly gamma: number;
}

/** The longest side of an image that a front end is asked to show (px). */
export const mostSidePx = 32_768;

/** Characters of a title, at most. */
export const mostTitle = 1000;

const mostBytes = 2 ** 30;
const side = wholeNumberFrom(1, mostSidePx);
const value = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE);

/** What each value of the state may be, and what the person at the front end may change. */
export const imageTraits: TraitTable<ImageState> = {
  title: { read: textUpTo(mostTitle) },
  widthPx: { read: side },
  heightPx: { read: side },
  pixelNm: { read: orNull(numberFrom(Number.MIN_VALUE, 1e7)) },
  valueUnit: { read: textUpTo(40) },
  pixelFormat: { read: oneOf(pixelFormats) },
  pixels: { read: bytesUpTo(mostBytes) },
  colourMap: { read: oneOf(imageColourMaps), isShared: true },
  low: { read: value, isShared: true },
  high: { read: value, isShared: true },
  autoLow: { read: value },
  autoHigh: { read: value },
  gamma: { read: numberFrom(0.05, 20), isShared: true },
};

/** Bytes of one value of a format. */
export const bytesOfValue: Readonly<Record<PixelFormat, number>> = { uint8: 1, uint16: 2, float32: 4 };

/** Reads the state of an image: its values, and that there are as many bytes as pixels need. */
export function readImageState(given: (name: string) => unknown): ReadState<ImageState> {
  const read = readState(imageTraits, given);
  if (!read.state) return read;
  const { widthPx, heightPx, pixelFormat, pixels } = read.state;
  return pixels.byteLength === widthPx * heightPx * bytesOfValue[pixelFormat] ? read : { wrong: "pixels" };
}
