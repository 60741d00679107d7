import type { MapGrain } from "../../../../src/messages/tiltMap/tiltMapModel.js";

/** How far the readings of a grain lie from where its orientation puts them: "left: mismatch 1.25 deg over 2 readings". */
export function mismatchText({ name, readings, mismatchDeg }: MapGrain): string {
  if (readings.length === 0) return `${name}: no readings to compare with`;
  const many = readings.length === 1 ? "1 reading" : `${readings.length} readings`;
  return `${name}: mismatch ${mismatchDeg.toFixed(2)} deg over ${many}`;
}
