import type { ResidentPlane } from "./residentFft.js";
import type { Workspace } from "./workspace.js";

/** A place on a correlation surface and the height there. */
export interface SurfacePeak {
  readonly xPx: number;
  readonly yPx: number;
  /** @unitless */
  readonly value: number;
}

/** Height, slopes and curvatures of the surface at a place. */
interface Local {
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** The last step is shorter than this: px. What a step leaves is about its square. */
const SMALL_STEP = 0.01;

/**
 * The maximum near a whole pixel of the band-limited surface that a half spectrum stands for, by Newton's method on the sum of its waves.
 * Gives the first guess, from the neighbouring pixels, where the surface has no maximum within a pixel.
 */
export function refinePeak(
  space: Workspace,
  phases: ResidentPlane,
  surface: { readonly address: number; readonly pitch: number },
  whole: SurfacePeak,
): SurfacePeak {
  const guess = neighbourGuess(space, phases, surface, whole);
  const tables = space.reserve(4 * 6 * phases.pitch);
  const sums = space.reserve(4 * 6 * phases.heightPx);
  let { xPx, yPx } = guess;
  for (let i = 0; i < 12; i++) {
    const local = localShape(space, phases, tables, sums, xPx, yPx);
    const determinant = local.xx * local.yy - local.xy * local.xy;
    if (!(determinant > 0 && local.xx < 0)) return guess;
    const dx = (local.xy * local.y - local.yy * local.x) / determinant;
    const dy = (local.xy * local.x - local.xx * local.y) / determinant;
    // A step over more than half a pixel leaves the top of the peak.
    const shorten = Math.min(1, 0.5 / Math.max(Math.abs(dx), Math.abs(dy), 1e-30));
    xPx += shorten * dx;
    yPx += shorten * dy;
    if (Math.abs(xPx - whole.xPx) > 1 || Math.abs(yPx - whole.yPx) > 1) return guess;
    if (Math.max(Math.abs(dx), Math.abs(dy)) < SMALL_STEP)
      return { xPx, yPx, value: Math.max(local.value, whole.value) };
  }
  return guess;
}

/** For a pure shift the surface is sin(pi x) / (pi x) along each axis: the ratio of two neighbours gives the place of its top. */
function neighbourGuess(
  space: Workspace,
  { widthPx, heightPx }: ResidentPlane,
  { address, pitch }: { readonly address: number; readonly pitch: number },
  { xPx, yPx, value }: SurfacePeak,
): SurfacePeak {
  const values = space.floats(address, pitch * heightPx);
  const at = (x: number, y: number) => values[((y + heightPx) % heightPx) * pitch + ((x + widthPx) % widthPx)];
  const offset = (before: number, after: number) => {
    const side = after >= before ? after : before;
    const part = side > 0 ? side / (side + value) : 0;
    return after >= before ? part : -part;
  };
  return {
    xPx: xPx + offset(at(xPx - 1, yPx), at(xPx + 1, yPx)),
    yPx: yPx + offset(at(xPx, yPx - 1), at(xPx, yPx + 1)),
    value,
  };
}

function localShape(space: Workspace, phases: ResidentPlane, tables: number, sums: number, xPx: number, yPx: number) {
  const { re, im, pitch, widthPx, heightPx } = phases;
  fillTables(space.floats(tables, 6 * pitch), pitch, widthPx, xPx);
  space.call("rowSums", re, im, pitch, heightPx, tables, sums);
  const rows = space.floats(sums, 6 * heightPx);
  const local = { value: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
  for (let v = 0; v < heightPx; v++) {
    // The row of the highest frequency stands for both signs; it is left out, as is that column.
    if (2 * v === heightPx) continue;
    const k = (2 * Math.PI * (2 * v < heightPx ? v : v - heightPx)) / heightPx;
    addWave(local, k, yPx, rows, 6 * v);
  }
  const scale = 1 / (widthPx * heightPx);
  for (const key of ["value", "x", "y", "xx", "xy", "yy"] as const) local[key] *= scale;
  return local satisfies Local;
}

function addWave(
  local: { -readonly [K in keyof Local]: number },
  k: number,
  yPx: number,
  rows: Float32Array,
  at: number,
) {
  const c = Math.cos(k * yPx);
  const s = Math.sin(k * yPx);
  const real = (i: number) => rows[at + 2 * i] * c - rows[at + 2 * i + 1] * s;
  const imaginary = (i: number) => rows[at + 2 * i] * s + rows[at + 2 * i + 1] * c;
  const plain = real(0);
  local.value += plain;
  local.x -= imaginary(1);
  local.y -= k * imaginary(0);
  local.xx -= real(2);
  local.xy -= k * real(1);
  local.yy -= k * k * plain;
}

/** Cosines and sines of each column's wave at xPx times 1, k and k^2; columns that stand for two signs count twice. */
function fillTables(tables: Float32Array, pitch: number, widthPx: number, xPx: number): void {
  tables.fill(0);
  for (let u = 0; 2 * u < widthPx; u++) {
    const k = (2 * Math.PI * u) / widthPx;
    const weight = u === 0 ? 1 : 2;
    for (let power = 0, factor = weight; power < 3; power++, factor *= k) {
      tables[2 * power * pitch + u] = factor * Math.cos(k * xPx);
      tables[(2 * power + 1) * pitch + u] = factor * Math.sin(k * xPx);
    }
  }
}
