import type { Image } from "../../core/image.js";
import { phaseCorrelate } from "../../numeric/index.js";

/** How far one tile lies from another, in pixels. */
export interface TileOffset {
  readonly xPx: number;
  readonly yPx: number;
}

/** What the part that two tiles share says of their places. */
export interface OverlapShift extends TileOffset {
  /** The height of the correlation's peak: 1 for the same image. @unitless */
  readonly peak: number;
  /** The peak in parts of the highest one that unrelated noise of this size is expected to give. @unitless */
  readonly quality: number;
  /** Why it is not to be used; undefined where it is. */
  readonly refusal: string | undefined;
}

/** A peak must stand this much above that of unrelated noise. Source: over 400 overlaps of the twin, with and without features. @unitless */
export const leastQuality = 1.6;

/** The second look must agree with the first to this. */
const mostDisagreementPx = 2;

/** Strips narrower than this are not compared. */
export const leastOverlapPx = 16;

/**
 * Where the second tile lies from the first, from the part that both show.
 *
 * The parts that should show the same are compared, then, moved by what was found, once more: with less beside it that only one of
 * them shows, the second look is finer, and a peak of chance is not found again. Tiles have the same size.
 * Cost: 4 ms for tiles of 512 x 512 px that share a fifth. Source: phase correlation (Kuglin and Hines 1975); the order of the looks as in
 * Preibisch, Saalfeld and Tomancak 2009.
 *
 * @param expected where the second is expected, from the first
 * @param mostErrorPx how far from there it may lie
 */
export function overlapShift(first: Image, second: Image, expected: TileOffset, mostErrorPx: number): OverlapShift {
  const rough = look(first, second, rounded(expected));
  if (!rough) return nothing(expected, "the tiles share too little");
  if (Math.hypot(rough.xPx - expected.xPx, rough.yPx - expected.yPx) > mostErrorPx)
    return { ...rough, refusal: `it would lie more than ${Math.round(mostErrorPx)} px from where it is expected` };
  const fine = look(first, second, rounded(rough));
  if (!fine) return nothing(rough, "the tiles share too little");
  if (fine.quality < leastQuality) return { ...fine, refusal: "the overlap shows nothing that both tiles have" };
  const isSame = Math.hypot(fine.xPx - rough.xPx, fine.yPx - rough.yPx) <= mostDisagreementPx;
  return { ...fine, refusal: isSame ? undefined : "two looks at the overlap do not agree" };
}

/** The shift of the shared parts when the second tile lies at a whole number of pixels from the first. */
function look(first: Image, second: Image, { xPx, yPx }: TileOffset): Omit<OverlapShift, "refusal"> | undefined {
  const widthPx = first.widthPx - Math.abs(xPx);
  const heightPx = first.heightPx - Math.abs(yPx);
  if (Math.min(widthPx, heightPx) < leastOverlapPx) return undefined;
  const of = (image: Image, startXPx: number, startYPx: number) => partOf(image, startXPx, startYPx, widthPx, heightPx);
  const a = of(first, Math.max(0, xPx), Math.max(0, yPx));
  const b = of(second, Math.max(0, -xPx), Math.max(0, -yPx));
  const found = phaseCorrelate(a, b);
  const compared = found.widthPx * found.heightPx;
  return {
    // What lies further right in the second tile's part than in the first's: the second tile lies that much further left.
    xPx: xPx - found.shiftXPx,
    yPx: yPx - found.shiftYPx,
    peak: found.peak,
    quality: found.peak / Math.sqrt((2 * Math.log(compared)) / compared),
  };
}

function partOf(image: Image, xPx: number, yPx: number, widthPx: number, heightPx: number): Image {
  const data = new Float32Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row++) {
    const start = (yPx + row) * image.widthPx + xPx;
    data.set(image.data.subarray(start, start + widthPx), row * widthPx);
  }
  return { data, widthPx, heightPx };
}

function rounded({ xPx, yPx }: TileOffset): TileOffset {
  return { xPx: Math.round(xPx), yPx: Math.round(yPx) };
}

function nothing({ xPx, yPx }: TileOffset, refusal: string): OverlapShift {
  return { xPx, yPx, peak: 0, quality: 0, refusal };
}
