import { indexParts } from "./indicesText.js";
import { type Box, boxOf, type LabelMark } from "./marks.js";
import type { PlacedZone } from "./zoneMarks.js";
import { signRadiusPx } from "./zoneMarks.js";

/** Zones of higher ranks are all alike to labels. */
const mostRank = 60;

/** What room labels have. */
export interface LabelRoom {
  /** Labels that are there already. */
  readonly before: readonly LabelMark[];
  /** No label may leave this box. */
  readonly within: Box;
  /** @unitless */
  readonly most: number;
}

/**
 * Labels of zones beside their signs, those that can be reached and have low indices first; one that would lie over another is left out.
 * Cost: O(zones x labels).
 */
export function zoneLabels(
  zones: readonly PlacedZone[],
  letterOf: (zone: PlacedZone) => string,
  { before, within, most }: LabelRoom,
): LabelMark[] {
  const order = byImportance(zones);
  const taken = before.map(boxOf);
  const labels: LabelMark[] = [];
  for (const zone of order) {
    if (labels.length >= most) break;
    const letter = letterOf(zone);
    const parts = [...indexParts(zone.row.uvw), ...(letter ? [{ text: ` ${letter}`, isOver: false }] : [])];
    const label = placedLabel(zone, parts, taken, within);
    if (label) labels.push(label);
  }
  return labels;
}

/** Those that can be reached and have low indices first: sorted into drawers, as that is faster than comparing. */
function byImportance(zones: readonly PlacedZone[]): readonly PlacedZone[] {
  const drawers: PlacedZone[][] = [];
  for (const zone of zones) {
    const { isReachable, zone: of } = zone.row;
    const rank = Math.min(mostRank, Math.floor(of.rank)) + (isReachable ? 0 : mostRank + 1);
    const drawer = drawers[rank] ?? [];
    drawer.push(zone);
    drawers[rank] = drawer;
  }
  return drawers.flat();
}

/** To the right of the sign, or else to its left. */
function placedLabel(
  { row, placePx: [x, y] }: PlacedZone,
  parts: LabelMark["parts"],
  taken: Box[],
  within: Box,
): LabelMark | undefined {
  const away = signRadiusPx(row.zone.rank) + 3;
  for (const anchor of ["start", "end"] as const) {
    const xPx = anchor === "start" ? x + away : x - away;
    const label = { layer: "zones", xPx, yPx: y - 4, parts, isSoft: !row.isReachable, anchor } as const;
    const box = boxOf(label);
    if (!isWithin(box, within) || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    return label;
  }
  return undefined;
}

function isWithin(box: Box, { leftPx, rightPx, topPx }: Box): boolean {
  return box.leftPx >= leftPx && box.rightPx <= rightPx && box.topPx >= topPx - 4;
}

function overlap(a: Box, b: Box): boolean {
  return a.leftPx < b.rightPx && b.leftPx < a.rightPx && a.topPx < b.bottomPx && b.topPx < a.bottomPx;
}
