import type { OptionRule } from "../../core/options.js";

/** What an option that holds the limit of a stage must look like; its numbers are checked by the maths. */
export const limitRule: OptionRule = {
  kind: "other",
  expects: 'a limit, as { kind: "box", alphaDeg: [-30, 30], betaDeg: [-30, 30] }',
  accepts: isLimit,
};

function isLimit(value: unknown): boolean {
  const { kind, corners, alphaDeg, betaDeg } = (value ?? {}) as Record<string, unknown>;
  const isRange = (range: unknown) => Array.isArray(range) && range.length === 2;
  if (kind === "polygon")
    return Array.isArray(corners) && corners.every((corner) => typeof corner === "object" && corner !== null);
  return kind === "box" ? isRange(alphaDeg) && isRange(betaDeg) : kind === "superellipse";
}
