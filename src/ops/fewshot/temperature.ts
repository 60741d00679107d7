import { geometric } from "./featureBlock.js";
import { shares } from "./refine.js";

/** What the temperature is without examples to find it from, and by which factor it may well differ. Found on practice images. @unitless */
const [usualTemperature, usualFactor] = [4, 2] as const;

/** Each example as it would be seen without itself: misfits of classes, and the class that it is of. */
export interface LeftOut {
  /** One for each class. @unitless */
  readonly misfit: Float64Array;
  /** @unitless */
  readonly classIndex: number;
}

/**
 * The temperature by which misfits are divided so that probabilities are as often right as they say: the most likely one.
 *
 * Features vary together, so that likelihoods which take all as told are far too sure. A temperature near 4 is believed in beforehand, so that
 * a few examples that are all clear do not make everything certain. Cost: 60 temperatures times the examples.
 * Source: Guo et al. 2017, ICML 34, 1321, for the temperature; leaving out each example, and the belief, are this project's own.
 */
export function temperatureOf(examples: readonly LeftOut[]): number {
  let [best, least] = [usualTemperature as number, Number.POSITIVE_INFINITY];
  for (const temperature of geometric(0.5, 100, 60)) {
    let cost = 0.5 * (Math.log(temperature / usualTemperature) / Math.log(usualFactor)) ** 2;
    for (const { misfit, classIndex } of examples)
      cost -= Math.log(Math.max(1e-12, shares(misfit, misfit.length, temperature)[classIndex]));
    if (cost < least) [best, least] = [temperature, cost];
  }
  return best;
}
