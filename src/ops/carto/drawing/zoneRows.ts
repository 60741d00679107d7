import { apply } from "../../../core/matrix3.js";
import type { Vec3 } from "../../../core/vector3.js";
import { angleDegBetween } from "../../../core/vector3.js";
import { limitFraction, type StageLimit } from "../stageLimit.js";
import { beamOfTilt, plainTiltOfBeam, type Tilt, upward } from "../tilt.js";
import type { DrawnGrain, DrawnZone, Indices } from "./drawnMap.js";
import { indexText, spokenIndices } from "./indicesText.js";

/** A limit and whose it is: "the map's limit". */
export interface NamedLimit {
  readonly name: string;
  readonly limit: StageLimit;
}

/** A zone axis of a grain, and where it is. */
export interface ZoneRow {
  readonly grain: DrawnGrain;
  readonly zone: DrawnZone;
  /** With the sign that points up the column. @unitless */
  readonly uvw: Indices;
  /** The direction in the holder that points up the column, a unit vector. @unitless */
  readonly beam: Vec3;
  readonly at: Tilt;
  /** How far the specimen has to be turned from where it is. */
  readonly distanceDeg: number;
  /** Share of the limit, of the tightest of them: 1 on it. @unitless */
  readonly fraction: number;
  /** The name of that limit. */
  readonly limitName: string;
  readonly isReachable: boolean;
}

/** How much of the tightest limit a tilt takes. */
export function tightest(at: Tilt, limits: readonly NamedLimit[]): { fraction: number; limitName: string } {
  let [fraction, limitName] = [0, ""];
  for (const { name, limit } of limits) {
    const share = limitFraction(at, limit);
    if (share > fraction || limitName === "") [fraction, limitName] = [share, name];
  }
  return { fraction, limitName };
}

/** Where each zone of a grain is, seen from a tilt. Cost: a microsecond a zone. */
export function zoneRows(grain: DrawnGrain, here: Tilt, limits: readonly NamedLimit[]): readonly ZoneRow[] {
  const from = beamOfTilt(here);
  return grain.zones.map((zone) => {
    const given = apply(grain.orientation, zone.direction);
    const beam = upward(given);
    const uvw = beam === given ? zone.uvw : opposite(zone.uvw);
    const at = plainTiltOfBeam(beam);
    const { fraction, limitName } = tightest(at, limits);
    const distanceDeg = angleDegBetween(from, beam);
    return { grain, zone, uvw, beam, at, distanceDeg, fraction, limitName, isReachable: fraction <= 1 + 1e-9 };
  });
}

function opposite([u, v, w]: Indices): Indices {
  return [-u + 0, -v + 0, -w + 0];
}

/**
 * An angle as it is written everywhere on a tilt map: one decimal, and no minus before a zero.
 *
 * @example
 * degreeText(-0.04); // "0.0"
 */
export function degreeText(angleDeg: number): string {
  const text = angleDeg.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}

/** Both tilts: "alpha -28.9, beta 12.7". */
export function tiltText({ alphaDeg, betaDeg }: Tilt): string {
  return `alpha ${degreeText(alphaDeg)}, beta ${degreeText(betaDeg)}`;
}

/** Whether a zone can be reached, and if not, why. */
export function reachText({ isReachable, limitName, fraction }: ZoneRow): string {
  return isReachable ? "reachable" : `unreachable: ${Math.round(100 * fraction)} % of ${limitName}`;
}

/** What is told of a zone: "[12-1] <112>, alpha -28.9, beta 12.7, 30.0 deg from here, limit 84 %, reachable". */
export function zoneText(row: ZoneRow, isOneOfMany: boolean): string {
  const { zone, uvw, at, distanceDeg, fraction, grain } = row;
  const whose = isOneOfMany ? `${grain.name}: ` : "";
  const where = `${tiltText(at)}, ${degreeText(distanceDeg)} deg from here`;
  const limit = row.isReachable ? `limit ${Math.round(100 * fraction)} %, ` : "";
  return `${whose}${indexText(uvw)} ${zone.family}, ${where}, ${limit}${reachText(row)}`;
}

/** The same to be said aloud: "1 2 bar 1, family 1 1 2, …". */
export function spokenZone(row: ZoneRow, isOneOfMany: boolean): string {
  const family = row.zone.family
    .replace(/[<>]/g, "")
    .replace(/-(\d)/g, " bar $1")
    .replace(/(\d)(?=\d)/g, "$1 ")
    .trim();
  const shown = zoneText(row, isOneOfMany);
  return shown.replace(`${indexText(row.uvw)} ${row.zone.family}`, `zone ${spokenIndices(row.uvw)}, family ${family}`);
}
