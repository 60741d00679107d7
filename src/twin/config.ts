import { detectorParameters } from "./detectors/detectorParameters.js";
import { brightFieldDiskParameters } from "./diffraction/brightFieldDisk.js";
import { diffractionParameters } from "./diffraction/diffractionParameters.js";
import { opticsParameters } from "./optics/opticsParameters.js";
import type { Parameter, ParameterGroup, ValuesOf } from "./parameter.js";
import { sampleParameters } from "./sample/sampleParameters.js";
import { lamellaParameters } from "./specimens/crossSection.js";
import { materialParameters } from "./specimens/material.js";
import { supportParameters } from "./specimens/supportGrid.js";
import { edsParameters } from "./spectra/edsParameters.js";
import { eelsParameters } from "./spectra/eelsParameters.js";
import { stageParameters } from "./stage/stageParameters.js";

/** The parts of the twin, each with its numbers: a new part is one line. */
export const parameterGroups = {
  stage: stageParameters,
  optics: opticsParameters,
  detectors: detectorParameters,
  sample: sampleParameters,
  eds: edsParameters,
  eels: eelsParameters,
  diffraction: diffractionParameters,
  brightFieldDisk: brightFieldDiskParameters,
  support: supportParameters,
  lamella: lamellaParameters,
  material: materialParameters,
} as const satisfies Readonly<Record<string, ParameterGroup>>;

type Groups = typeof parameterGroups;

/** Changes of the twin's numbers, by part and name. */
export type TwinConfigChanges = { readonly [G in keyof Groups]?: Partial<ValuesOf<Groups[G]>> };

/** A number of the twin, as it is listed. */
export interface ConfigEntry extends Parameter {
  readonly group: string;
  readonly name: string;
}

/** Every number that the twin is made of, part after part. */
export function twinConfig(): ConfigEntry[] {
  return Object.entries(parameterGroups).flatMap(([group, parameters]) =>
    Object.entries(parameters as ParameterGroup).map(([name, parameter]) => ({ group, name, ...parameter })),
  );
}
