import type { Random } from "../../core/random.js";
import type { Material } from "../specimens/specimen.js";
import { DistributionCache } from "./distributionCache.js";
import { countDistribution, drawCounts } from "./drawCounts.js";
import { edsAxis } from "./edsDetector.js";
import { type EdsValues, edsDefaults } from "./edsParameters.js";
import { type EdsConditions, edsCountsPerNm, radiatingNm } from "./edsSpectrum.js";
import type { EnergyAxis } from "./energyAxis.js";
import { checkElectrons, emptyCube, type MapOptions, pixelOf, type SpectrumCube } from "./spectrumCube.js";

/** Counts X-rays of materials, pixel by pixel. */
export interface EdsCounter {
  readonly axis: EnergyAxis;
  /** Adds the counts of a material under so many electrons to channels; vacuum gives none. Returns their number. */
  count(material: Material | undefined, electrons: number, into: Int32Array | Uint16Array): number;
}

/** A counter that keeps the spectrum of each composition it has met. */
export function edsCounter(conditions: EdsConditions, random: Random): EdsCounter {
  const { values = edsDefaults, axis = edsAxis(values) } = conditions;
  const spectra = new DistributionCache((composition) =>
    countDistribution(edsCountsPerNm(composition, { ...conditions, axis, values })),
  );
  return {
    axis,
    count(material, electrons, into) {
      checkElectrons(electrons);
      if (!material || !(material.thicknessNm > 0)) return 0;
      return drawCounts(
        spectra.of(material.atomsPerNm3),
        electrons * radiatingNm(material.thicknessNm, values),
        random,
        into,
      );
    },
  };
}

/** How an EDS map is taken. */
export interface EdsMapOptions extends MapOptions {
  /** Default: all 4096 channels; give a part of them, or binnedAxis of them, for large maps. */
  readonly axis?: EnergyAxis;
  readonly values?: EdsValues;
}

/**
 * An X-ray spectrum with Poisson counts at every pixel.
 *
 * Errors: BadOption, for maps of more than 512 MB too. Cost: 2 ms for each composition, then 0.2 us a count and 0.3 us a pixel.
 */
export function edsMap(options: EdsMapOptions): SpectrumCube {
  const { widthPx, heightPx, accelKv, values = edsDefaults, axis = edsAxis(values) } = options;
  const cube = emptyCube(widthPx, heightPx, axis);
  const counter = edsCounter({ accelKv, axis, values }, options.random);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++)
      counter.count(options.materialAt(x, y), options.electronsPerPx, pixelOf(cube, x, y));
    options.onRow?.(y);
  }
  return cube;
}
