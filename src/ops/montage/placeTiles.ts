import type { TileOffset } from "./overlapShift.js";

/** What an overlap has said: where the tile `to` lies from the tile `from`. */
export interface TileLink extends TileOffset {
  /** @unitless */
  readonly from: number;
  /** @unitless */
  readonly to: number;
}

/** Where tiles are. */
export interface PlacedTiles {
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
  /** One per tile: 1 where overlaps have placed it, 0 where only the encoders have. @unitless */
  readonly isLinked: Uint8Array;
  /** How far each link is from the places that were found; those of links that were left out too. */
  readonly residualPx: Float64Array;
  /** One per link: 1 where it was left out as it contradicts the others. @unitless */
  readonly isLeftOut: Uint8Array;
}

/** What the encoders say counts a ten-thousandth of what an overlap says, a hundred times its error: it only decides where nothing else does. */
const encoderWeight = 1e-4;
/** A link that is this far off, and the furthest of all, is left out. */
const mostResidualPx = 4;

/**
 * The places of tiles that fit what the overlaps say best, in the sense of least squares; where overlaps say nothing, the encoders count.
 *
 * The encoders' places are first stretched and turned as a whole to fit the images (the scan is calibrated otherwise than the stage), so
 * that tiles without a link lie where their neighbours make them expected. Links that contradict the others are left out one by one.
 * Cost: O(links) for each of some hundred steps; milliseconds for 400 tiles. Source: global optimisation as in Preibisch, Saalfeld and
 * Tomancak 2009; conjugate gradients: Hestenes and Stiefel 1952.
 *
 * @param encoders where each tile is by its encoders
 */
export function placeTiles(
  encoders: { readonly xPx: ArrayLike<number>; readonly yPx: ArrayLike<number> },
  links: readonly TileLink[],
): PlacedTiles {
  const isLeftOut = new Uint8Array(links.length);
  for (;;) {
    const used = links.filter((_, i) => !isLeftOut[i]);
    const placed = bestFit(encoders, used);
    const residualPx = Float64Array.from(links, (link) => residualOf(link, placed.xPx, placed.yPx));
    const worst = residualPx.reduce((best, r, i) => (!isLeftOut[i] && r > (residualPx[best] ?? 0) ? i : best), -1);
    if (worst < 0 || residualPx[worst] < mostResidualPx)
      return { ...placed, residualPx, isLeftOut, isLinked: linkedOf(placed.xPx.length, used) };
    isLeftOut[worst] = 1;
  }
}

function bestFit(
  encoders: { readonly xPx: ArrayLike<number>; readonly yPx: ArrayLike<number> },
  links: readonly TileLink[],
) {
  const start = { xPx: Float64Array.from(encoders.xPx), yPx: Float64Array.from(encoders.yPx) };
  const first = solveBoth(start, start, links);
  const stretched = stretch(start, first, linkedOf(start.xPx.length, links));
  return stretched ? solveBoth(stretched, first, links) : first;
}

interface Places {
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
}

function solveBoth(prior: Places, start: Places, links: readonly TileLink[]): Places {
  return {
    xPx: solve(prior.xPx, start.xPx, links, (link) => link.xPx),
    yPx: solve(prior.yPx, start.yPx, links, (link) => link.yPx),
  };
}

/** Conjugate gradients on the normal equations: (graph of the links + weight of the encoders) places = right side. */
function solve(
  prior: Float64Array,
  start: Float64Array,
  links: readonly TileLink[],
  offsetOf: (link: TileLink) => number,
): Float64Array {
  const right = prior.map((place) => place * encoderWeight);
  for (const link of links) {
    right[link.to] += offsetOf(link);
    right[link.from] -= offsetOf(link);
  }
  const places = Float64Array.from(start);
  const residual = applied(places, links).map((value, i) => right[i] - value);
  let direction = Float64Array.from(residual);
  let size = dot(residual, residual);
  const enough = 1e-18 * (1 + dot(right, right));
  for (let step = 0; step < 20 * places.length && size > enough; step++) {
    const along = applied(direction, links);
    const far = size / dot(direction, along);
    for (let i = 0; i < places.length; i++) {
      places[i] += far * direction[i];
      residual[i] -= far * along[i];
    }
    const next = dot(residual, residual);
    direction = direction.map((value, i) => residual[i] + (next / size) * value);
    size = next;
  }
  return places;
}

function applied(places: Float64Array, links: readonly TileLink[]): Float64Array {
  const result = places.map((place) => place * encoderWeight);
  for (const { from, to } of links) {
    const apart = places[to] - places[from];
    result[to] += apart;
    result[from] -= apart;
  }
  return result;
}

/** The places of the encoders, stretched and turned to fit those of linked tiles; undefined where too few are linked to tell. */
function stretch(encoders: Places, found: Places, isLinked: Uint8Array): Places | undefined {
  const linked = [...isLinked.keys()].filter((i) => isLinked[i]);
  const [meanX, meanY] = [meanOver(encoders.xPx, linked), meanOver(encoders.yPx, linked)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const i of linked) {
    const [x, y] = [encoders.xPx[i] - meanX, encoders.yPx[i] - meanY];
    [xx, xy, yy] = [xx + x * x, xy + x * y, yy + y * y];
  }
  const determinant = xx * yy - xy * xy;
  // Tiles in one line say nothing of what is across it.
  if (linked.length < 4 || !(determinant > 1e-6 * xx * yy)) return undefined;
  const along = (values: Float64Array) => {
    const mean = meanOver(values, linked);
    let [vx, vy] = [0, 0];
    for (const i of linked) {
      vx += (values[i] - mean) * (encoders.xPx[i] - meanX);
      vy += (values[i] - mean) * (encoders.yPx[i] - meanY);
    }
    const [ofX, ofY] = [(vx * yy - vy * xy) / determinant, (vy * xx - vx * xy) / determinant];
    return encoders.xPx.map((x, i) => mean + ofX * (x - meanX) + ofY * (encoders.yPx[i] - meanY));
  };
  return { xPx: along(found.xPx), yPx: along(found.yPx) };
}

function residualOf(link: TileLink, xPx: Float64Array, yPx: Float64Array): number {
  return Math.hypot(xPx[link.to] - xPx[link.from] - link.xPx, yPx[link.to] - yPx[link.from] - link.yPx);
}

function linkedOf(count: number, links: readonly TileLink[]): Uint8Array {
  const isLinked = new Uint8Array(count);
  for (const { from, to } of links) isLinked[from] = isLinked[to] = 1;
  return isLinked;
}

function meanOver(values: Float64Array, indices: readonly number[]): number {
  return indices.reduce((sum, i) => sum + values[i], 0) / Math.max(1, indices.length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
