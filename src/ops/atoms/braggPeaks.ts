import type { Image } from "../../core/image.js";
import { rfft2 } from "../../numeric/fft.js";
import { gaussianBlur } from "../../numeric/gaussianBlur.js";
import { median } from "./median.js";

/** A peak of the power spectrum. */
export interface BraggPeak {
  /** Spatial frequency, in cycles per px. */
  readonly qxPerPx: number;
  readonly qyPerPx: number;
  /** Power beside the noise around it: exponentially distributed with mean 1 where there is only noise. @unitless */
  readonly ratio: number;
}

/** Peaks below this many cycles per frame are illumination and contamination, not lattice. @unitless */
const fewestCycles = 4;

/**
 * Finds the peaks of an image's power spectrum that noise does not explain.
 *
 * One of each pair ±q is returned, strongest first. Positions are good to about 0.05 cycles per frame. A peak must stand
 * ln(pixels) + 5 above the noise's mean (less than one false peak in a hundred frames). Where that leaves at least two peaks but fewer
 * than six (photon-starved frames), weaker ones that stand above `weakest` are added: they decide which lattice the strong ones span.
 * Cost: one FFT of the padded frame.
 */
export function braggPeaks(image: Image, most = 60): BraggPeak[] {
  const threshold = Math.log(image.widthPx * image.heightPx) + 5;
  const all = peaksAbove(image, weakest);
  const strong = all.filter((peak) => peak.ratio >= threshold);
  const few = strong.length >= 2 && strong.length < 6;
  return (few ? all : strong).slice(0, most);
}

/** About one peak of pure noise in 20 000 pixels stands this high. @unitless */
const weakest = 10;

function peaksAbove(image: Image, threshold: number): BraggPeak[] {
  const spectrum = powerSpectrum(image);
  const { power, widthPx, heightPx, pitch } = spectrum;
  const strongest = power.reduce((a, b) => Math.max(a, b), 0);
  const rounded = rounding * variance(image.data) * image.data.length;
  const noise = spectrumNoise(spectrum, Math.max(rounded, noiseless * strongest));
  const reachX = Math.ceil((1.5 * widthPx) / image.widthPx);
  const reachY = Math.ceil((1.5 * heightPx) / image.heightPx);
  const lowestX = fewestCycles / image.widthPx;
  const lowestY = fewestCycles / image.heightPx;
  const peaks: StrongPeak[] = [];
  for (let row = 0; row < heightPx; row++) {
    const ky = row <= heightPx / 2 ? row : row - heightPx;
    for (let col = 0; col < pitch - reachX; col++) {
      if (col === 0 && ky <= 0) continue;
      if ((col / widthPx / lowestX) ** 2 + (ky / heightPx / lowestY) ** 2 < 1) continue;
      const i = row * pitch + col;
      const ratio = power[i] / noise[i];
      if (ratio < threshold || !isLargest(power, row, col, reachX, reachY, heightPx, pitch)) continue;
      const [dx, dy] = subPixel(power, row, col, heightPx, pitch);
      peaks.push({ qxPerPx: (col + dx) / widthPx, qyPerPx: (ky + dy) / heightPx, ratio, power: power[i] });
    }
  }
  return withoutLeakage(peaks, image);
}

/** Variance of rounding in 32 bits beside that of the values: a frame without noise has at least that. @unitless */
const rounding = 1e-11;

