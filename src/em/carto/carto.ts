import { EmError } from "../../core/error.js";
import { type EdgeOnResult, edgeOnFromWidths, type WidthReadings } from "../../ops/carto/edgeOnFromWidths.js";
import type { MapGrain } from "../../ops/carto/grainOnMap.js";
import { type SeparatingPole, separatingPole } from "../../ops/carto/separatingPole.js";
import type { Tilt } from "../../ops/carto/tilt.js";
import { type TiltMapModel, tiltMapModel } from "../../ops/carto/tiltMapModel.js";
import { tiltSeries } from "../../ops/carto/tiltSeries.js";
import { type ImageLine, type LineTrace, traceOfLine } from "../../ops/carto/traceOfLine.js";
import { zoneReach } from "../../ops/carto/zones.js";
import { lineInput } from "./lineOptions.js";
import { mapInput } from "./mapInput.js";
import type { TiltMapOptions } from "./mapOptions.js";
import { type SeriesOptions, seriesInput } from "./seriesOptions.js";
import { SeriesTable } from "./seriesTable.js";
import { ZoneTable } from "./zoneTable.js";

/** Where tilts lead: zones, boundaries and series of a crystalline specimen in a double-tilt holder. It computes, and moves nothing. */
export interface Carto {
  /**
   * A map of tilts from readings: for each grain its orientation, zone axes and bands, and the features beside them. Show it with em.widgets.tiltMap.
   *
   * In the holder x is the axis of alpha, y that of beta. The limit is a box of 30° either way unless another is given; the instrument is not
   * asked. A zone written "[110]" is that very zone, or its opposite; "<110>" is any of its family, and then grains[i].ambiguous holds what else
   * fits: see em.carto.separatingPole.
   * Errors: BadOption with a code: E_DEGENERATE for readings that fix no orientation, E_INCONSISTENT for those that disagree by more
   * than toleranceDeg, E_INDEX for indices and names. Cost: some ms a grain.
   * Source: Olszta and Fiedler, Elemental Microscopy 2024, doi 10.69761/dnka1581; orientations by Davenport's q-method.
   *
   * @param options title, accelKv (200), limit (box of 30°), grains, features, detectors
   * @example
   * const readings = [{ zone: "[110]", alphaDeg: -6.1, betaDeg: -7.9 }, { zone: "[121]", alphaDeg: 17.4, betaDeg: -26.8 }];
   * const map = em.carto.map({ title: "Two readings", grains: [{ name: "A", phase: "austenite", readings }] });
   * em.carto.zones(map)
   */
  map(options: TiltMapOptions): TiltMapModel;

  /**
   * The zone axes of the grains of a map with their tilts, the nearest first, and whether the stage gets there.
   *
   * Errors: BadOption. Cost: below 1 ms for 100 zones.
   *
   * @param map what em.carto.map gave
   * @param from where the stage is; zero by default
   * @example
   * const pole = { pole: "[001]", alphaDeg: 0, betaDeg: 0, phiDeg: 0 };
   * em.carto.zones(em.carto.map({ grains: [{ name: "A", phase: "Si", orientation: pole }] }), { alphaDeg: 5, betaDeg: 0 }).table()
   */
  zones(map: TiltMapModel, from?: Tilt): ZoneTable;

  /**
   * Of the zones within reach the one that tells the orientations of an ambiguous grain apart best: if it is found there, the first is right.
   *
   * Undefined where the grain has one orientation, or nothing is within reach. Errors: BadOption for a grain that is not on the map.
   * Cost: some ms.
   *
   * @param map what em.carto.map gave
   * @param grain its name
   * @example
   * const readings = [{ zone: "<110>", alphaDeg: 0, betaDeg: 0 }, { zone: "<112>", alphaDeg: 30, betaDeg: 0 }];
   * const map = em.carto.map({ grains: [{ name: "A", phase: "Cu", readings }] });
   * em.carto.separatingPole(map, "A")?.separationDeg
   */
  separatingPole(map: TiltMapModel, grain: string): SeparatingPole | undefined;

