import type { OptionRule, OptionRules } from "../../core/options.js";
import type { ImageLine } from "../../ops/carto/traceOfLine.js";
import { completeOptions } from "./givenOptions.js";

const place: OptionRule = {
  kind: "other",
  expects: "a place in the image in pixels, as [120, 340]",
  accepts: (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite),
};

const rules: OptionRules<ImageLine> = {
  fromPx: place,
  toPx: place,
  alphaMotionDeg: { kind: "number", min: -360, max: 360, unit: "°" },
  isMirrored: { kind: "boolean" },
  pixelNm: { kind: "number", min: 1e-6, max: 1e7, unit: "nm" },
};

/** A line of an image, checked; how the image lies has no default, as a wrong one would lead the wrong way. Errors: BadOption. */
export function lineInput(operation: string, options: ImageLine): ImageLine {
  return completeOptions(operation, options, rules, ["pixelNm"]);
}
