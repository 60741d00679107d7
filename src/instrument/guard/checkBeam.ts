import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import type { BeamSettings } from "../beamSettings.js";
import type { Capabilities } from "../port.js";

const aberrationNm = { kind: "number", min: -1e6, max: 1e6, unit: "nm" } as const;

const rules: OptionRules<BeamSettings> = {
  accelKv: { kind: "number", min: 1, max: 3000, unit: "kV" },
  convergenceMrad: { kind: "number", min: 0, max: 500, unit: "mrad" },
  currentPicoAmp: { kind: "number", min: 0, max: 1e6, unit: "pA" },
  defocusNm: aberrationNm,
  twoFoldXNm: aberrationNm,
  twoFoldYNm: aberrationNm,
  comaXNm: aberrationNm,
  comaYNm: aberrationNm,
  shiftXNm: aberrationNm,
  shiftYNm: aberrationNm,
};

/**
 * A copy of a change of the beam that holds known settings with finite numbers only.
 *
 * Errors: BadOption for unknown names (with the nearest known one), NaN and values that no beam has; Unsupported for a setting that this
 * instrument cannot change.
 */
export function checkBeam(
  operation: string,
  given: Partial<BeamSettings>,
  { beamSettings }: Capabilities,
): Partial<BeamSettings> {
  if (given === undefined)
    throw new EmError("BadOption", `${operation} was given no setting`, { fix: settable(beamSettings) });
  const change = resolveOptions<Partial<BeamSettings>>(
    operation,
    given,
    {},
    rules as OptionRules<Partial<BeamSettings>>,
  );
  const names = Object.keys(change) as (keyof BeamSettings)[];
  const absent = names.find((name) => !beamSettings.includes(name));
  if (absent) throw new EmError("Unsupported", `this instrument cannot set ${absent}`, { fix: settable(beamSettings) });
  return Object.freeze(change);
}

function settable(names: readonly string[]): string {
  return names.length > 0 ? `It can set ${names.join(", ")}.` : "It can set nothing of the beam.";
}
