import { indexParts } from "./indicesText.js";
import type { LabelMark } from "./marks.js";
import type { PlacedZone } from "./zoneMarks.js";
import { signRadiusPx } from "./zoneMarks.js";

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Height of a line of a label (px), and the width of one of its signs; a little more than any font needs. */
const linePx = 13;
const signPx = 6.4;

/**
 * Labels of zones beside their signs, those that can be reached and have low indices first; one that would lie over another is left out.
 *
 * Cost: O(zones x labels).
 */
export function zoneLabels(
  zones: readonly PlacedZone[],
  letterOf: (zone: PlacedZone) => string,
  most = 90,
): LabelMark[] {
  const order = [...zones].sort(
    (a, b) => Number(b.row.isReachable) - Number(a.row.isReachable) || a.row.zone.rank - b.row.zone.rank,
  );
  const taken: Box[] = [];
  const labels: LabelMark[] = [];
  for (const zone of order) {
    if (labels.length >= most) break;
    const letter = letterOf(zone);
    const parts = [...indexParts(zone.row.zone.uvw), ...(letter ? [{ text: ` ${letter}`, isOver: false }] : [])];
    const widthPx = signPx * parts.reduce((sum, { text }) => sum + text.length, 0);
    const label = placedLabel(zone, parts, widthPx, taken);
    if (label) labels.push(label);
  }
  return labels;
}

/** To the right of the sign, or else to its left. */
function placedLabel(
  { row, place: [x, y] }: PlacedZone,
  parts: LabelMark["parts"],
  widthPx: number,
  taken: Box[],
): LabelMark | undefined {
  const away = signRadiusPx(row.zone.rank) + 3;
  for (const anchor of ["start", "end"] as const) {
    const left = anchor === "start" ? x + away : x - away - widthPx;
    const box = { left, right: left + widthPx, top: y - 4 - linePx, bottom: y - 2 };
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    const xPx = anchor === "start" ? x + away : x - away;
    return { layer: "zones", xPx, yPx: y - 4, parts, isSoft: !row.isReachable, anchor };
  }
  return undefined;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
