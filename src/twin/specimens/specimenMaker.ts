import type { TwinSpecimen } from "./specimen.js";
import { type ChosenOptions, chosenOptions, type GivenOptions, type SpecimenOptions } from "./specimenOptions.js";

/** What the list of specimens has of each. */
export interface SpecimenMaker {
  readonly name: string;
  readonly description: string;
  /** What can be chosen, with defaults, bounds and sources. */
  readonly options: SpecimenOptions;
  /** Errors: BadOption for options that are not there or out of range. */
  make(given: GivenOptions): TwinSpecimen;
}

/** Everything of a specimen that is not its name, seed and description. */
export type SpecimenBody = Omit<TwinSpecimen, "name" | "description" | "seed">;

/** Ties the options of a specimen to the function that makes it. */
export function specimenMaker<O extends SpecimenOptions>(specimen: {
  readonly name: string;
  readonly description: string;
  readonly options: O;
  readonly body: (chosen: ChosenOptions<O> & { readonly seed: number }) => SpecimenBody;
}): SpecimenMaker {
  const { name, description, options } = specimen;
  return {
    name,
    description,
    options,
    make(given) {
      const chosen = chosenOptions(name, options, given);
      return { name, description, seed: chosen.seed, ...specimen.body(chosen) };
    },
  };
}
