import { angleDegBetween, combined, unit } from "../../../core/vector3.js";
import { plainTiltOfBeam, type Tilt } from "../tilt.js";
import { type NamedLimit, tightest, type ZoneRow } from "./zoneRows.js";

/** A tilt at which two grains are both near a zone. */
export interface SharedTilt {
  /** Half way between both zones. */
  readonly at: Tilt;
  readonly zones: readonly [ZoneRow, ZoneRow];
  /** The angle between the two zones. */
  readonly apartDeg: number;
}

/**
 * The tilts that can be reached at which two grains are both on a zone: pairs of zones that are no further apart than an angle, those of low
 * indices first.
 *
 * Cost: O(zones x zones).
 */
export function sharedTilts(
  first: readonly ZoneRow[],
  second: readonly ZoneRow[],
  withinDeg: number,
  limits: readonly NamedLimit[],
  most = 30,
): readonly SharedTilt[] {
  const leastCosine = Math.cos((withinDeg * Math.PI) / 180);
  const found: SharedTilt[] = [];
  for (const a of first)
    for (const b of second) {
      const cosine = a.beam[0] * b.beam[0] + a.beam[1] * b.beam[1] + a.beam[2] * b.beam[2];
      // Near the horizon a zone and the other's opposite meet too, but no holder gets there.
      if (cosine < leastCosine - 1e-12) continue;
      const at = plainTiltOfBeam(unit(combined(a.beam, 1, b.beam, 1)));
      if (tightest(at, limits).fraction > 1 + 1e-9) continue;
      found.push({ at, zones: [a, b], apartDeg: angleDegBetween(a.beam, b.beam) });
    }
  const rank = ({ zones: [a, b] }: SharedTilt) => a.zone.rank + b.zone.rank;
  return found.sort((a, b) => rank(a) - rank(b) || a.apartDeg - b.apartDeg).slice(0, most);
}
