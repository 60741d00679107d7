import type { MapFrame, Place } from "./mapFrame.js";
import type { MapLayer, PathMark } from "./marks.js";
import { circlePath } from "./paths.js";
import type { FamilySign } from "./symbols.js";
import { signPath } from "./symbols.js";
import type { ZoneRow } from "./zoneRows.js";

/** A zone with its place on a drawing. */
export interface PlacedZone {
  readonly row: ZoneRow;
  readonly placePx: Place;
}

const keptPlaces = new WeakMap<readonly ZoneRow[], WeakMap<MapFrame, readonly PlacedZone[]>>();

/** The zones that are seen in a frame. They are kept: of several grains one is turned, and the others stay where they are. */
export function placedZones(rows: readonly ZoneRow[], frame: MapFrame): readonly PlacedZone[] {
  const ofRows = keptPlaces.get(rows) ?? new WeakMap<MapFrame, readonly PlacedZone[]>();
  keptPlaces.set(rows, ofRows);
  const placed = ofRows.get(frame) ?? placesIn(rows, frame);
  ofRows.set(frame, placed);
  return placed;
}

function placesIn(rows: readonly ZoneRow[], frame: MapFrame): readonly PlacedZone[] {
  const placed: PlacedZone[] = [];
  for (const row of rows) {
    const place = frame.placeOfBeam(row.beam);
    if (place && frame.isSeen(place)) placed.push({ row, placePx: place });
  }
  return placed;
}

const layer: MapLayer = "zones";

/** Radius of a sign: zones of low indices have larger ones. */
export function signRadiusPx(rank: number): number {
  return rank < 3 ? 5.5 : rank < 8 ? 4.5 : 3.5;
}

const keptMarks = new WeakMap<readonly PlacedZone[], { readonly of: unknown; readonly marks: readonly PathMark[] }>();

/** The signs of the zones of one grain: one path for each family, hollow where it cannot be reached. A ring tells the second grain from the first. */
export function zoneMarks(
  zones: readonly PlacedZone[],
  signs: ReadonlyMap<string, FamilySign>,
  grainIndex: number,
): readonly PathMark[] {
  const kept = keptMarks.get(zones);
  if (kept?.of === signs) return kept.marks;
  const marks = signMarks(zones, signs, grainIndex);
  keptMarks.set(zones, { of: signs, marks });
  return marks;
}

function signMarks(
  zones: readonly PlacedZone[],
  signs: ReadonlyMap<string, FamilySign>,
  grainIndex: number,
): readonly PathMark[] {
  const groups = new Map<string, { readonly sign: FamilySign; readonly isFilled: boolean; d: string }>();
  let rings = "";
  for (const { row, placePx: place } of zones) {
    const sign = signs.get(row.zone.family);
    if (!sign) continue;
    const key = row.isReachable ? row.zone.family : `${row.zone.family} hollow`;
    const group = groups.get(key) ?? { sign, isFilled: row.isReachable, d: "" };
    group.d += signPath(sign.shape, place, signRadiusPx(row.zone.rank));
    groups.set(key, group);
    if (grainIndex > 0) rings += circlePath(place, signRadiusPx(row.zone.rank) + 4);
  }
  const marks = [...groups.values()].map(({ sign, isFilled, d }): PathMark => {
    const fill = isFilled ? sign.colour : "paper";
    return { layer, d, style: { stroke: sign.colour, widthPx: 1.4, fill } };
  });
  return rings ? [{ layer, d: rings, style: grainStyle(grainIndex) }, ...marks] : marks;
}

const grainColours = ["ink", "blue", "red", "green", "magenta", "olive"] as const;
const grainDashes = ["", "", "3 2", "1 2", "6 2", "6 2 1 2"] as const;

/** How the ring and the bands of a grain are drawn: colour and dashes tell the same. */
export function grainStyle(grainIndex: number): PathMark["style"] {
  const i = grainIndex % grainColours.length;
  return { stroke: grainColours[i]!, widthPx: 1.2, dash: grainDashes[i]!, fill: "none" };
}

/** The letter of a grain where there are several: A, B, C … */
export function grainLetter(grainIndex: number): string {
  return String.fromCharCode(65 + (grainIndex % 26));
}
