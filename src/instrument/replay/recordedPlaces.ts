import { EmError } from "../../core/error.js";
import { type StageDrive, type StagePosition, type StageReport, stageAxes } from "../stagePosition.js";

/** How near a recorded position must be to one that is asked for. */
export interface PositionTolerance {
  /** Of x, y and z. */
  readonly toleranceUm: number;
  /** Of alpha and beta. */
  readonly toleranceDeg: number;
}

/** Whether a report is of a position, by where the stage was told to go or by what its encoders said. The motor also goes where the piezo was. */
export function isReportOf(
  { commanded, reported, drive }: StageReport,
  wanted: StagePosition,
  by: StageDrive,
  tolerance: PositionTolerance,
): boolean {
  if (by === "piezo" && drive !== "piezo") return false;
  return isNear(commanded, wanted, tolerance) || isNear(reported, wanted, tolerance);
}

function isNear(position: StagePosition, wanted: StagePosition, tolerance: PositionTolerance): boolean {
  const { toleranceUm, toleranceDeg } = tolerance;
  return stageAxes.every(
    (axis) => Math.abs(position[axis] - wanted[axis]) <= (axis.endsWith("Um") ? toleranceUm : toleranceDeg),
  );
}

const mostListed = 8;

/** Nothing was recorded at a position: says where something was. */
export function nothingThere(reports: readonly StageReport[], wanted: StagePosition, by: StageDrive): EmError {
  const places = new Set(reports.map(({ commanded, drive }) => words(commanded, drive)));
  const listed = [...places].slice(0, mostListed).join("; ") + (places.size > mostListed ? "; …" : "");
  return new EmError("Unsupported", `nothing was recorded at ${words(wanted, by)}`, { fix: `The run has: ${listed}.` });
}

function words(position: StagePosition, drive: StageDrive): string {
  const { xUm, yUm, zUm, alphaDeg, betaDeg } = position;
  const [x, y, z, alpha, beta] = [xUm, yUm, zUm, alphaDeg, betaDeg].map((value) => Number(value.toFixed(3)));
  const place = `x ${x}, y ${y}, z ${z} µm, alpha ${alpha}°, beta ${beta}°`;
  return drive === "piezo" ? `${place} by the piezo` : place;
}
