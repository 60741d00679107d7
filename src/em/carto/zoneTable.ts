import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import type { ZoneReach } from "../../ops/carto/zones.js";
import { millerText } from "../../ops/crystal/miller.js";
import type { DataFrame } from "../dataFrame.js";
import { factTable } from "../instrument/factTable.js";
import { toDataFrame } from "../table.js";

/** A zone of a grain, where it is found, and whether the stage gets there. */
export interface GrainZoneReach extends ZoneReach {
  readonly grain: string;
}

/** Rows that are shown; the table holds all. */
const shownRows = 40;

/**
 * The zone axes of a map with their tilts, the nearest first; as the last line of a cell it is a table.
 *
 * @example
 * const reading = { alphaDeg: 0, betaDeg: 0, phiDeg: 0 };
 * const map = em.carto.map({ grains: [{ name: "A", phase: "Si", orientation: { pole: "[001]", ...reading } }] });
 * em.carto.zones(map).zones[0].at
 */
export class ZoneTable implements Displayable {
  readonly zones: readonly GrainZoneReach[];

  constructor(zones: readonly GrainZoneReach[]) {
    this.zones = Object.freeze([...zones]);
    Object.freeze(this);
  }

  /** How many there are. @unitless */
  get count(): number {
    return this.zones.length;
  }

  /** A table with a row a zone: grain, zone, family, alphaDeg, betaDeg, pathDeg, limitPercent, isReachable. */
  table(): DataFrame {
    return toDataFrame({
      grain: this.zones.map(({ grain }) => grain),
      zone: this.zones.map(({ uvw }) => millerText({ kind: "direction", indices: uvw })),
      family: this.zones.map(({ family }) => family),
      alphaDeg: this.zones.map(({ at }) => at.alphaDeg),
      betaDeg: this.zones.map(({ at }) => at.betaDeg),
      pathDeg: this.zones.map(({ pathDeg }) => pathDeg),
      limitPercent: this.zones.map(({ limitFraction }) => 100 * limitFraction),
      isReachable: this.zones.map(({ isReachable }) => isReachable),
    });
  }

  [displaySymbol](): MimeBundle {
    const rows = this.zones
      .slice(0, shownRows)
      .map(({ grain, uvw, family, at, pathDeg, limitFraction, isReachable }) => [
        grain,
        millerText({ kind: "direction", indices: uvw }),
        family,
        at.alphaDeg.toFixed(1),
        at.betaDeg.toFixed(1),
        pathDeg.toFixed(1),
        `${(100 * limitFraction).toFixed(0)} %`,
        isReachable ? "yes" : "no",
      ]);
    const left = this.count - rows.length;
    return factTable(
      "Zone axes",
      ["grain", "zone", "family", "alpha in °", "beta in °", "from here in °", "of the limit", "reachable"],
      rows,
      left > 0 ? [`${left} more are in table().`] : [],
    );
  }
}
