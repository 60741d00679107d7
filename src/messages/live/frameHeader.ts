import { bytesOfValue, mostSidePx, mostTitle, type PixelFormat, pixelFormats } from "../imageState.js";
import { isRecord, numberFrom, oneOf, orNull, type Reader, textUpTo, truth, wholeNumberFrom } from "../reader.js";

/** What is known of a live frame; its pixels lie beside the message. */
export interface FrameHeader {
  /** Counts what was sent: the page acknowledges frames by it. @unitless */
  readonly number: number;
  readonly title: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Size of a pixel of the micrograph in nm; null when it is not known. */
  readonly pixelNm: number | null;
  readonly valueUnit: string;
  readonly pixelFormat: PixelFormat;
  /** Pixels of the micrograph on a side of each one here. @unitless */
  readonly binning: number;
  /** The values are sums over binning x binning pixels; otherwise they are means. */
  readonly isSum: boolean;
  /** The low of the contrast that suits the frames. @unitless */
  readonly autoLow: number;
  /** The high of the contrast that suits the frames. @unitless */
  readonly autoHigh: number;
}

/** The most pixels of the micrograph on a side of one that is sent. @unitless */
export const mostBinning = 64;

const value = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE);
const side = wholeNumberFrom(1, mostSidePx);

const readers: { readonly [K in keyof FrameHeader]: Reader<FrameHeader[K]> } = {
  number: wholeNumberFrom(1, Number.MAX_SAFE_INTEGER),
  title: textUpTo(mostTitle),
  widthPx: side,
  heightPx: side,
  pixelNm: orNull(numberFrom(Number.MIN_VALUE, 1e7)),
  valueUnit: textUpTo(40),
  pixelFormat: oneOf(pixelFormats),
  binning: wholeNumberFrom(1, mostBinning),
  isSum: truth,
  autoLow: value,
  autoHigh: value,
};

/** Reads what came with the pixels of a frame; undefined where something is wrong, or where there are too few or too many bytes. */
export function readFrameHeader(given: unknown, bytes: number): FrameHeader | undefined {
  if (!isRecord(given)) return undefined;
  const header: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readers)) {
    const found = read(given[name]);
    if (found === undefined) return undefined;
    header[name] = found;
  }
  const { widthPx, heightPx, pixelFormat } = header as unknown as FrameHeader;
  return bytes === widthPx * heightPx * bytesOfValue[pixelFormat] ? (header as unknown as FrameHeader) : undefined;
}
