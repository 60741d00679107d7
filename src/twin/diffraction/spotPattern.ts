import { type ExcitedBeam, excitedBeams, kinematicIntensity, type TurnedCrystal } from "./excitedBeams.js";
import { type PatternView, pixelMradOf } from "./patternView.js";

/** Disks with a radius below this many pixels are drawn as spots. */
const leastDiskPx = 1.5;

/**
 * Adds the central disk and the diffracted ones to a pattern, together `total` of the beam less what leaves the frame.
 *
 * Each direction within the cone of the beam shares its electrons among the beams: intensities of first order, I / (1 + sum of all I), so
 * none is negative and none is lost. Disks show their fringes, and the central one lacks what the others have.
 */
export function addSpots(pattern: Float64Array, crystal: TurnedCrystal, view: PatternView, total: number): void {
  const beams = excitedBeams(crystal, view);
  const radiusPx = view.convergenceMrad / pixelMradOf(view);
  if (radiusPx < leastDiskPx) addPointSpots(pattern, beams, crystal, view, total);
  else addDisks(pattern, strongest(beams), crystal, view, total);
}

/** What the beams that are left out for speed have together, beside all: large disks of a large cell are hundreds. */
const leftOutFraction = 2e-3;

function strongest(beams: readonly ExcitedBeam[]): readonly ExcitedBeam[] {
  const sorted = beams.map(({ mostFraction }) => mostFraction).sort((x, y) => y - x);
  let left = (1 - leftOutFraction) * sorted.reduce((sum, share) => sum + share, 0);
  let least = 0;
  for (const share of sorted) {
    if (left <= 0) break;
    left -= share;
    least = share;
  }
  // Equivalent beams differ by rounding: they stay or go together.
  return beams.filter(({ mostFraction }) => mostFraction >= least * (1 - 1e-6));
}

/** Adds only the central disk: what passes a hole, or an amorphous material without being scattered. */
export function addCentralDisk(pattern: Float64Array, view: PatternView, total: number): void {
  const radiusPx = view.convergenceMrad / pixelMradOf(view);
  if (radiusPx < leastDiskPx) addPoint(pattern, view, 0, 0, total);
  else forDisk(view, radiusPx, 0, 0, (at, _x, _y, weight) => (pattern[at] += total * weight));
}

function addPointSpots(
  pattern: Float64Array,
  beams: readonly ExcitedBeam[],
  crystal: TurnedCrystal,
  view: PatternView,
  total: number,
): void {
  const spread = view.values.thicknessSpreadFraction;
  const shares = beams.map((b) => kinematicIntensity(crystal, b.reflection.amplitude, b.excitationPerNm, spread));
  const unit = total / shares.reduce((sum, share) => sum + share, 1);
  addPoint(pattern, view, 0, 0, unit);
  for (const [i, beam] of beams.entries()) addPoint(pattern, view, beam.xMrad, beam.yMrad, unit * shares[i]);
}

function addPoint(pattern: Float64Array, view: PatternView, xMrad: number, yMrad: number, intensity: number): void {
  const pixelMrad = pixelMradOf(view);
  const sigmaPx = Math.hypot(view.values.pointSpreadPx, view.convergenceMrad / pixelMrad / 2);
  const middle = (view.sizePx - 1) / 2;
  const centreX = middle + xMrad / pixelMrad;
  const centreY = middle + yMrad / pixelMrad;
  const reach = Math.ceil(5 * sigmaPx) + 1;
  const [left, top] = [Math.round(centreX) - reach, Math.round(centreY) - reach];
  const across = gaussianWeights(left, centreX, sigmaPx, reach);
  const down = gaussianWeights(top, centreY, sigmaPx, reach);
  for (let j = 0; j < down.length; j++) {
    const y = top + j;
    if (y < 0 || y >= view.sizePx) continue;
    for (let i = 0; i < across.length; i++) {
      const x = left + i;
      if (x >= 0 && x < view.sizePx) pattern[y * view.sizePx + x] += intensity * across[i] * down[j];
    }
  }
}

/** Weights of 2 reach + 1 pixels that add up to one. */
function gaussianWeights(first: number, centre: number, sigma: number, reach: number): number[] {
  const raw = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-(((first + i - centre) / sigma) ** 2) / 2));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / sum);
}

