import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import { goldSpecimen } from "./goldSpecimen.js";
import { moo3Specimen } from "./moo3Specimen.js";
import { mxeneSpecimen } from "./mxeneSpecimen.js";
import { polycrystalSpecimen } from "./polycrystalSpecimen.js";
import type { TwinSpecimen } from "./specimen.js";
import type { SpecimenMaker } from "./specimenMaker.js";
import type { GivenOptions } from "./specimenOptions.js";
import { stoGeSpecimen } from "./stoGeSpecimen.js";
import { stoLmoSpecimen } from "./stoLmoSpecimen.js";

/** Every specimen of the twin; the first is what an address without a name means. */
export const specimens: readonly SpecimenMaker[] = [
  mxeneSpecimen,
  moo3Specimen,
  stoLmoSpecimen,
  stoGeSpecimen,
  polycrystalSpecimen,
  goldSpecimen,
];

/**
 * Makes a specimen by its name; options may be texts, as they stand in an address.
 *
 * Errors: BadOption for a name that is not in the list, or options that the specimen does not take (its `options` tell which).
 *
 * @example
 * makeSpecimen("mxene", { seed: 7, vacancyPercent: 3 }).columns({ leastXNm: 0, leastYNm: 0, mostXNm: 5, mostYNm: 5 });
 */
export function makeSpecimen(name: string, given: GivenOptions = {}): TwinSpecimen {
  const maker = specimens.find((one) => one.name === name);
  if (maker) return maker.make(given);
  const known = specimens.map((one) => one.name);
  const near = closestName(name, known);
  throw new EmError("BadOption", `the twin has no specimen "${name.slice(0, 60)}"`, {
    fix: near ? `Did you mean ${near}?` : `It has: ${known.join(", ")}.`,
  });
}