  /**
   * The tilt at which an inclined plane is edge-on, and the foil's thickness, from its widths in projection at two tilts.
   *
   * Two answers fit unless a third width is given; the first is the one for which the plane was not edge-on between the two.
   * Errors: BadOption with the code E_DEGENERATE for two widths at one tilt. Source: Olszta and Fiedler 2024, equations 3.38 to 3.41, in closed form.
   *
   * @param widths width1Nm, width2Nm, tiltDeg (from the first to the second, about the trace), third
   * @example
   * em.carto.edgeOnFromWidths({ width1Nm: 40, width2Nm: 60, tiltDeg: 25 }).edgeTiltDeg
   */
  edgeOnFromWidths(widths: WidthReadings): EdgeOnResult;

  /**
   * The angle of a line in an image as maps of tilts have it, for the thetaDeg of a boundary or a series; and its length.
   *
   * How the image lies to the axes of the stage has no default. alphaMotionDeg is the direction in the image in which things move when alpha grows,
   * in degrees clockwise from its right: measure it once for each mode and magnification, by an image before and after a tilt. isMirrored is false
   * where with growing beta they move a quarter turn counter-clockwise from there. Errors: BadOption, with the code E_DEGENERATE for two points at one
   * place.
   *
   * @param line fromPx and toPx as [x, y] from the upper left corner, alphaMotionDeg, isMirrored, pixelNm (none: no length in nm)
   * @example
   * const { thetaDeg } = em.carto.traceOfLine({ fromPx: [100, 100], toPx: [200, 200], alphaMotionDeg: 7, isMirrored: false });
   * em.carto.map({ features: [{ name: "boundary", alphaDeg: -6.1, betaDeg: -7.9, thetaDeg, isEdgeOn: true }] }).features
   */
  traceOfLine(line: ImageLine): LineTrace;

  /**
   * The tilts of a series about a feature: along its line in the image, which keeps an edge-on plane edge-on, or against it.
   *
   * Errors: BadOption. Source: Olszta and Fiedler 2024, equations 3.31 to 3.37.
   *
   * @param options alphaDeg, betaDeg and thetaDeg of the line, mode ("along"), anglesDeg, limit (box of 30°)
   * @example
   * em.carto.series({ alphaDeg: 0, betaDeg: 0, thetaDeg: 45, mode: "against", anglesDeg: [-10, 0, 10] })
   */
  series(options: SeriesOptions): SeriesTable;
}

/** The planning of tilts, of this process. */
export const carto: Carto = Object.freeze({
  map: (options: TiltMapOptions) => tiltMapModel(mapInput("em.carto.map", options)),
  zones,
  separatingPole: (map: TiltMapModel, grain: string) => {
    const { zones: all, orientation, ambiguous } = grainOf(map, grain);
    return separatingPole(all, orientation, ambiguous, map.limit);
  },
  edgeOnFromWidths: (widths: WidthReadings) => edgeOnFromWidths(widths),
  traceOfLine: (line: ImageLine) => traceOfLine(lineInput("em.carto.traceOfLine", line)),
  series: (options: SeriesOptions) => {
    const { trace, anglesDeg, mode, limit } = seriesInput("em.carto.series", options);
    return new SeriesTable(tiltSeries(trace, { anglesDeg, mode, limit }));
  },
});

function zones(map: TiltMapModel, from?: Tilt): ZoneTable {
  checkMap(map);
  const all = map.grains.flatMap(({ name, zones: own, orientation }) =>
    zoneReach(own, orientation, map.limit, from).map((zone) => ({ grain: name, ...zone })),
  );
  return new ZoneTable(all.sort((a, b) => a.pathDeg - b.pathDeg));
}

function grainOf(map: TiltMapModel, name: string): MapGrain {
  checkMap(map);
  const found = map.grains.find((grain) => grain.name === name);
  if (found) return found;
  throw new EmError("BadOption", `the map has no grain ${JSON.stringify(name)}`, {
    fix: `It has ${map.grains.map((grain) => JSON.stringify(grain.name)).join(", ") || "none"}.`,
  });
}

function checkMap(map: TiltMapModel): void {
  if (Array.isArray(map?.grains) && map.limit) return;
  throw new EmError("BadOption", "this is no map of tilts", { fix: "Give what em.carto.map returned." });
}
