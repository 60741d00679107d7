import type { MapDryRun } from "../../../../src/messages/tiltMap/mapInstrument.js";
import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { TiltMapState } from "../../../../src/messages/tiltMap/tiltMapState.js";
import { degreeText, type NamedLimit, tightest, tiltText } from "../../../../src/ops/carto/drawing/zoneRows.js";

/** Whether two tilts are the same; null is only itself. */
export function isSameTilt(a: MapTilt | null, b: MapTilt | null): boolean {
  return a?.alphaDeg === b?.alphaDeg && a?.betaDeg === b?.betaDeg;
}

/** The dry run of the tilt that is planned now; undefined while it is not there yet. */
export function dryRunOf({ dryRun, planned }: TiltMapState): MapDryRun | undefined {
  return dryRun && isSameTilt(dryRun.to, planned) ? dryRun : undefined;
}

/** Why the stage cannot be sent to the planned tilt now; "" when it can. */
export function whyNotGo(state: TiltMapState, limits: readonly NamedLimit[], isLive: boolean): string {
  const { planned, instrument, goingTo } = state;
  if (!isLive) return "this page is not connected to a kernel";
  if (!instrument) return 'no instrument is connected: run await em.connect("twin:mxene") in a cell';
  if (instrument.reason) return instrument.reason;
  if (goingTo || instrument.activity === "moving") return "the stage is moving";
  if (instrument.activity === "acquiring") return "an image is being taken";
  if (!planned) return "no tilt is planned: click the map, or press Enter on it";
  const { fraction, limitName } = tightest(planned, limits);
  if (fraction > 1 + 1e-9) return `out of range: ${Math.round(100 * fraction)} % of ${limitName}`;
  const dryRun = dryRunOf(state);
  if (!dryRun) return "the way is being checked";
  return dryRun.isAllowed ? "" : dryRun.reason;
}

/** What Go would do: "tilt the stage of twin:mxene to alpha -28.9, beta 12.7, 30.0 deg along the great circle in 6 motions". */
export function commandText(state: TiltMapState): string {
  const { planned, instrument } = state;
  const dryRun = dryRunOf(state);
  if (!planned || !instrument || !dryRun) return "";
  const motions = dryRun.steps === 1 ? "1 motion" : `${dryRun.steps} motions`;
  return `tilt the stage of ${instrument.address} to ${tiltText(planned)}, ${degreeText(dryRun.pathDeg)} deg along the great circle in ${motions}`;
}

/** Where the stage is and what it does. */
export function stageText({ current, instrument, goingTo }: TiltMapState): string {
  if (!instrument) return "Stage: nothing is connected";
  const where = current ? tiltText(current) : "its tilt cannot be read";
  const doing = goingTo
    ? `, going to ${tiltText(goingTo)}`
    : instrument.activity === "rest"
      ? ""
      : `, ${instrument.activity}`;
  return `Stage of ${instrument.address}: ${where}${doing}`;
}

/** What is planned, and whether it is within the limits. */
export function planText({ planned }: TiltMapState, limits: readonly NamedLimit[]): string {
  if (!planned) return "Planned: none";
  const { fraction, limitName } = tightest(planned, limits);
  return `Planned: ${tiltText(planned)}, ${Math.round(100 * fraction)} % of ${limitName}`;
}
