import { type OptionRules, resolveOptions } from "../../core/options.js";
import { probeFwhmNm, probePicture } from "./probe.js";
import { apertureLimitPerNm } from "./probeIntensity.js";
import type { ProbeSettings } from "./probeSettings.js";

/** Which probe is asked for; what is left out is as the column has it. */
export interface ProbeQuestion extends Partial<ProbeSettings> {
  /** true: without aberrations, focal spread and source, but for those that are given. Default false. */
  readonly isPerfect?: boolean;
}

/** How wide and how bright a probe is. */
export interface ProbeReport {
  readonly settings: ProbeSettings;
  /** Diameter of a disc as large as the area in which it is above half of its peak. */
  readonly fwhmNm: number;
  /** Share of the current per square nanometre at the peak. */
  readonly peakPerNm2: number;
}

const perfect = {
  ...{ defocusNm: 0, twoFoldXNm: 0, twoFoldYNm: 0, comaXNm: 0, comaYNm: 0, threeFoldXNm: 0, threeFoldYNm: 0 },
  ...{ sphericalUm: 0, focalSpreadNm: 0, sourceFwhmNm: 0 },
} as const;

const number = { kind: "number" } as const;
const rules: OptionRules<ProbeQuestion> = {
  isPerfect: { kind: "boolean" },
  accelKv: { ...number, min: 1, max: 3000, unit: "kV" },
  convergenceMrad: { ...number, min: 0.1, max: 200, unit: "mrad" },
  defocusNm: number,
  ...{ twoFoldXNm: number, twoFoldYNm: number, comaXNm: number, comaYNm: number },
  ...{ threeFoldXNm: number, threeFoldYNm: number, sphericalUm: number },
  focalSpreadNm: { ...number, min: 0 },
  sourceFwhmNm: { ...number, min: 0 },
};

/** Works out a probe. Errors: BadOption. Cost: some 20 ms near focus. @param now the probe as the column has it */
export function probeReport(now: ProbeSettings, question?: ProbeQuestion): ProbeReport {
  const { isPerfect, ...given } = resolveOptions<ProbeQuestion>("em.twin.probe", question, {}, rules);
  const settings: ProbeSettings = Object.freeze({ ...now, ...(isPerfect && perfect), ...given });
  // Fine enough for the top of the peak, which is a pixel of the picture: 1 % of it is lost an eighth of the width away.
  const pixelNm = 1 / (8 * apertureLimitPerNm(settings));
  const { perNm2 } = probePicture(settings, pixelNm);
  const peakPerNm2 = perNm2.reduce((most, value) => Math.max(most, value), 0);
  return Object.freeze({ settings, fwhmNm: probeFwhmNm(settings), peakPerNm2 });
}
