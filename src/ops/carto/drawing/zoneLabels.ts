import { indexParts } from "./indicesText.js";
import { type Box, boxOf, type LabelMark } from "./marks.js";
import { TakenRoom } from "./takenRoom.js";
import { outerRadiusPx, type PlacedZone } from "./zoneMarks.js";

/** Zones of higher ranks are all alike to labels. */
const mostRank = 60;

/** Of zones out of reach only those of the lowest indices have a label: the others are told by the pointer and the table. */
const mostSoftRank = 6;

/** Zones in reach of ranks below this have their labels before all others. */
const firstRank = 3;

/** What room labels have. */
export interface LabelRoom {
  readonly sidePx: number;
  /** Labels that are there already. */
  readonly before: readonly LabelMark[];
  /** No label may leave this box. */
  readonly within: Box;
  /** @unitless */
  readonly most: number;
  /** Of these at most so many are out of reach. @unitless */
  readonly mostSoft: number;
}

/** What is written behind the indices of a zone, and whether its sign has a ring. */
export interface ZoneOwner {
  /** "" for nothing. */
  readonly letter: string;
  readonly hasRing: boolean;
}

/**
 * Labels of zones beside their signs, those that can be reached and have low indices first; one that would lie over another, or over the sign of
 * a zone that matters more, is left out.
 *
 * Cost: O(zones).
 */
export function zoneLabels(
  zones: readonly PlacedZone[],
  ownerOf: (zone: PlacedZone) => ZoneOwner,
  { before, within, most, mostSoft, sidePx }: LabelRoom,
): LabelMark[] {
  const room = new TakenRoom(sidePx);
  for (const label of before) room.take(boxOf(label));
  takeSigns(zones, room, (rank) => rank < mostSoftRank);
  const labels: LabelMark[] = [];
  let [softCount, areAllTaken] = [0, false];
  for (const zone of byImportance(zones)) {
    const isSoft = !zone.row.isReachable;
    if (labels.length >= most) break;
    if (!areAllTaken && (isSoft || zone.row.zone.rank >= firstRank)) {
      // The lowest families have had their labels, over signs of high indices where there was no other room.
      takeSigns(zones, room, (rank, isReachable) => isReachable && rank >= mostSoftRank);
      areAllTaken = true;
    }
    if (isSoft && (softCount >= mostSoft || zone.row.zone.rank >= mostSoftRank)) break;
    const label = placedLabel(zone, ownerOf(zone), room, within);
    if (!label) continue;
    labels.push(label);
    if (isSoft) softCount += 1;
  }
  return labels;
}

function takeSigns(
  zones: readonly PlacedZone[],
  room: TakenRoom,
  isTaken: (rank: number, isReachable: boolean) => boolean,
): void {
  for (const zone of zones) if (isTaken(zone.row.zone.rank, zone.row.isReachable)) room.take(signBox(zone));
}

/** Where a sign lies, a little less than all of it: its own label stands close beside it. */
function signBox({ row, placePx: [x, y] }: PlacedZone): Box {
  const r = outerRadiusPx(row, false) - 1;
  return { leftPx: x - r, rightPx: x + r, topPx: y - r, bottomPx: y + r };
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

/** Right and left of the sign, above its middle and below: the first that has room. Right under another sign a label would seem to be of that one. */
const spots = [
  { anchor: "start", downPx: -4, freePx: 0 },
  { anchor: "end", downPx: -4, freePx: 0 },
  { anchor: "start", downPx: 15, freePx: 8 },
  { anchor: "end", downPx: 15, freePx: 8 },
] as const;

function placedLabel(
  { row, placePx: [x, y] }: PlacedZone,
  { letter, hasRing }: ZoneOwner,
  room: TakenRoom,
  within: Box,
): LabelMark | undefined {
  const away = outerRadiusPx(row, hasRing) + 3;
  const parts = [...indexParts(row.uvw), ...(letter ? [{ text: ` ${letter}`, isOver: false }] : [])];
  for (const { anchor, downPx, freePx } of spots) {
    const xPx = anchor === "start" ? x + away : x - away;
    const label = { layer: "zones", xPx, yPx: y + downPx, parts, isSoft: !row.isReachable, anchor } as const;
    const box = boxOf(label);
    if (!isWithin(box, within) || !room.isFree({ ...box, topPx: box.topPx - freePx })) continue;
    room.take(box);
    return label;
  }
  return undefined;
}

function isWithin(box: Box, { leftPx, rightPx, topPx, bottomPx }: Box): boolean {
  return box.leftPx >= leftPx && box.rightPx <= rightPx && box.topPx >= topPx - 4 && box.bottomPx <= bottomPx + 2;
}
