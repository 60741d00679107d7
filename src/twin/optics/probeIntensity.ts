import { electronWavelengthNm } from "../../core/electronWavelength.js";
import { fft2 } from "../../numeric/fft.js";
import { goodSize } from "../../numeric/goodSize.js";
import { farthestRayNm, pathDifferenceNm, rayNm } from "./aberrations.js";
import { fociOf } from "./focalSpread.js";
import type { ProbeSettings } from "./probeSettings.js";

/** The intensity of a probe of a point source on a square grid that closes upon itself, the axis at the first pixel; the sum is 1. */
export interface ProbeGrid {
  readonly sizePx: number;
  readonly pixelNm: number;
  /** sizePx x sizePx values. @unitless */
  readonly intensity: Float32Array;
}

/** Radius in nm beyond which next to nothing of a probe lies: the third dark ring or the farthest ray, and three sigmas of the source. */
export function probeReachNm(s: ProbeSettings): number {
  const airyNm = (0.61 * electronWavelengthNm(s.accelKv) * 1000) / s.convergenceMrad;
  return 3 * airyNm + farthestRayNm(s) + 1.3 * s.sourceFwhmNm;
}

/** Highest spatial frequency, in 1/nm, that a probe carries: the diameter of its aperture. */
export function apertureLimitPerNm({ accelKv, convergenceMrad }: ProbeSettings): number {
  return (2 * convergenceMrad) / 1000 / electronWavelengthNm(accelKv);
}

/** The probe by wave optics: |Fourier transform of the aberrated aperture|^2, added up over the foci; one transform for each of them. */
export function waveProbe(s: ProbeSettings, sizePx: number, pixelNm: number): ProbeGrid {
  const intensity = new Float32Array(sizePx * sizePx);
  const aperture = apertureOf(s, sizePx, pixelNm);
  const open = aperture.amplitude.reduce((sum, a) => sum + a * a, 0);
  const re = new Float32Array(sizePx * sizePx);
  const im = new Float32Array(sizePx * sizePx);
  for (const { defocusNm, weightFraction } of fociOf(s)) {
    const phaseOfSquare = (-Math.PI * (defocusNm - s.defocusNm)) / electronWavelengthNm(s.accelKv);
    for (let i = 0; i < aperture.at.length; i++) {
      const phase = aperture.phase[i] + phaseOfSquare * aperture.squareRad2[i];
      re[aperture.at[i]] = aperture.amplitude[i] * Math.cos(phase);
      im[aperture.at[i]] = aperture.amplitude[i] * Math.sin(phase);
    }
    const wave = fft2(re, im, sizePx, sizePx, { inverse: true });
    // The inverse transform divides by the number of pixels; by Parseval its squares then sum to the open area over that number.
    const scale = (weightFraction * sizePx * sizePx) / open;
    for (let i = 0; i < intensity.length; i++) intensity[i] += scale * (wave.re[i] ** 2 + wave.im[i] ** 2);
  }
  return { sizePx, pixelNm, intensity };
}

/** The open pixels of the aperture in the order of the transform. */
interface Aperture {
  readonly at: readonly number[];
  readonly amplitude: readonly number[];
  readonly phase: readonly number[];
  readonly squareRad2: readonly number[];
}

function apertureOf(s: ProbeSettings, sizePx: number, pixelNm: number): Aperture {
  const wavelengthNm = electronWavelengthNm(s.accelKv);
  const stepRad = wavelengthNm / (sizePx * pixelNm);
  const edge = s.convergenceMrad / 1000 / stepRad;
  const reach = Math.min(Math.ceil(edge + 0.5), Math.floor((sizePx - 1) / 2));
  const open = { at: [] as number[], amplitude: [] as number[], phase: [] as number[], squareRad2: [] as number[] };
  for (let v = -reach; v <= reach; v++) {
    for (let u = -reach; u <= reach; u++) {
      // A pixel that the edge cuts is open in part, so that the area is right however few there are; over a third of a pixel, for a soft
      // edge takes more from the wave's square than from the wave.
      const share = Math.min(1, 3 * (edge - Math.hypot(u, v)) + 0.5);
      if (share <= 0) continue;
      open.at.push(((v + sizePx) % sizePx) * sizePx + ((u + sizePx) % sizePx));
      open.amplitude.push(share);
      open.phase.push((-2 * Math.PI * pathDifferenceNm(s, u * stepRad, v * stepRad)) / wavelengthNm);
      open.squareRad2.push((u * u + v * v) * stepRad * stepRad);
    }
  }
  return open;
}

const raysAcross = 256;

/** The probe by ray optics, for aberrations so large that its wave would need too fine a grid: each ray falls on its four next pixels. */
export function rayProbe(s: ProbeSettings, sizePx: number, pixelNm: number): ProbeGrid {
  const intensity = new Float32Array(sizePx * sizePx);
  const alpha = s.convergenceMrad / 1000;
  let total = 0;
  for (const { defocusNm, weightFraction } of fociOf(s)) {
    const focused = { ...s, defocusNm };
    for (let row = 0.5 - raysAcross / 2; row < raysAcross / 2; row++) {
      for (let col = 0.5 - raysAcross / 2; col < raysAcross / 2; col++) {
        const [x, y] = [(2 * alpha * col) / raysAcross, (2 * alpha * row) / raysAcross];
        if (x * x + y * y > alpha * alpha) continue;
        const [xNm, yNm] = rayNm(focused, x, y);
        drop(intensity, sizePx, xNm / pixelNm, yNm / pixelNm, weightFraction);
        total += weightFraction;
      }
    }
  }
  return { sizePx, pixelNm, intensity: intensity.map((value) => value / total) };
}

function drop(target: Float32Array, sizePx: number, x: number, y: number, weight: number): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const wrap = (i: number) => ((i % sizePx) + sizePx) % sizePx;
  for (const [row, rowShare] of [
    [wrap(top), top + 1 - y],
    [wrap(top + 1), y - top],
  ]) {
    target[row * sizePx + wrap(left)] += weight * rowShare * (left + 1 - x);
    target[row * sizePx + wrap(left + 1)] += weight * rowShare * (x - left);
  }
}

const mostWavePx = 1024;
const rayPx = 512;
/** Keeps the aperture at some twenty pixels, or its edge would be coarse. */
const leastWidthNm = 3;

/** The probe on a grid at least eight times its reach wide; rays take over where waves would need much more than 1024 pixels a side. */
export function probeIntensity(s: ProbeSettings): ProbeGrid {
  const reachNm = probeReachNm(s);
  // Twice the diameter of the aperture holds the intensity's spectrum; a little more keeps the edges of that spectrum apart.
  const pixelNm = 1 / (2.04 * apertureLimitPerNm(s));
  const wanted = Math.ceil(Math.max(8 * reachNm, leastWidthNm) / pixelNm);
  if (wanted > 2 * mostWavePx) return rayProbe(s, rayPx, (8 * reachNm) / rayPx);
  return waveProbe(s, goodSize(Math.min(wanted, mostWavePx)), pixelNm);
}
