import { seededRandom } from "../../src/core/random.js";
import { gaussianBlur } from "../../src/numeric/index.js";

/** A frame as the jobs meet it, with the true places of its atoms. */
export interface Frame {
  readonly data: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly xPx: readonly number[];
  readonly yPx: readonly number[];
}

/** Distance of the atoms of the frame. */
const SPACING_PX = 22;

/** Atoms on a square lattice, each a little off its site, slightly oval, with the noise of counted electrons. */
export function makeFrame(sizePx: number, seed: number): Frame {
  const random = seededRandom(seed, "frame");
  const data = new Float32Array(sizePx * sizePx).fill(20);
  const xPx: number[] = [];
  const yPx: number[] = [];
  for (let y = SPACING_PX; y < sizePx - SPACING_PX / 2; y += SPACING_PX) {
    for (let x = SPACING_PX; x < sizePx - SPACING_PX / 2; x += SPACING_PX) {
      xPx.push(x + random.uniform() - 0.5);
      yPx.push(y + random.uniform() - 0.5);
      addAtom(data, sizePx, xPx.at(-1)!, yPx.at(-1)!, 90 + 20 * random.uniform());
    }
  }
  const noise = seededRandom(seed, "noise");
  for (let i = 0; i < data.length; i++) data[i]! += Math.sqrt(data[i]!) * noise.normal();
  return { data, widthPx: sizePx, heightPx: sizePx, xPx, yPx };
}

function addAtom(data: Float32Array, size: number, x0: number, y0: number, height: number): void {
  const reach = 11;
  for (let y = Math.max(0, Math.round(y0) - reach); y <= Math.min(size - 1, y0 + reach); y++) {
    for (let x = Math.max(0, Math.round(x0) - reach); x <= Math.min(size - 1, x0 + reach); x++) {
      const [dx, dy] = [x - x0, y - y0];
      data[y * size + x]! += height * Math.exp(-0.5 * (dx * dx * 0.16 + dy * dy * 0.12 + 0.04 * dx * dy));
    }
  }
}

/** The frame moved by whole pixels, round its edges, with noise of its own. */
export function movedFrame({ data, widthPx, heightPx }: Frame, shiftXPx: number, shiftYPx: number): Float32Array {
  const random = seededRandom(1, "moved");
  const moved = new Float32Array(data.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const to = ((y + shiftYPx + heightPx) % heightPx) * widthPx + ((x + shiftXPx + widthPx) % widthPx);
      moved[to] = data[y * widthPx + x]! + 5 * random.normal();
    }
  }
  return moved;
}

/** Pixels of the blurred frame above its mean: blobs of all sizes. */
export function makeMask({ data, widthPx, heightPx }: Frame): Uint8Array {
  const smooth = gaussianBlur(data, widthPx, heightPx, 1);
  const mean = smooth.reduce((sum, v) => sum + v, 0) / smooth.length;
  return Uint8Array.from(smooth, (v) => (v > mean ? 1 : 0));
}