function addDisks(
  pattern: Float64Array,
  beams: readonly ExcitedBeam[],
  crystal: TurnedCrystal,
  view: PatternView,
  total: number,
): void {
  const pixelMrad = pixelMradOf(view);
  const radiusPx = view.convergenceMrad / pixelMrad;
  const side = 2 * Math.ceil(radiusPx + 2) + 1;
  const half = (side - 1) / 2;
  const rates = beams.map((beam) => rockingCurve(beam, crystal, view, (radiusPx + 2) * pixelMrad * 1e-3));
  // What each direction of the cone sends into all beams together, on a grid of pixels about the middle of the disk.
  const sums = new Float64Array(side * side).fill(1);
  for (const rate of rates)
    for (let j = 0; j < side; j++)
      for (let i = 0; i < side; i++)
        if ((i - half) ** 2 + (j - half) ** 2 <= (radiusPx + 2) ** 2)
          sums[j * side + i] += rate((i - half) * pixelMrad * 1e-3, (j - half) * pixelMrad * 1e-3);
  const sumAt = (x: number, y: number) => interpolated(sums, side, x + half, y + half);
  forDisk(view, radiusPx, 0, 0, (at, x, y, weight) => (pattern[at] += (total * weight) / sumAt(x, y)));
  for (const [i, beam] of beams.entries())
    forDisk(view, radiusPx, beam.xMrad / pixelMrad, beam.yMrad / pixelMrad, (at, x, y, weight) => {
      const rate = rates[i](x * pixelMrad * 1e-3, y * pixelMrad * 1e-3);
      pattern[at] += (total * weight * rate) / sumAt(x, y);
    });
}

/** Points of a rocking curve per fringe: straight lines between them are true to 1 %. */
const pointsPerFringe = 24;

/** Intensity of a beam by the tilt of the incident direction in radians, from a table: it depends on the tilt along g alone. */
function rockingCurve(
  { reflection, g, excitationPerNm }: ExcitedBeam,
  crystal: TurnedCrystal,
  view: PatternView,
  coneRad: number,
): (xRad: number, yRad: number) => number {
  const most = coneRad * Math.hypot(g[0], g[1]) + 1e-12;
  const steps = Math.ceil(Math.min(4096, Math.max(16, 2 * most * crystal.thicknessNm * pointsPerFringe)));
  const table = Float64Array.from({ length: steps + 2 }, (_, i) =>
    kinematicIntensity(
      crystal,
      reflection.amplitude,
      excitationPerNm - most * ((2 * i) / steps - 1),
      view.values.thicknessSpreadFraction,
    ),
  );
  const scale = steps / (2 * most);
  return (xRad, yRad) => {
    const at = Math.max(0, Math.min(steps, scale * (g[0] * xRad + g[1] * yRad + most)));
    const i = Math.floor(at);
    return table[i] + (at - i) * (table[i + 1] - table[i]);
  };
}

function interpolated(grid: Float64Array, side: number, x: number, y: number): number {
  const i = Math.min(side - 2, Math.max(0, Math.floor(x)));
  const j = Math.min(side - 2, Math.max(0, Math.floor(y)));
  const [u, v] = [x - i, y - j];
  const at = j * side + i;
  return (1 - v) * ((1 - u) * grid[at] + u * grid[at + 1]) + v * ((1 - u) * grid[at + side] + u * grid[at + side + 1]);
}

/** Visits the pixels of a disk about a place off the centre; their weights add up to one over the whole disk, in the frame or not. */
function forDisk(
  { sizePx }: PatternView,
  radiusPx: number,
  xPx: number,
  yPx: number,
  visit: (at: number, x: number, y: number, weight: number) => void,
): void {
  const middle = (sizePx - 1) / 2;
  const [centreX, centreY] = [middle + xPx, middle + yPx];
  const unit = 1 / (Math.PI * radiusPx * radiusPx);
  const most = radiusPx + 0.5;
  for (let y = Math.max(0, Math.ceil(centreY - most)); y <= Math.min(sizePx - 1, centreY + most); y++)
    for (let x = Math.max(0, Math.ceil(centreX - most)); x <= Math.min(sizePx - 1, centreX + most); x++) {
      const [dx, dy] = [x - centreX, y - centreY];
      const cover = Math.min(1, most - Math.sqrt(dx * dx + dy * dy));
      if (cover > 0) visit(y * sizePx + x, dx, dy, cover * unit);
    }
}
