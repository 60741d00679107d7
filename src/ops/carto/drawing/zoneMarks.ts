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

/** Zones out of reach are there to find one's way by: the lowest families are seen well, the others are faint. */
const mostPlainRank = 3;

/** Radius of a sign: zones of low indices have larger ones, and what cannot be reached smaller ones. */
export function signRadiusPx({ zone: { rank }, isReachable }: ZoneRow): number {
  const radiusPx = rank < 3 ? 5.5 : rank < 8 ? 4.5 : 3.5;
  return isReachable ? radiusPx : radiusPx - 1.5;
}

/** Radius of a sign with its ring. */
export function outerRadiusPx(row: ZoneRow, hasRing: boolean): number {
  return signRadiusPx(row) + (hasRing ? (row.isReachable ? 4 : 2.5) : 0);
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
  const groups = new Map<string, { readonly style: PathMark["style"]; d: string }>();
  const rings = { plain: "", faint: "" };
  for (const { row, placePx: place } of zones) {
    const sign = signs.get(row.zone.family);
    if (!sign) continue;
    const isFaint = !row.isReachable && row.zone.rank >= mostPlainRank;
    const key = row.isReachable ? row.zone.family : `${row.zone.family} hollow`;
    const group = groups.get(key) ?? { style: signStyle(sign, row.isReachable, isFaint), d: "" };
    group.d += signPath(sign.shape, place, signRadiusPx(row));
    groups.set(key, group);
    if (grainIndex > 0) rings[isFaint ? "faint" : "plain"] += circlePath(place, outerRadiusPx(row, true));
  }
  const ringStyle = grainStyle(grainIndex);
  return [
    { layer, d: rings.faint, style: { ...ringStyle, widthPx: 0.8, opacity: faintOpacity } },
    { layer, d: rings.plain, style: ringStyle },
    ...[...groups.values()].map(({ style, d }): PathMark => ({ layer, d, style })),
  ].filter(({ d }) => d !== "");
}

const faintOpacity = 0.55;

function signStyle(sign: FamilySign, isReachable: boolean, isFaint: boolean): PathMark["style"] {
  if (isReachable) return { stroke: sign.colour, widthPx: 1.4, fill: sign.colour };
  return { stroke: sign.colour, widthPx: 1.2, fill: "paper", ...(isFaint && { opacity: faintOpacity }) };
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
