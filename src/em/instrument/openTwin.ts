import { EmError } from "../../core/error.js";
import { makeSpecimen } from "../../twin/specimens/specimens.js";
import { Twin } from "../../twin/twin.js";
import type { Address } from "./address.js";
import type { OpenedInstrument } from "./scheme.js";

/** Opens a twin: "twin:mxene?seed=7&speed=real&vacancyPercent=3". Errors: BadOption for what it or its specimen does not know. */
export async function openTwin({ name, options, text }: Address): Promise<OpenedInstrument> {
  const { speed = "fast", ...ofSpecimen } = options;
  if (speed !== "fast" && speed !== "real") {
    throw new EmError("BadOption", `speed is "${speed}"`, {
      fix: 'speed must be "fast", as fast as it computes, or "real", a second a second.',
    });
  }
  const specimen = makeSpecimen(name === "" ? "mxene" : name, ofSpecimen);
  const twin = new Twin({ specimen, seed: specimen.seed, speed, name: text });
  return { instrument: twin, twin };
}