function variance(values: Float32Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** A frame with less noise than this share of its strongest peak's power has none to tell peaks by: the strong ones count then. @unitless */
const noiseless = 1e-6;

/** A peak's power must be this many times what stronger peaks leak to its place. @unitless */
const aboveLeakage = 6;

/** Strongest first; without the side lobes that the Hann window gives every peak: 1 / (pi d^3)^2 of its power at d cycles from it. */
function withoutLeakage(peaks: readonly StrongPeak[], { widthPx, heightPx }: Image): BraggPeak[] {
  const real: StrongPeak[] = [];
  for (const peak of [...peaks].sort((p, q) => q.power - p.power)) {
    const leaked = real.reduce((sum, { qxPerPx, qyPerPx, power }) => {
      const lobe = (sign: number) => {
        const dx = (peak.qxPerPx - sign * qxPerPx) * widthPx;
        const dy = (peak.qyPerPx - sign * qyPerPx) * heightPx;
        return power / (Math.PI * Math.max(1, Math.hypot(dx, dy)) ** 3) ** 2;
      };
      return sum + lobe(1) + lobe(-1);
    }, 0);
    if (peak.power > aboveLeakage * leaked) real.push(peak);
  }
  return real.sort((p, q) => q.ratio - p.ratio).map(({ qxPerPx, qyPerPx, ratio }) => ({ qxPerPx, qyPerPx, ratio }));
}

interface StrongPeak extends BraggPeak {
  /** Power, in the spectrum's own unit. @unitless */
  readonly power: number;
}

interface PowerSpectrum {
  readonly power: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pitch: number;
}

/** Power of the flattened, windowed frame, on a grid finer than the frame's own, so that peaks do not fall between points. */
function powerSpectrum(image: Image): PowerSpectrum {
  const { widthPx, heightPx } = image;
  const level = withoutPlane(image);
  const slow = gaussianBlur(level, widthPx, heightPx, Math.min(widthPx, heightPx) / 24);
  const flat = level.map((value, i) => value - slow[i]);
  clipTails(flat);
  const windowX = hann(widthPx);
  const windowY = hann(heightPx);
  const padded = { widthPx: nextPowerOfTwo(1.4 * widthPx), heightPx: nextPowerOfTwo(1.4 * heightPx) };
  const data = new Float32Array(padded.widthPx * padded.heightPx);
  for (let row = 0; row < heightPx; row++) {
    for (let col = 0; col < widthPx; col++) {
      data[row * padded.widthPx + col] = flat[row * widthPx + col] * windowX[col] * windowY[row];
    }
  }
  const spectrum = rfft2({ data, ...padded });
  const pitch = padded.widthPx / 2 + 1;
  const power = new Float32Array(pitch * padded.heightPx);
  for (let row = 0; row < padded.heightPx; row++) {
    for (let col = 0; col < pitch; col++) {
      const i = row * spectrum.pitch + col;
      power[row * pitch + col] = spectrum.re[i] * spectrum.re[i] + spectrum.im[i] * spectrum.im[i];
    }
  }
  return { ...padded, pitch, power };
}

/** Takes the best-fitting plane off: the low-pass that follows does not do justice to a slope at the frame's edges. */
function withoutPlane({ data, widthPx, heightPx }: Image): Float32Array {
  const [middleX, middleY] = [(widthPx - 1) / 2, (heightPx - 1) / 2];
  let [sum, byX, byY] = [0, 0, 0];
  for (let row = 0, i = 0; row < heightPx; row++) {
    for (let col = 0; col < widthPx; col++, i++) {
      sum += data[i];
      byX += data[i] * (col - middleX);
      byY += data[i] * (row - middleY);
    }
  }
  const mean = sum / data.length;
  // The mean square of the numbers 0 to n - 1 around their middle is (n^2 - 1) / 12.
  const slopeX = (12 * byX) / data.length / (widthPx * widthPx - 1);
  const slopeY = (12 * byY) / data.length / (heightPx * heightPx - 1);
  return data.map((value, i) => {
    const row = Math.floor(i / widthPx);
    return value - mean - slopeX * (i - row * widthPx - middleX) - slopeY * (row - middleY);
  });
}

/** Bright adatoms and dead pixels would spread over the whole spectrum: values beyond six standard deviations are cut off. */
function clipTails(values: Float32Array): void {
  let sum2 = 0;
  for (const value of values) sum2 += value * value;
  const limit = 6 * Math.sqrt(sum2 / values.length);
  for (let i = 0; i < values.length; i++) values[i] = Math.max(-limit, Math.min(limit, values[i]));
}

function hann(n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n));
}

function nextPowerOfTwo(n: number): number {
  return 2 ** Math.ceil(Math.log2(n));
}

/** Mean noise power at every point: the larger of the median in its ring and the median in its neighbourhood, scaled from median to mean. */
function spectrumNoise({ power, widthPx, heightPx, pitch }: PowerSpectrum, least: number): Float32Array {
  const block = 16;
  const blocksX = Math.ceil(pitch / block);
  const blocksY = Math.ceil(heightPx / block);
  const local = new Float32Array(blocksX * blocksY);
  const rings: number[][] = Array.from({ length: 64 }, () => []);
  const ringOf = (row: number, col: number) => {
    const ky = row <= heightPx / 2 ? row : row - heightPx;
    return Math.floor(Math.hypot(col / widthPx, ky / heightPx) * 64);
  };
  for (let by = 0; by < blocksY; by++) {
    for (let bx = 0; bx < blocksX; bx++) {
      const values: number[] = [];
      for (let row = by * block; row < Math.min(heightPx, (by + 1) * block); row++) {
        for (let col = bx * block; col < Math.min(pitch, (bx + 1) * block); col++) {
          values.push(power[row * pitch + col]);
          rings[ringOf(row, col)].push(power[row * pitch + col]);
        }
      }
      local[by * blocksX + bx] = median(values);
    }
  }
  const ringMedians = rings.map((ring) => (ring.length > 0 ? median(ring) : 0));
  const noise = new Float32Array(power.length);
  for (let row = 0; row < heightPx; row++) {
    for (let col = 0; col < pitch; col++) {
      const near = local[Math.floor(row / block) * blocksX + Math.floor(col / block)];
      noise[row * pitch + col] = Math.max(near, ringMedians[ringOf(row, col)], least) / Math.LN2;
    }
  }
  return noise;
}

function isLargest(
  power: Float32Array,
  row: number,
  col: number,
  reachX: number,
  reachY: number,
  heightPx: number,
  pitch: number,
): boolean {
  const value = power[row * pitch + col];
  for (let dy = -reachY; dy <= reachY; dy++) {
    for (let dx = -reachX; dx <= reachX; dx++) {
      if (powerAt(power, row + dy, col + dx, heightPx, pitch) > value) return false;
    }
  }
  return true;
}

/** Power at any row and column of the half spectrum; left of column 0 the spectrum mirrors through the origin. */
function powerAt(power: Float32Array, row: number, col: number, heightPx: number, pitch: number): number {
  const mirrored = col < 0;
  const r = (((mirrored ? -row : row) % heightPx) + heightPx) % heightPx;
  return power[r * pitch + Math.abs(col)];
}

/** Offset of a peak's top from its highest point, by parabolas through the logarithm (exact for a Gaussian peak). */
function subPixel(power: Float32Array, row: number, col: number, heightPx: number, pitch: number): [number, number] {
  const log = (dy: number, dx: number) => Math.log(powerAt(power, row + dy, col + dx, heightPx, pitch) + 1e-30);
  const top = (before: number, at: number, after: number) => {
    const bend = before - 2 * at + after;
    return bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend)) : 0;
  };
  return [top(log(0, -1), log(0, 0), log(0, 1)), top(log(-1, 0), log(0, 0), log(1, 0))];
}
