import { EmError } from "../../core/error.js";
import type { TwinConfigChanges } from "../../twin/config.js";
import { makeSpecimen } from "../../twin/specimens/specimens.js";
import { Twin } from "../../twin/twin.js";
import type { Address } from "./address.js";
import type { OpenedInstrument } from "./scheme.js";

/**
 * Opens a twin: "twin:mxene?seed=7&speed=real&vacancyPercent=3&stage.backlashXyNm=200".
 *
 * What has a dot in its name is a number of the twin (em.twin.config lists them), the rest belongs to its specimen.
 * Errors: BadOption for what it or its specimen does not know, and for numbers that cannot be.
 */
export async function openTwin({ name, options, text }: Address): Promise<OpenedInstrument> {
  const { speed = "fast", ...others } = options;
  if (speed !== "fast" && speed !== "real") {
    throw new EmError("BadOption", `speed is "${speed}"`, {
      fix: 'speed must be "fast", as fast as it computes, or "real", a second a second.',
    });
  }
  const { changes, rest } = splitOptions(others);
  const specimen = makeSpecimen(name === "" ? "mxene" : name, rest);
  const twin = new Twin({ specimen, seed: specimen.seed, speed, changes, name: text });
  return { instrument: twin, twin };
}

/** Parts the numbers of the twin, "stage.backlashXyNm", from the options of its specimen. */
function splitOptions(options: Readonly<Record<string, string>>): {
  changes: TwinConfigChanges;
  rest: Record<string, string>;
} {
  // Without a prototype: "__proto__" is no part of the twin.
  const changes: Record<string, Record<string, number | string>> = Object.create(null);
  const rest: Record<string, string> = {};
  for (const [name, text] of Object.entries(options)) {
    const dot = name.indexOf(".");
    if (dot < 0) rest[name] = text;
    else {
      const part = name.slice(0, dot);
      // A text that is no number stays one, for the message about it.
      const value = text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
      changes[part] = { ...changes[part], [name.slice(dot + 1)]: value };
    }
  }
  return { changes: changes as TwinConfigChanges, rest };
}
