import type { Trace } from "../feature.js";
import type { Tilt } from "../tilt.js";
import { bandMarks } from "./bandMarks.js";
import { featureMarks, takeOffMarks, traceMarks } from "./curveMarks.js";
import type { DrawnMap } from "./drawnMap.js";
import { graticule, limitMarks } from "./graticule.js";
import type { MapFrame } from "./mapFrame.js";
import { type Box, boxOf, type LabelMark, type MapLayer, type MapScene, mapLayers, type PathMark } from "./marks.js";
import { currentMarks, planMarks, readingMarks, seriesMarks, uncertaintyMarks, visitedMarks } from "./stageMarks.js";
import { familySigns } from "./symbols.js";
import { TakenRoom } from "./takenRoom.js";
import { type LabelRoom, zoneLabels } from "./zoneLabels.js";
import { grainLetter, type PlacedZone, placedZones, zoneMarks } from "./zoneMarks.js";
import type { NamedLimit, ZoneRow } from "./zoneRows.js";

/** What a scene is made of. */
export interface SceneParts {
  /** With the grains that are shown, and no others. */
  readonly map: DrawnMap;
  /** The zones of each of these grains. */
  readonly rows: readonly (readonly ZoneRow[])[];
  /** Which place each of these grains has among all: its ring and its letter stay when others are hidden. @unitless */
  readonly grainIndices: readonly number[];
  readonly limits: readonly NamedLimit[];
  readonly current: Tilt | null;
  readonly planned: Tilt | null;
  readonly visited: readonly Tilt[];
  readonly series: readonly (Tilt & { readonly isReachable: boolean })[];
  readonly traces: readonly Trace[];
}

/** How it is drawn. */
export interface SceneOptions {
  readonly layers: ReadonlySet<MapLayer>;
  /** True while the map is dragged: bands and labels are drawn with less care. */
  readonly isCoarse?: boolean;
}

/** Everything that is drawn of a map in a frame, the lowest first. Cost: some milliseconds for 1500 zones and 100 bands. */
export function mapScene(parts: SceneParts, frame: MapFrame, { layers, isCoarse = false }: SceneOptions): MapScene {
  const placed = parts.rows.map((rows) => placedZones(rows, frame));
  const drawers = drawersOf(parts, frame, placed, isCoarse);
  const scenes = mapLayers.filter((layer) => layers.has(layer)).map((layer) => drawers[layer]());
  const labels = withoutOverlaps(
    scenes.flatMap((scene) => scene.labels),
    frame,
  );
  const ofZones = layers.has("zones") ? labelsOfZones(parts, placed.flat(), roomOf(frame, labels, isCoarse)) : [];
  return { paths: scenes.flatMap(({ paths }) => paths), labels: [...labels, ...ofZones] };
}

type Drawers = Readonly<Record<MapLayer, () => MapScene>>;

function drawersOf(
  parts: SceneParts,
  frame: MapFrame,
  placed: readonly (readonly PlacedZone[])[],
  isCoarse: boolean,
): Drawers {
  const { map, grainIndices } = parts;
  const alone = (paths: readonly PathMark[]): MapScene => ({ paths, labels: [] });
  const each = (draw: (index: number) => readonly PathMark[]) => alone(map.grains.flatMap((_, i) => draw(i)));
  return {
    graticule: () => graticule(frame),
    limit: () => alone(limitMarks(parts.limits, frame)),
    "take-off": () => takeOffMarks(map.detectors, frame),
    bands: () => each((i) => bandMarks(map.grains[i]!, grainIndices[i]!, frame, isCoarse)),
    features: () => featureMarks(map.features, frame),
    uncertainty: () => each((i) => uncertaintyMarks(map.grains[i]!, placed[i]!, frame)),
    traces: () => traceMarks(parts.traces, frame),
    visited: () => alone(visitedMarks(parts.visited, frame)),
    series: () => alone(seriesMarks(parts.series, frame)),
    path: () => alone(planMarks(parts.current, parts.planned, frame)),
    readings: () => each((i) => readingMarks(map.grains[i]!, frame)),
    zones: () => zoneSigns(placed, map, grainIndices),
    current: () => alone(currentMarks(parts.current, frame)),
  };
}

function zoneSigns(
  placed: readonly (readonly PlacedZone[])[],
  map: DrawnMap,
  grainIndices: readonly number[],
): MapScene {
  const signs = familySigns(map);
  return { paths: placed.flatMap((zones, i) => zoneMarks(zones, signs, grainIndices[i]!)), labels: [] };
}

function labelsOfZones(
  { map, grainIndices }: SceneParts,
  placed: readonly PlacedZone[],
  room: LabelRoom,
): readonly LabelMark[] {
  const letters = new Map(map.grains.map(({ id }, i) => [id, grainLetter(grainIndices[i]!)]));
  const ringed = new Set(map.grains.filter((_, i) => grainIndices[i]! > 0).map(({ id }) => id));
  const ownerOf = ({ row: { grain } }: PlacedZone) => ({
    letter: letters.size > 1 ? (letters.get(grain.id) ?? "") : "",
    hasRing: ringed.has(grain.id),
  });
  return zoneLabels(placed, ownerOf, room);
}

/** Numbers of lines within the map give way to names of boundaries and poles, and to each other. */
function withoutOverlaps(labels: readonly LabelMark[], frame: MapFrame): readonly LabelMark[] {
  const room = new TakenRoom(frame.sidePx);
  const isNumber = ({ layer, xPx, yPx }: LabelMark) =>
    layer === "take-off" || (layer === "graticule" && frame.isSeen([xPx, yPx]));
  for (const label of labels) if (!isNumber(label)) room.take(boxOf(label));
  return labels.filter((label) => {
    const isKept = !isNumber(label) || room.isFree(boxOf(label));
    if (isKept) room.take(boxOf(label));
    return isKept;
  });
}

function roomOf(frame: MapFrame, before: readonly LabelMark[], isCoarse: boolean): LabelRoom {
  const [most, mostSoft] = isCoarse ? [20, 5] : [70, 24];
  return { sidePx: frame.sidePx, before, within: boxOfFrame(frame), most, mostSoft };
}

function boxOfFrame({ leftPx, rightPx, topPx, bottomPx }: MapFrame): Box {
  return { leftPx, rightPx: rightPx + 10, topPx, bottomPx };
}
