import type { Image } from "../../core/image.js";
import type { AtomsResult } from "./atomsResult.js";
import type { NoiseModel } from "./noiseModel.js";

/** The unit in which a frame is analysed, so that the result does not depend on the detector's gain and offset: (value - offset) / unit. */
export interface ValueScale {
  /** @unitless */
  readonly offset: number;
  /** @unitless */
  readonly unit: number;
}

/** Share of the pixels that may be darker than the offset: dead ones. @unitless */
const darkShare = 0.001;
/** Share of the pixels that may be beyond the range on each side: dead and hot ones, bright adatoms. @unitless */
const outsideShare = 0.02;

/** The dark end of a frame's values and their range, from a sample of 40 000 pixels. */
export function valueScale({ data }: Image): ValueScale {
  const step = Math.max(1, Math.floor(data.length / 40000));
  const sorted = data.filter((_, i) => i % step === 0).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const range = at(1 - outsideShare) - at(outsideShare) || largestSpan(data);
  return { offset: at(darkShare), unit: range };
}

function largestSpan(data: Float32Array): number {
  const lowest = data.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = data.reduce((a, b) => Math.max(a, b), -Infinity);
  return highest - lowest;
}

/** The frame in the unit of its analysis. */
export function imageInUnits(image: Image, { offset, unit }: ValueScale): Image {
  return { ...image, data: image.data.map((value) => (value - offset) / unit) };
}

/** The noise of a frame in the unit of its analysis. */
export function noiseInUnits(noise: NoiseModel, { offset, unit }: ValueScale): NoiseModel {
  const { isPoisson, constant, perValue, least } = noise;
  return {
    isPoisson,
    constant: (constant + perValue * offset) / unit / unit,
    perValue: perValue / unit,
    least: least / unit / unit,
  };
}

/** A result of the analysis in the frame's own values. */
export function resultInValues(result: AtomsResult, { offset, unit }: ValueScale): AtomsResult {
  const times = (values: Float64Array) => values.map((value) => value * unit);
  const { columns, sites, noise } = result;
  return {
    ...result,
    columns: {
      ...columns,
      amplitude: times(columns.amplitude),
      amplitudeError: times(columns.amplitudeError),
    },
    sites: { ...sites, amplitude: times(sites.amplitude), amplitudeError: times(sites.amplitudeError) },
    lattices: result.lattices.map((lattice) => ({
      ...lattice,
      columns: lattice.columns.map((column) => ({ ...column, amplitude: column.amplitude * unit })),
    })),
    noise: {
      isPoisson: noise.isPoisson,
      constant: (noise.constant * unit - noise.perValue * offset) * unit,
      perValue: noise.perValue * unit,
      least: noise.least * unit * unit,
    },
  };
}
