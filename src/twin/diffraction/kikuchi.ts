import type { TurnedCrystal } from "./excitedBeams.js";
import { type PatternView, pixelMradOf } from "./patternView.js";
import { turned, type Vector3 } from "./reciprocalLattice.js";

/** A band of the Kikuchi pattern: the directions near a lattice plane. */
export interface KikuchiBand {
  /** Miller's indices. @unitless */
  readonly hkl: readonly [number, number, number];
  /** Normal of the plane in the laboratory, of length one. @unitless */
  readonly normal: Vector3;
  /** Half its width: Bragg's angle. */
  readonly halfWidthMrad: number;
  /** Angle of the optical axis to the plane, positive on the side of the normal. */
  readonly axisMrad: number;
  /** Structure factor beside that of the strongest reflection. */
  readonly strengthFraction: number;
}

/** Share of the contrast that the bright band has, beside the pair of an excess and a deficit line. */
const bandShare = 0.35;

/** The strongest bands that cross the frame, one for each pair of a reflection and its opposite. */
export function kikuchiBands(crystal: TurnedCrystal, view: PatternView): KikuchiBand[] {
  const { reflections, labFromCrystal, wavelengthNm } = crystal;
  const strongest = reflections[0]?.amplitude ?? 1;
  const bands: KikuchiBand[] = [];
  for (const { hkl, g, lengthPerNm, amplitude } of reflections) {
    if (bands.length >= view.values.kikuchiBands) break;
    if (!isFirstOfPair(hkl)) continue;
    const normal = turned(labFromCrystal, g).map((x) => x / lengthPerNm) as unknown as Vector3;
    const halfWidthMrad = 1e3 * Math.asin(Math.min(1, (wavelengthNm * lengthPerNm) / 2));
    const axisMrad = 1e3 * Math.asin(Math.max(-1, Math.min(1, normal[2])));
    if (Math.abs(axisMrad) > Math.SQRT2 * view.reachMrad + halfWidthMrad) continue;
    bands.push({ hkl, normal, halfWidthMrad, axisMrad, strengthFraction: amplitude / strongest });
  }
  return bands;
}

function isFirstOfPair([h, k, l]: readonly [number, number, number]): boolean {
  return h > 0 || (h === 0 && (k > 0 || (k === 0 && l > 0)));
}

/**
 * What the Kikuchi bands make of an even diffuse background: a factor for each pixel, always above zero.
 *
 * A band is brighter between its lines; of the two lines the one nearer to the optical axis is dark and the other bright, the more so the
 * less symmetric the band lies. Bands are fixed to the crystal: a tilt moves them by its angle. Source: geometry of Kikuchi (1928),
 * Williams and Carter, Transmission Electron Microscopy, chapter 19; the profile is a plausible one. Cost: about 5 ns per pixel and band.
 */
export function kikuchiFactor(crystal: TurnedCrystal, view: PatternView): Float64Array {
  const { kikuchiPathNm, kikuchiContrastFraction, kikuchiLineMrad } = view.values;
  const contrast = kikuchiContrastFraction * (1 - Math.exp(-crystal.thicknessNm / kikuchiPathNm));
  const logarithm = new Float64Array(view.sizePx ** 2);
  const directions = pixelDirections(view);
  for (const band of kikuchiBands(crystal, view))
    addBand(logarithm, directions, band, contrast * band.strengthFraction, kikuchiLineMrad);
  for (let i = 0; i < logarithm.length; i++) logarithm[i] = Math.exp(logarithm[i]);
  return logarithm;
}

function addBand(
  logarithm: Float64Array,
  directions: Float64Array,
  band: KikuchiBand,
  contrast: number,
  lineMrad: number,
): void {
  const [nx, ny, nz] = band.normal;
  const most = Math.sin((band.halfWidthMrad + 5 * lineMrad) * 1e-3);
  const profile = bandProfile(band, contrast, lineMrad, most);
  const scale = profileSteps / (2 * most);
  for (let i = 0; i < logarithm.length; i++) {
    const sine = nx * directions[3 * i] + ny * directions[3 * i + 1] + nz * directions[3 * i + 2];
    if (sine >= most || sine <= -most) continue;
    const at = (sine + most) * scale;
    const step = Math.floor(at);
    logarithm[i] += profile[step] + (at - step) * (profile[step + 1] - profile[step]);
  }
}

/** Steps across a band and its lines: some twenty for the width of a line. */
const profileSteps = 1024;

/** Logarithm of the factor across a band, by the sine of the angle to its middle from -most to most. */
function bandProfile(band: KikuchiBand, contrast: number, lineMrad: number, most: number): Float64Array {
  const { halfWidthMrad } = band;
  const lean = -Math.tanh(band.axisMrad / halfWidthMrad);
  return Float64Array.from({ length: profileSteps + 2 }, (_, step) => {
    const angleMrad = 1e3 * Math.asin(most * ((2 * step) / profileSteps - 1));
    const upper = (angleMrad - halfWidthMrad) / lineMrad;
    const lower = (angleMrad + halfWidthMrad) / lineMrad;
    const inside = (Math.tanh(lower) - Math.tanh(upper)) / 2;
    const pair = Math.exp(-upper * upper) - Math.exp(-lower * lower);
    return contrast * (bandShare * inside + lean * pair);
  });
}

/** The direction of each pixel, x, y and z in turn. */
function pixelDirections(view: PatternView): Float64Array {
  const { sizePx } = view;
  const pixelRad = pixelMradOf(view) * 1e-3;
  const middle = (sizePx - 1) / 2;
  const out = new Float64Array(3 * sizePx * sizePx);
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++) {
      const [ax, ay] = [(x - middle) * pixelRad, (y - middle) * pixelRad];
      const angle = Math.hypot(ax, ay);
      const perAngle = angle === 0 ? 1 : Math.sin(angle) / angle;
      out.set([ax * perAngle, ay * perAngle, Math.cos(angle)], 3 * (y * sizePx + x));
    }
  return out;
}
