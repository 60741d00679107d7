import type { Random } from "../../core/random.js";
import type { Material } from "../specimens/specimen.js";
import { DistributionCache } from "./distributionCache.js";
import { type CountDistribution, countDistribution, drawCounts } from "./drawCounts.js";
import type { Composition } from "./edsSpectrum.js";
import { type EelsValues, eelsDefaults } from "./eelsParameters.js";
import { eelsAxis, eelsCountsPerNm, singleLossNm, totalReduction } from "./eelsSpectrum.js";
import type { EnergyAxis } from "./energyAxis.js";
import type { Valence } from "./fineStructure.js";
import { checkElectrons, emptyCube, type MapOptions, pixelOf, type SpectrumCube } from "./spectrumCube.js";

/** What a counter of lost electrons needs beside the material. */
export interface EelsExposure {
  readonly electrons: number;
  /** What the dose has reduced of the titanium, from 0 to 1. */
  readonly reducedFraction: number;
  /** Drift of the spectrometer by now; rounded to 0.01 eV. */
  readonly shiftEv: number;
}

/** Counts electrons by their loss, pixel by pixel. */
export interface EelsCounter {
  readonly axis: EnergyAxis;
  /** Counts the electrons of a material into channels that hold zero; vacuum gives none. Returns their number, without the gain. */
  count(material: Material | undefined, exposure: EelsExposure, into: Int32Array | Uint16Array): number;
}

/** A counter that keeps the spectra of the compositions, valences and drifts that it has met. */
export function eelsCounter(
  conditions: { readonly accelKv: number; readonly axis?: EnergyAxis; readonly values?: EelsValues },
  random: Random,
): EelsCounter {
  const { accelKv, values = eelsDefaults, axis = eelsAxis(values) } = conditions;
  const spectra = new DistributionCache<CountDistribution>((composition: Composition, variant: string) => {
    const [valence, hundredths] = variant.split(" ");
    const shiftEv = Number(hundredths) / 100;
    return countDistribution(eelsCountsPerNm(composition, valence as Valence, { accelKv, axis, values, shiftEv }));
  });
  const gain = values.gainCountsPerElectron;
  return {
    axis,
    count(material, { electrons, reducedFraction, shiftEv }, into) {
      checkElectrons(electrons);
      if (!material || !(material.thicknessNm > 0)) return 0;
      const share = totalReduction(material, reducedFraction);
      const factor = electrons * singleLossNm(material.thicknessNm, values);
      const hundredths = Math.round(100 * shiftEv);
      const draw = (valence: Valence, part: number) =>
        drawCounts(spectra.of(material.atomsPerNm3, `${valence} ${hundredths}`), factor * part, random, into);
      // Both valences are drawn by themselves: the sum of Poisson counts is that of the mixture.
      const counted = (share < 1 ? draw("Ti4+", 1 - share) : 0) + (share > 0 ? draw("Ti3+", share) : 0);
      if (gain !== 1) for (let i = 0; i < into.length; i++) into[i] = Math.round(into[i] * gain);
      return counted;
    },
  };
}

/** How an EELS map is taken. */
export interface EelsMapOptions extends MapOptions {
  /** Default: 2048 channels of 0.25 eV from 400 eV. */
  readonly axis?: EnergyAxis;
  readonly values?: EelsValues;
  /** What the dose has reduced at a pixel, from 0 to 1. Default: nothing. */
  reducedFractionAt?(xPx: number, yPx: number): number;
  /** Drift of the spectrometer when a row is taken, in eV. Default: none. */
  shiftEvAt?(yPx: number): number;
}

/**
 * An energy-loss spectrum with Poisson noise at every pixel.
 *
 * Errors: BadOption, for maps of more than 512 MB too. Cost: 2 ms for each composition and step of drift, then 0.2 us a count.
 */
export function eelsMap(options: EelsMapOptions): SpectrumCube {
  const { widthPx, heightPx, accelKv, values = eelsDefaults, axis = eelsAxis(values) } = options;
  const cube = emptyCube(widthPx, heightPx, axis);
  const counter = eelsCounter({ accelKv, axis, values }, options.random);
  for (let y = 0; y < heightPx; y++) {
    const shiftEv = options.shiftEvAt?.(y) ?? 0;
    for (let x = 0; x < widthPx; x++) {
      const reducedFraction = options.reducedFractionAt?.(x, y) ?? 0;
      const exposure = { electrons: options.electronsPerPx, reducedFraction, shiftEv };
      counter.count(options.materialAt(x, y), exposure, pixelOf(cube, x, y));
    }
    options.onRow?.(y);
  }
  return cube;
}
