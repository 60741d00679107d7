import { firm, type Hold, type TileOffset } from "./overlapShift.js";

/** What an overlap has said: where the tile `to` lies from the tile `from`. */
export interface TileLink extends TileOffset {
  /** @unitless */
  readonly from: number;
  /** @unitless */
  readonly to: number;
  /** How firmly it holds each direction; default all as firmly. */
  readonly hold?: Hold;
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
  const first = solve(start, start, links);
  const stretched = stretch(start, first, linkedOf(start.xPx.length, links));
  return stretched ? solve(stretched, first, links) : first;
}

interface Places {
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
}

/** Conjugate gradients on the normal equations: (graph of the links + weight of the encoders) places = right side. */
function solve(prior: Places, start: Places, links: readonly TileLink[]): Places {
  const right = bothOf(prior).map((place) => place * encoderWeight);
  for (const link of links) pull(right, link, link.xPx, link.yPx);
  const places = bothOf(start);
  const residual = applied(places, links).map((value, i) => right[i] - value);
  let direction = Float64Array.from(residual);
  let size = dot(residual, residual);
  const enough = 1e-18 * (1 + dot(right, right));
  for (let step = 0; step < 10 * places.length && size > enough; step++) {
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
  return { xPx: places.slice(0, places.length / 2), yPx: places.slice(places.length / 2) };
}

function applied(places: Float64Array, links: readonly TileLink[]): Float64Array {
  const result = places.map((place) => place * encoderWeight);
  const count = places.length / 2;
  for (const link of links) {
    const { from, to } = link;
    pull(result, link, places[to] - places[from], places[count + to] - places[count + from]);
  }
  return result;
}

/** Adds what a link that is so long does to both its tiles. */
function pull(forces: Float64Array, { from, to, hold = firm }: TileLink, xPx: number, yPx: number): void {
  const count = forces.length / 2;
  const [x, y] = [hold.xx * xPx + hold.xy * yPx, hold.xy * xPx + hold.yy * yPx];
  forces[to] += x;
  forces[from] -= x;
  forces[count + to] += y;
  forces[count + from] -= y;
}

function bothOf({ xPx, yPx }: Places): Float64Array {
  return Float64Array.of(...xPx, ...yPx);
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

/** How far a link is from the places, along what it holds. */
function residualOf({ from, to, hold = firm, ...link }: TileLink, xPx: Float64Array, yPx: Float64Array): number {
  const [x, y] = [xPx[to] - xPx[from] - link.xPx, yPx[to] - yPx[from] - link.yPx];
  return Math.sqrt(Math.max(0, hold.xx * x * x + 2 * hold.xy * x * y + hold.yy * y * y));
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
