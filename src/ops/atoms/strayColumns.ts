import type { Image } from "../../core/image.js";
import { gaussianBlur } from "../../numeric/gaussianBlur.js";
import { localMaxima } from "../../numeric/localMaxima.js";
import type { FrameModel } from "./columnFit.js";
import { type NoiseModel, varianceAt } from "./noiseModel.js";
import type { Probe } from "./probeShape.js";

/** A column that no lattice expects. */
export interface StrayColumn {
  readonly xPx: number;
  readonly yPx: number;
  /** @unitless */
  readonly amplitude: number;
  /** Amplitude beside its standard error. @unitless */
  readonly significance: number;
}

/** Matched filter of what a model leaves of a frame. */
export interface ResidualFilter {
  /** Best amplitude of a column at every pixel. @unitless */
  readonly amplitude: Float32Array;
  /** That amplitude beside its standard error; normal with variance 1 where the model and its noise are right. @unitless */
  readonly significance: Float32Array;
}

/**
 * Filters what a model leaves of a frame with the shape of a column, each pixel weighted by its noise.
 *
 * Source: the filter that maximises signal to noise for a known shape in noise of known variance. Cost: two Gaussian blurs.
 */
export function residualFilter(image: Image, model: FrameModel, probe: Probe, noise: NoiseModel): ResidualFilter {
  const { widthPx, heightPx, data } = image;
  const sigma = probe.sigmaPx;
  const weight = model.expected.map((value) => 1 / varianceAt(noise, value));
  const weighted = data.map((value, i) => weight[i] * (value - model.expected[i]));
  const signal = gaussianBlur(weighted, widthPx, heightPx, sigma);
  const power = gaussianBlur(weight, widthPx, heightPx, sigma / Math.SQRT2);
  return {
    amplitude: signal.map((s, i) => (2 * s) / power[i]),
    significance: signal.map((s, i) => 2 * Math.sqrt(Math.PI) * sigma * (s / Math.sqrt(power[i]))),
  };
}

/** Finds columns in what a model leaves: peaks of the matched filter above two thresholds, the most significant first. */
export function strayColumns(
  { amplitude, significance }: ResidualFilter,
  { widthPx, heightPx }: Image,
  probe: Probe,
  { leastSignificance, leastAmplitude }: { leastSignificance: number; leastAmplitude: number },
): StrayColumn[] {
  const radiusPx = Math.max(1, Math.round(1.2 * probe.sigmaPx));
  const peaks = localMaxima(significance, widthPx, heightPx, { radiusPx, threshold: leastSignificance, borderPx: 1 });
  const found: StrayColumn[] = [];
  for (const i of peaks) {
    if (amplitude[i] < leastAmplitude) continue;
    found.push({
      xPx: i % widthPx,
      yPx: Math.floor(i / widthPx),
      amplitude: amplitude[i],
      significance: significance[i],
    });
  }
  return found.sort((a, b) => b.significance - a.significance);
}
