import type { Image } from "../../core/image.js";
import { type Eigen2, eigenSymmetric2 } from "../../numeric/index.js";
import { type ImagePart, partThatStays, shiftedCorrelation } from "./shiftedCorrelation.js";

/** How far one tile lies from another, in pixels. */
export interface TileOffset {
  readonly xPx: number;
  readonly yPx: number;
}

/** How firmly an offset is held along x, along y, and along both together; 1 is the firmest direction, and an edge holds none along itself. @unitless xx, xy, yy */
export interface Hold {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** What the part that two tiles share says of their places. */
export interface OverlapShift extends TileOffset {
  /** How firmly it holds each direction, by the bend of the likeness. */
  readonly hold: Hold;
  /** Likeness of the shared parts where they fit best, from -1 to 1. @unitless */
  readonly correlation: number;
  /** How far that stands above what unrelated noise would give, in its standard deviations. @unitless */
  readonly significance: number;
  /** Why it is not to be used; undefined where it is. */
  readonly refusal: string | undefined;
}

/** Below this an overlap shows nothing: of the thousand places that are tried, noise reaches 4. @unitless */
export const leastSignificance = 8;

/** Shared parts narrower than this are not compared, at any size of the pixels. */
const leastSharedPx = 6;
/** Places are tried at so many large pixels to each side, and then more finely around the best. */
const mostTried = 16;

/** Likenesses above this are not told apart: a scan is not made twice so exactly. @unitless */
const mostLike = 0.999;

/** Steps of a climb, at most: further off, the start was wrong. */
const mostClimb = 12;
/** The same on finer images, where each step costs more and little is left to do. */
const mostFineClimb = 3;

interface Found extends TileOffset {
  readonly correlation: number;
  readonly significance: number;
}

/**
 * Where the second tile lies from the first, from the part that both show.
 *
 * All places around the expected one are tried on reduced images. From the most significant one likeness is climbed, up to full size and, by
 * a parabola, to some tenth of a pixel. Compared is what both show at each place, and nothing else: phase correlation of strips, which is
 * faster, takes what is cut by the strips' edges for a feature where there are few others. Refused is an overlap that shows nothing, one
 * that fits almost as well somewhere else (a lattice, one object for another), and one whose best place is at the edge of what was tried;
 * one that fits along an edge is held across it alone. Tiles have the same size.
 * Cost: some 50 ms for tiles of 512 x 512 px that share a fifth. Source: normalised correlation, as in Lewis 1995; the error of a correlation
 * coefficient: Fisher 1915.
 *
 * @param expected where the second is expected, from the first
 * @param mostErrorPx how far from there it may lie, along x and y
 */
export function overlapShift(first: Image, second: Image, expected: TileOffset, mostErrorPx: number): OverlapShift {
  const factor = 2 ** Math.max(0, Math.ceil(Math.log2(mostErrorPx / mostTried)));
  const small = [reduced(first, factor), reduced(second, factor)] as const;
  const [middle, steps] = [scaled(expected, 1 / factor), Math.floor(mostErrorPx / factor)];
  const tries = placesTried(...small, middle, steps);
  const best = mostSignificant(tries);
  if (!best) return { ...expected, hold: firm, correlation: 0, significance: 0, refusal: "the tiles share too little" };
  const rough = likestBeside(...small, best, mostClimb);
  const place = climbedToFullSize(first, second, rough, factor);
  const bend = bendOf(first, second, place);
  const others = [
    ...tries.filter((one) => isApart(one, best) && isRival(one, best)),
    ...ofOnePart(...small, middle, steps),
  ];
  const rivals = others.filter((one) => isApart(one, rough));
  const isElsewhere = rivals.some((one) => !isAlong(bend.angleRad, one, rough) || !isRidge(tries, one, rough, best));
  const { correlation, significance } = correlationAt(first, second, place.xPx, place.yPx);
  const isSeen = Math.min(best.significance, significance) >= leastSignificance;
  return {
    ...refined(first, second, place),
    correlation,
    significance,
    hold: holdOf(rivals.length > 0 ? { ...bend, small: 0 } : bend),
    refusal: refusalOf({ isSeen, isElsewhere, isOut: isAtEdge(rough, middle, steps) }),
  };
}

function mostSignificant(tries: readonly Found[]): Found | undefined {
  return tries.reduce<Found | undefined>(
    (most, one) => (most && most.significance >= one.significance ? most : one),
    undefined,
  );
}

function climbedToFullSize(first: Image, second: Image, rough: TileOffset, factor: number): TileOffset {
  let place = rough;
  for (let finer = factor / 2; finer >= 1; finer /= 2)
    place = likestBeside(reduced(first, finer), reduced(second, finer), scaled(place, 2), mostFineClimb);
  return place;
}

/** The correlation at all whole places up to some steps from one. */
function placesTried(first: Image, second: Image, around: TileOffset, steps: number): Found[] {
  const [middleX, middleY, most] = [Math.round(around.xPx), Math.round(around.yPx), Math.floor(steps)];
  const found: Found[] = [];
  for (let yPx = middleY - most; yPx <= middleY + most; yPx++) {
    if (first.heightPx - Math.abs(yPx) < leastSharedPx) continue;
    for (let xPx = middleX - most; xPx <= middleX + most; xPx++) {
      if (first.widthPx - Math.abs(xPx) < leastSharedPx) continue;
      found.push(correlationAt(first, second, xPx, yPx));
    }
  }
  return found;
}

function correlationAt(first: Image, second: Image, xPx: number, yPx: number, part?: ImagePart): Found {
  const { correlation, count } = shiftedCorrelation(first, second, xPx, yPx, part);
  // Fisher's z has the same error whatever the correlation is.
  const significance = Math.atanh(Math.min(correlation, mostLike)) * Math.sqrt(Math.max(0, count - 3));
  return { xPx, yPx, correlation, significance };
}

/**
 * From a place on to where likeness rises, until it is highest among its neighbours.
 *
 * At each step one and the same part of the second image is compared: otherwise a place where more of a bright object is shared would win, and
 * along an edge nothing speaks against it.
 */
function likestBeside(first: Image, second: Image, start: TileOffset, mostSteps: number): TileOffset {
  let at: TileOffset = { xPx: Math.round(start.xPx), yPx: Math.round(start.yPx) };
  for (let step = 0; step < mostSteps; step++) {
    const part = partThatStays(first, second, at.xPx, at.yPx, 2);
    let [next, most] = [at, -2];
    for (let yPx = at.yPx - 2; yPx <= at.yPx + 2; yPx++) {
      for (let xPx = at.xPx - 2; xPx <= at.xPx + 2; xPx++) {
        const { correlation } = shiftedCorrelation(first, second, xPx, yPx, part);
        if (correlation > most) [next, most] = [{ xPx, yPx }, correlation];
      }
    }
    if (next.xPx === at.xPx && next.yPx === at.yPx) break;
    at = next;
  }
  return at;
}

/** The likest place when one and the same part of the second image is compared everywhere; none where that part shows nothing. */
function ofOnePart(first: Image, second: Image, around: TileOffset, steps: number): TileOffset[] {
  const [middleX, middleY] = [Math.round(around.xPx), Math.round(around.yPx)];
  const part = partThatStays(first, second, middleX, middleY, steps);
  if (part.right - part.left < leastSharedPx || part.bottom - part.top < leastSharedPx) return [];
  let most: Found | undefined;
  for (let yPx = middleY - steps; yPx <= middleY + steps; yPx++) {
    for (let xPx = middleX - steps; xPx <= middleX + steps; xPx++) {
      const found = correlationAt(first, second, xPx, yPx, part);
      if (!most || found.correlation > most.correlation) most = found;
    }
  }
  return most && most.significance >= leastSignificance ? [likestBeside(first, second, most, mostClimb)] : [];
}

function refusalOf({ isSeen, isElsewhere, isOut }: Readonly<Record<"isSeen" | "isElsewhere" | "isOut", boolean>>) {
  if (!isSeen) return "the overlap shows nothing that both tiles have";
  if (isElsewhere) return "it fits almost as well somewhere else";
  return isOut ? "it fits best at the edge of where it was looked for" : undefined;
}

function isAtEdge(place: TileOffset, middle: TileOffset, steps: number): boolean {
  const off = (at: number, from: number) => Math.abs(at - Math.round(from));
  return Math.max(off(place.xPx, middle.xPx), off(place.yPx, middle.yPx)) >= steps;
}

function isApart(one: TileOffset, at: TileOffset): boolean {
  return Math.max(Math.abs(one.xPx - at.xPx), Math.abs(one.yPx - at.yPx)) > 2;
}

/** Almost as like, and no chance: how much is shared does not count. */
function isRival(one: Found, best: Found): boolean {
  const isAsLike = 1 - one.correlation < 1.15 * Math.max(1 - best.correlation, 1 - mostLike);
  return isAsLike && one.significance > Math.max(leastSignificance, best.significance / 2);
}

/** An edge is a ridge: halfway between two of its places it fits not much worse. Between two objects that are taken for each other it does not. */
function isRidge(tries: readonly Found[], one: TileOffset, at: TileOffset, best: Found): boolean {
  const [x, y] = [(one.xPx + at.xPx) / 2, (one.yPx + at.yPx) / 2];
  const reach = 1 + 0.08 * Math.hypot(one.xPx - at.xPx, one.yPx - at.yPx);
  const mostUnlike = 2 * Math.max(1 - best.correlation, 1 - mostLike);
  return tries.some(
    ({ xPx, yPx, correlation }) =>
      Math.max(Math.abs(xPx - x), Math.abs(yPx - y)) <= reach && 1 - correlation < mostUnlike,
  );
}

/** A place that lies along an edge from another; edges may be bent a little. */
function isAlong(angleRad: number, one: TileOffset, at: TileOffset): boolean {
  const [x, y] = [one.xPx - at.xPx, one.yPx - at.yPx];
  const across = Math.abs(x * Math.cos(angleRad) + y * Math.sin(angleRad));
  return across < 1.5 + 0.15 * Math.hypot(x, y);
}

/** The top of a parabola through the correlation at a place and its neighbours, along each axis. */
function refined(first: Image, second: Image, { xPx, yPx }: TileOffset): TileOffset {
  const part = partThatStays(first, second, xPx, yPx, 1);
  const at = (dx: number, dy: number) => shiftedCorrelation(first, second, xPx + dx, yPx + dy, part).correlation;
  const middle = at(0, 0);
  return { xPx: xPx + topOf(at(-1, 0), middle, at(1, 0)), yPx: yPx + topOf(at(0, -1), middle, at(0, 1)) };
}

/** Steps of the bend: wider than what the parabola of the place needs, as noise bends too. */
const bendPx = 3;
/** As firmly in all directions. */
export const firm: Hold = { xx: 1, xy: 0, yy: 1 };

/** How the likeness bends around a place: most across edges. */
function bendOf(first: Image, second: Image, { xPx, yPx }: TileOffset): Eigen2 {
  const part = partThatStays(first, second, xPx, yPx, bendPx);
  const at = (dx: number, dy: number) =>
    shiftedCorrelation(first, second, xPx + dx * bendPx, yPx + dy * bendPx, part).correlation;
  const middle = 2 * at(0, 0);
  const xx = middle - at(1, 0) - at(-1, 0);
  const yy = middle - at(0, 1) - at(0, -1);
  const xy = (at(1, -1) + at(-1, 1) - at(1, 1) - at(-1, -1)) / 4;
  return eigenSymmetric2(xx, xy, yy);
}

/** What leans on the likeness from outside moves its top by one over the bend: the weight is the square. */
function holdOf({ large, small, angleRad }: Eigen2): Hold {
  if (!(large > 0)) return firm;
  const along = (Math.max(0, small) / large) ** 2;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return { xx: cos * cos + along * sin * sin, xy: (1 - along) * cos * sin, yy: sin * sin + along * cos * cos };
}

function topOf(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}

/** The image with larger pixels: the sums of those under them, which correlate as their means do. */
function reduced(image: Image, factor: number): Image {
  if (factor === 1) return image;
  const [widthPx, heightPx] = [Math.floor(image.widthPx / factor), Math.floor(image.heightPx / factor)];
  const data = new Float32Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      let sum = 0;
      for (let y = row * factor; y < (row + 1) * factor; y++) {
        const start = y * image.widthPx + column * factor;
        for (let i = start; i < start + factor; i++) sum += image.data[i];
      }
      data[row * widthPx + column] = sum;
    }
  }
  return { data, widthPx, heightPx };
}

function scaled({ xPx, yPx }: TileOffset, factor: number): TileOffset {
  return { xPx: xPx * factor, yPx: yPx * factor };
}
