import type { StageTravel } from "../port.js";
import { type StageAxis, type StagePosition, type StageReport, stageAxes } from "../stagePosition.js";

/** Reach of a goniometer: positions within it that no frame was recorded at are refused by name. Source: PyJEM's documented travel, and a common holder's tilt. */
const usualTravel: StageTravel = { xUm: 100, yUm: 100, zUm: 100, alphaDeg: 36, betaDeg: 32 };

/** The usual travel, or as far as the stage of a run went. */
export function travelOf(reports: readonly StageReport[]): StageTravel {
  const most = (axis: StageAxis) =>
    reports.reduce(
      (reach, { commanded, reported }) => Math.max(reach, Math.abs(commanded[axis]), Math.abs(reported[axis])),
      usualTravel[axis],
    );
  return Object.fromEntries(stageAxes.map((axis) => [axis, most(axis)])) as unknown as StageTravel;
}

/** Where the motor stood at each report: under the piezo's drive where it had been before. */
export function motorPositions(reports: readonly StageReport[]): StagePosition[] {
  let motor = reports[0]!.commanded;
  return reports.map(({ drive, commanded }) => {
    if (drive === "motor") motor = commanded;
    return motor;
  });
}

/** As far as the piezo went from where the motor had stood. */
export function piezoReachOf(reports: readonly StageReport[], motors: readonly StagePosition[]): number {
  return reports.reduce((reachUm, { drive, commanded }, i) => {
    if (drive === "motor") return reachUm;
    const { xUm, yUm } = motors[i]!;
    return Math.max(reachUm, Math.abs(commanded.xUm - xUm), Math.abs(commanded.yUm - yUm));
  }, 0);
}
