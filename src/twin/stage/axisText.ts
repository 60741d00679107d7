import { type UnitSuffix, unitSuffix, withUnit } from "../../core/units.js";
import type { StageAxis } from "../../instrument/stagePosition.js";

/**
 * A value of an axis as messages write it: to 0.1 nm or 0.0001 degree.
 *
 * @example
 * axisText("xUm", 12.5); // "x = 12.5 µm"
 */
export function axisText(axis: StageAxis, value: number): string {
  const suffix = unitSuffix(axis) as UnitSuffix;
  return `${axis.slice(0, -suffix.length)} = ${withUnit(Number(value.toFixed(4)), suffix)}`;
}
