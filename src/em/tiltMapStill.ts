import { formatCell } from "../display/htmlTable.js";
import type { TiltMapModel } from "../messages/tiltMap/tiltMapModel.js";
import type { MapSeries } from "../messages/tiltMap/tiltMapState.js";
import type { DrawnMap } from "../ops/carto/drawing/drawnMap.js";
import { seriesTilts } from "../ops/carto/drawing/features.js";
import { indexText } from "../ops/carto/drawing/indicesText.js";
import { legendOf } from "../ops/carto/drawing/legend.js";
import { MapFrame } from "../ops/carto/drawing/mapFrame.js";
import { mapScene, type SceneParts } from "../ops/carto/drawing/mapScene.js";
import { mapSvg } from "../ops/carto/drawing/mapSvg.js";
import type { MapLayer } from "../ops/carto/drawing/marks.js";
import {
  degreeText,
  type NamedLimit,
  reachText,
  tiltText,
  type ZoneRow,
  zoneRows,
} from "../ops/carto/drawing/zoneRows.js";
import type { TiltMapValue, TiltSeries } from "../widgets/tiltMap/tiltMapValue.js";

const layers: ReadonlySet<MapLayer> = new Set<MapLayer>([
  ...(["graticule", "limit", "bands", "features", "traces", "series", "path", "readings", "zones", "current"] as const),
]);
const zero = { alphaDeg: 0, betaDeg: 0 };

/** Rows of the table of a still: a long one hides what comes after it in the notebook. */
const mostRows = 40;

/** The limit that a map has by itself. */
export function limitsOf(map: TiltMapModel): readonly NamedLimit[] {
  return [{ name: "the map's limit", limit: map.limit }];
}

/** The tilts of a series; none where its feature is gone. */
export function tiltsOfSeries(map: TiltMapModel, series: MapSeries): TiltSeries["tilts"] {
  const feature = map.features.find(({ id }) => id === series.featureId);
  return feature ? seriesTilts(feature, series, limitsOf(map)) : [];
}

/** The still picture of a tilt map: both views as an SVG, and its zones as a table of plain text. */
export function tiltMapStill(map: TiltMapModel, value: TiltMapValue): Readonly<Record<string, unknown>> {
  const limits = limitsOf(map);
  const rows = map.grains.map((grain) => zoneRows(grain, value.current ?? zero, limits));
  const parts: SceneParts = {
    ...{ map, rows, limits, visited: [], traces: [] },
    grainIndices: map.grains.map((_, i) => i),
    current: value.current,
    planned: value.planned,
    series: value.series?.tilts ?? [],
  };
  return {
    "image/svg+xml": mapSvg(
      map.title,
      [viewOf(parts, "tip-tilt"), viewOf(parts, "stereographic")],
      legendOf(map, parts.grainIndices),
    ),
    "text/plain": stillText(map, value, rows.flat()),
  };
}

function viewOf(parts: SceneParts, kind: "tip-tilt" | "stereographic") {
  const frame = new MapFrame({ kind, sidePx: 440 });
  const title = kind === "tip-tilt" ? "Tip/tilt map" : "Stereographic map";
  return { scene: mapScene(parts, frame, { layers }), frame, title };
}

function stillText(map: DrawnMap, { current, planned }: TiltMapValue, rows: readonly ZoneRow[]): string {
  const order = [...rows].sort(
    (a, b) =>
      Number(b.isReachable) - Number(a.isReachable) || a.zone.rank - b.zone.rank || a.distanceDeg - b.distanceDeg,
  );
  const columns = [["zone", "family", "grain", "alpha", "beta", "limit", ""], ...order.slice(0, mostRows).map(cells)];
  const widths = columns[0]!.map((_, i) => Math.max(...columns.map((row) => row[i]!.length)));
  const table = columns.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd(),
  );
  const left = order.length - mostRows;
  const grainCount = map.grains.length === 1 ? "1 grain" : `${map.grains.length} grains`;
  return [
    `${map.title}: tilt map at ${formatCell(map.accelKv)} kV, ${rows.length} zones of ${grainCount}, angles in degrees`,
    ...(current ? [`stage: ${tiltText(current)}`] : []),
    ...(planned ? [`planned: ${tiltText(planned)}`] : []),
    ...table,
    ...(left > 0 ? [`and ${left} more`] : []),
  ].join("\n");
}

function cells(row: ZoneRow): string[] {
  const { zone, uvw, grain, at, fraction } = row;
  const limit = `${Math.round(100 * fraction)} %`;
  return [
    indexText(uvw),
    zone.family,
    grain.name,
    degreeText(at.alphaDeg),
    degreeText(at.betaDeg),
    limit,
    reachText(row),
  ];
}
