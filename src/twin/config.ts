import { closestName } from "../core/closestName.js";
import { EmError } from "../core/error.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import { faultParameters } from "./acquire/noiseBurst.js";
import { detectorParameters } from "./detectors/detectorParameters.js";
import { brightFieldDiskParameters } from "./diffraction/brightFieldDisk.js";
import { diffractionParameters } from "./diffraction/diffractionParameters.js";
import { columnParameters } from "./optics/columnParameters.js";
import { opticsParameters } from "./optics/opticsParameters.js";
import { type ConfigEntry, type Parameter, type ParameterGroup, type ValuesOf, valuesOf } from "./parameter.js";
import { signalParameters } from "./sample/atomicSignal.js";
import { sampleParameters } from "./sample/sampleParameters.js";
import { lamellaParameters } from "./specimens/crossSection.js";
import { materialParameters } from "./specimens/material.js";
import { specimens } from "./specimens/specimens.js";
import { supportParameters } from "./specimens/supportGrid.js";
import { edsParameters } from "./spectra/edsParameters.js";
import { eelsParameters } from "./spectra/eelsParameters.js";
import { stageParameters, stageValues } from "./stage/stageParameters.js";

/** Parts whose numbers can be others in each twin: a new part is one line. */
export const parameterGroups = {
  stage: stageParameters,
  optics: opticsParameters,
  detectors: detectorParameters,
  sample: sampleParameters,
  eds: edsParameters,
  eels: eelsParameters,
  diffraction: diffractionParameters,
  faults: faultParameters,
} as const satisfies Readonly<Record<string, ParameterGroup>>;

/** Parts that are the same in all twins; what varies of a specimen are its options. */
const fixedGroups = {
  column: columnParameters,
  signal: signalParameters,
  support: supportParameters,
  lamella: lamellaParameters,
  material: materialParameters,
  brightFieldDisk: brightFieldDiskParameters,
} as const satisfies Readonly<Record<string, ParameterGroup>>;

type Groups = typeof parameterGroups;

/** The numbers that a twin works with, by part. */
export type TwinValues = { readonly [G in keyof Groups]: ValuesOf<Groups[G]> };

/** Changes of the twin's numbers, by part and name. */
export type TwinConfigChanges = { readonly [G in keyof Groups]?: Partial<ValuesOf<Groups[G]>> };

/** Numbers that may be below zero, in groups that check nothing themselves. */
const signed = new Set<string>([
  ...["defocusNm", "twoFoldXNm", "twoFoldYNm", "comaXNm", "comaYNm", "threeFoldXNm", "threeFoldYNm", "sphericalUm"],
  ...["focusDriftNmPerMin", "scanXErrorPercent", "scanYErrorPercent", "scanShearDeg", "firstEv"],
  ...["trivalentShiftEv", "driftEvPerMin"],
]);
/** Numbers that something is divided by. */
const aboveZero = new Set<string>([
  ...["gainCountsPerElectron", "clipCounts", "channels", "channelEv", "manganeseFwhmEv", "zeroLossFwhmEv", "opaqueAt"],
  ...["channellingDeg", "backgroundPeakRatio", "reductionDoseEPerA2", "amorphisationDoseEPerA2", "growthFieldNm"],
  ...["growthCurrentPicoAmp", "saturationCurrentPicoAmp", "leastFieldNm", "haloReachFields", "showerDoseEPerA2"],
  ...["inelasticPathNm", "edgeExponent", "excitedNm", "referenceCounts", "referenceCurrentPicoAmp"],
  ...["referenceDwellUs", "referenceThicknessNm", "referenceAccelKv", "opaqueNm", "diffusePathNm", "diffuseMrad"],
  ...["kikuchiPathNm", "kikuchiLineMrad", "reflectionReachPerNm", "pointSpreadPx", "leastDwellUs", "mostDwellUs"],
]);
/** Numbers of things that are counted. */
const whole = new Set<string>(["channels", "kikuchiBands", "autoSteps", "burstRowsPx"]);
/** Numbers that specimens are made with, before there is a twin. */
const ofSpecimens = new Set<string>([
  ...["terminationLossBarn", "titaniumLossBarn", "adatomLossBarn", "amorphisedMostNm", "amorphisationDoseEPerA2"],
]);

/**
 * The numbers of all parts, with some of them replaced.
 *
 * Errors: BadOption for a part or a name that is not there (with the nearest one), for what cannot be changed, and for a number that
 * cannot be.
 */
export function twinValues(changes: TwinConfigChanges = {}): TwinValues {
  for (const part of Object.keys(changes)) checkPart(part);
  const parts = Object.entries(parameterGroups).map(([part, group]) => {
    if (part === "stage") return [part, stageValues(changes.stage)];
    return [part, groupValues(part, group, changes[part as keyof Groups] ?? {})];
  });
  return Object.freeze(Object.fromEntries(parts)) as TwinValues;
}

function checkPart(part: string): void {
  if (Object.hasOwn(parameterGroups, part)) return;
  const near = closestName(part, Object.keys(parameterGroups));
  const isFixed = Object.hasOwn(fixedGroups, part);
  throw new EmError("BadOption", `the twin has no part "${part.slice(0, 60)}" whose numbers can be changed`, {
    fix: near && !isFixed ? `Did you mean "${near}"?` : `There are: ${Object.keys(parameterGroups).join(", ")}.`,
  });
}

function groupValues(part: string, group: ParameterGroup, changes: object): Readonly<Record<string, number>> {
  const fixed = Object.keys(changes).find((name) => ofSpecimens.has(name));
  if (fixed) {
    throw new EmError("BadOption", `${part}.${fixed} cannot be changed: specimens are made with it`, {
      fix: "em.twin.config lists it; what varies of a specimen are its options.",
    });
  }
  const rule = (name: string) => {
    const least = whole.has(name) ? 1 : aboveZero.has(name) ? Number.MIN_VALUE : 0;
    return { kind: "number" as const, integer: whole.has(name), ...(signed.has(name) ? {} : { min: least }) };
  };
  const rules = Object.fromEntries(Object.keys(group).map((name) => [name, rule(name)]));
  const defaults = valuesOf(group);
  // The same object where nothing is changed: what follows from it is kept by it.
  if (Object.keys(changes).length === 0) return defaults;
  const values = resolveOptions(`the twin's ${part}`, changes, defaults, rules as OptionRules<typeof defaults>);
  return Object.freeze(values);
}

/** Every number that a twin is made of, part after part, and the options of each specimen; without values the defaults. */
export function twinConfig(values?: TwinValues): ConfigEntry[] {
  const ofParts = Object.entries({ ...parameterGroups, ...fixedGroups }).flatMap(([group, parameters]) =>
    Object.entries(parameters as ParameterGroup).map(([name, parameter]) => {
      const own = (values?.[group as keyof Groups] as Readonly<Record<string, number>> | undefined)?.[name];
      return entry(group, name, parameter, own);
    }),
  );
  const ofOptions = specimens.flatMap((specimen) =>
    Object.entries(specimen.options).flatMap(([name, option]) =>
      "parameter" in option ? [entry(`specimen ${specimen.name}`, name, option.parameter)] : [],
    ),
  );
  return [...ofParts, ...ofOptions];
}

function entry(group: string, name: string, parameter: Parameter, own = parameter.value): ConfigEntry {
  const isChanged = own !== parameter.value;
  const source = isChanged ? `chosen for this twin; default ${parameter.value}: ${parameter.source}` : parameter.source;
  return { group, name, ...parameter, value: own, source, isChanged };
}
