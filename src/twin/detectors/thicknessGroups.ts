import type { SpecimenColumns } from "../specimens/specimen.js";
import type { DetectorValues } from "./detectorParameters.js";
import type { ScanFrame } from "./scanFrame.js";

/** Columns that are imaged with the same transfer: places in the axes of the scan, and their signal. */
export interface ThicknessGroup {
  readonly thicknessNm: number;
  /** In nm, as all arrays here of the same length. @unitless */
  readonly aNm: Float64Array;
  /** @unitless */
  readonly bNm: Float64Array;
  readonly haadfNm2: Float64Array;
}

/** Thicknesses that differ less are taken for the same. */
const sameThicknessNm = 0.5;
/** Sideways lean from node to node that does not show beside a probe. */
const sameLeanNm = 0.03;
const mostNodes = 6;

/**
 * The columns that lie within a margin of the scan, sorted by thickness: each is shared between the two nodes next to its own thickness, so
 * that nothing jumps where the thickness changes slowly. Cost: O(columns).
 */
export function thicknessGroups(
  columns: SpecimenColumns,
  frame: ScanFrame,
  marginNm: number,
  detector: DetectorValues,
): ThicknessGroup[] {
  const inside = columnsInside(columns, frame, marginNm);
  if (inside.count === 0) return [];
  const nodes = thicknessNodes(inside.thicknessNm, frame, detector);
  return nodes
    .map((node, i) =>
      groupAt(inside, node, nodes[i - 1] ?? Number.NEGATIVE_INFINITY, nodes[i + 1] ?? Number.POSITIVE_INFINITY),
    )
    .filter((group) => group.aNm.length > 0);
}

interface InsideColumns {
  readonly count: number;
  readonly aNm: Float64Array;
  readonly bNm: Float64Array;
  readonly haadfNm2: Float64Array;
  readonly thicknessNm: Float32Array;
}

function columnsInside(columns: SpecimenColumns, frame: ScanFrame, marginNm: number): InsideColumns {
  const { xNm, yNm, haadfNm2, thicknessNm } = columns;
  const inside = {
    aNm: new Float64Array(xNm.length),
    bNm: new Float64Array(xNm.length),
    haadfNm2: new Float64Array(xNm.length),
    thicknessNm: new Float32Array(xNm.length),
  };
  const [aa, ab, ba, bb] = frame.fromSpecimen;
  const [leastA, mostA] = [frame.leastAlongNm - marginNm, frame.mostAlongNm + marginNm];
  const [leastB, mostB] = [frame.leastAcrossNm - marginNm, frame.mostAcrossNm + marginNm];
  let count = 0;
  for (let i = 0; i < xNm.length; i++) {
    const a = aa * xNm[i] + ab * yNm[i] + frame.offsetAlongNm;
    const b = ba * xNm[i] + bb * yNm[i] + frame.offsetAcrossNm;
    // Written so that a place that is no number is left out too.
    if (!(a >= leastA && a <= mostA && b >= leastB && b <= mostB && haadfNm2[i] > 0)) continue;
    inside.aNm[count] = a;
    inside.bNm[count] = b;
    inside.haadfNm2[count] = haadfNm2[i];
    inside.thicknessNm[count++] = thicknessNm[i];
  }
  return {
    count,
    aNm: inside.aNm.subarray(0, count),
    bNm: inside.bNm.subarray(0, count),
    haadfNm2: inside.haadfNm2.subarray(0, count),
    thicknessNm: inside.thicknessNm.subarray(0, count),
  };
}

/** Few thicknesses that stand for all: one where they hardly differ, else the ends, where the terms of thickness set in, and some between. */
function thicknessNodes(
  thicknessNm: Float32Array,
  frame: ScanFrame,
  { bulkFromNm, bulkFullNm }: DetectorValues,
): number[] {
  let [least, most, sum] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const t of thicknessNm) {
    least = Math.min(least, t);
    most = Math.max(most, t);
    sum += t;
  }
  const lean = Math.hypot(frame.leanA, frame.leanB);
  const isSame = most - least <= sameThicknessNm && (most - least) * lean <= sameLeanNm;
  if (isSame || most <= bulkFromNm * (lean > 0 ? 0 : 1)) return [sum / thicknessNm.length];
  const knees = [bulkFromNm, bulkFullNm].filter((t) => t > least && t < most);
  const nodes = [least, ...knees, most];
  const stepNm = lean > 0 ? Math.max(sameLeanNm / lean, sameThicknessNm) : 8;
  while (nodes.length < mostNodes) {
    const at = widestGap(nodes);
    if (nodes[at] - nodes[at - 1] <= stepNm) break;
    nodes.splice(at, 0, (nodes[at] + nodes[at - 1]) / 2);
  }
  return nodes;
}

function widestGap(nodes: readonly number[]): number {
  let at = 1;
  for (let i = 2; i < nodes.length; i++) if (nodes[i] - nodes[i - 1] > nodes[at] - nodes[at - 1]) at = i;
  return at;
}

function groupAt(columns: InsideColumns, node: number, before: number, after: number): ThicknessGroup {
  const { count, aNm, bNm, haadfNm2, thicknessNm } = columns;
  if (before === Number.NEGATIVE_INFINITY && after === Number.POSITIVE_INFINITY) {
    return { thicknessNm: node, aNm, bNm, haadfNm2 };
  }
  const chosen = new Uint32Array(count);
  const weights = new Float64Array(count);
  let found = 0;
  for (let i = 0; i < count; i++) {
    const t = thicknessNm[i];
    const share = t <= node ? 1 - (node - t) / (node - before) : 1 - (t - node) / (after - node);
    if (share <= 0) continue;
    chosen[found] = i;
    weights[found++] = share * haadfNm2[i];
  }
  const at = chosen.subarray(0, found);
  return {
    thicknessNm: node,
    aNm: Float64Array.from(at, (i) => aNm[i]),
    bNm: Float64Array.from(at, (i) => bNm[i]),
    haadfNm2: weights.subarray(0, found),
  };
}
