import type { OptionRules } from "../../core/options.js";
import type { Trace } from "../../ops/carto/feature.js";
import { checkLimit, defaultLimit, type StageLimit } from "../../ops/carto/stageLimit.js";
import { completeOptions } from "./givenOptions.js";
import { limitRule } from "./limitRule.js";

/** A series of tilts about a line that was seen in the image. */
export interface SeriesOptions {
  /** The tilt at which the line was measured. */
  readonly alphaDeg: number;
  readonly betaDeg: number;
  /** The angle of the line, clockwise on the map from the direction in which things move with +alpha. */
  readonly thetaDeg: number;
  /** "along" the line, which keeps an edge-on plane edge-on, or "against" it. Default "along". */
  readonly mode?: "along" | "against";
  /** Default from -30° to 30° in steps of 5°. */
  readonly anglesDeg?: readonly number[];
  /** Where the stage can tilt to. Default a box of 30° either way on both axes. */
  readonly limit?: StageLimit;
}

const defaults = {
  mode: "along",
  anglesDeg: Array.from({ length: 13 }, (_, i) => -30 + 5 * i),
  limit: defaultLimit,
} as const;

const rules: OptionRules<SeriesOptions> = {
  alphaDeg: { kind: "number", min: -180, max: 180, unit: "°" },
  betaDeg: { kind: "number", min: -180, max: 180, unit: "°" },
  thetaDeg: { kind: "number", min: -360, max: 360, unit: "°" },
  mode: { kind: "choice", of: ["along", "against"] },
  anglesDeg: {
    kind: "other",
    expects: "1 to 2000 angles from -180° to 180°",
    accepts: (v) =>
      Array.isArray(v) && v.length > 0 && v.length <= 2000 && v.every((angle) => Math.abs(angle as number) <= 180),
  },
  limit: limitRule,
};

/** The series as the maths takes it, checked. Errors: BadOption. */
export function seriesInput(
  operation: string,
  options: SeriesOptions,
): { readonly trace: Trace } & Required<Pick<SeriesOptions, "mode" | "anglesDeg" | "limit">> {
  const given = completeOptions(operation, options, rules, ["mode", "anglesDeg", "limit"]);
  const { alphaDeg, betaDeg, thetaDeg, mode, anglesDeg, limit } = { ...defaults, ...given };
  checkLimit(limit);
  return { trace: { at: { alphaDeg, betaDeg }, thetaDeg }, mode, anglesDeg, limit };
}
