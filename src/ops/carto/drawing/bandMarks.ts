import { apply } from "../../../core/matrix3.js";
import { coneTilts } from "../bandCurves.js";
import type { DrawnGrain } from "./drawnMap.js";
import type { MapFrame } from "./mapFrame.js";
import type { PathMark } from "./marks.js";
import { curvePath } from "./paths.js";
import { grainStyle } from "./zoneMarks.js";

/** From which strength on a band is drawn how. */
const weights = [
  { from: 0.5, widthPx: 1.2, opacity: 0.6 },
  { from: 0.15, widthPx: 0.9, opacity: 0.42 },
  { from: 0, widthPx: 0.7, opacity: 0.3 },
] as const;

const kept = new WeakMap<DrawnGrain, WeakMap<MapFrame, Map<boolean, readonly PathMark[]>>>();

/**
 * The Kikuchi bands of a grain: dotted middles and thin edges, stronger ones heavier; one path for each weight.
 *
 * @param isCoarse while the map is dragged: middles alone, with fewer points
 */
export function bandMarks(
  grain: DrawnGrain,
  grainIndex: number,
  frame: MapFrame,
  isCoarse: boolean,
): readonly PathMark[] {
  const ofGrain = kept.get(grain) ?? new WeakMap<MapFrame, Map<boolean, readonly PathMark[]>>();
  kept.set(grain, ofGrain);
  const ofFrame = ofGrain.get(frame) ?? new Map<boolean, readonly PathMark[]>();
  ofGrain.set(frame, ofFrame);
  const marks = ofFrame.get(isCoarse) ?? drawnBands(grain, grainIndex, frame, isCoarse);
  ofFrame.set(isCoarse, marks);
  return marks;
}

function drawnBands(grain: DrawnGrain, grainIndex: number, frame: MapFrame, isCoarse: boolean): PathMark[] {
  const marks: PathMark[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (const { from, widthPx, opacity } of weights) {
    const bands = grain.bands.filter(({ strength }) => strength >= from && strength < next);
    next = from;
    let [centres, edges] = ["", ""];
    for (const { normal, braggDeg } of bands) {
      const normalH = apply(grain.orientation, normal);
      const curve = (towardsDeg: number) =>
        coneTilts(normalH, towardsDeg, { stepDeg: isCoarse ? 6 : 3 })
          .map((tilts) => curvePath(frame, tilts))
          .join("");
      centres += curve(0);
      if (!isCoarse) edges += curve(braggDeg) + curve(-braggDeg);
    }
    const stroke = grainStyle(grainIndex).stroke ?? "ink";
    if (edges)
      marks.push({ layer: "bands", d: edges, style: { stroke, widthPx: widthPx * 0.7, opacity, fill: "none" } });
    if (centres)
      marks.push({
        layer: "bands",
        d: centres,
        style: { stroke, widthPx, opacity, dash: isCoarse ? "" : "1.5 3", fill: "none" },
      });
  }
  return marks;
}
