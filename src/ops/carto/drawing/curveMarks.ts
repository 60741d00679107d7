import { coneTilts } from "../bandCurves.js";
import { edgeOnNormal, featureCurve, type Trace } from "../feature.js";
import { takeOffDeg } from "../takeOff.js";
import type { Tilt } from "../tilt.js";
import { tiltContours } from "./contours.js";
import type { DrawnFeature, DrawnMap } from "./drawnMap.js";
import { crossings, normalOf } from "./features.js";
import type { MapFrame, Place } from "./mapFrame.js";
import { type LabelMark, type MapLayer, type MapScene, type PathMark, plainLabel } from "./marks.js";
import { crossPath, curvePath } from "./paths.js";
import { degreeText } from "./zoneRows.js";

/** Features: the tilts at which each is edge on, thick and blue, and those that turn it against its trace, red and dashed; with its name. */
export function featureMarks(features: readonly DrawnFeature[], frame: MapFrame): MapScene {
  const paths: PathMark[] = [];
  const labels: LabelMark[] = [];
  for (const feature of features) {
    const { along, against } = curvesOf(feature);
    paths.push({
      layer: "features",
      d: pathOf(against, frame),
      style: { stroke: "red", widthPx: 2, dash: "9 3", fill: "none" },
    });
    paths.push({ layer: "features", d: pathOf(along, frame), style: { stroke: "blue", widthPx: 3.5, fill: "none" } });
    labels.push(...endLabel(along, frame, "features", `${feature.name} edge on`));
    labels.push(...endLabel(against, frame, "features", `${feature.name} against`));
  }
  return { paths, labels };
}

function curvesOf(feature: DrawnFeature): { along: readonly Tilt[][]; against: readonly Tilt[][] } {
  const normal = normalOf(feature);
  try {
    return featureCurve(normal, feature.at, { stepDeg: 3 });
  } catch {
    // Seen face on it has no trace, and so nothing to tilt against.
    return { along: coneTilts(normal, 0, { stepDeg: 3 }), against: [] };
  }
}

function pathOf(runs: readonly (readonly Tilt[])[], frame: MapFrame): string {
  return runs.map((tilts) => curvePath(frame, tilts)).join("");
}

/** A name at the last point of a curve that is well within the map. */
function endLabel(runs: readonly (readonly Tilt[])[], frame: MapFrame, layer: MapLayer, text: string): LabelMark[] {
  const seen = runs
    .flat()
    .map((tilt) => frame.placeOfTilt(tilt))
    .filter((place): place is Place => place !== undefined && frame.isSeen(place, -24));
  const highest = seen.reduce<Place | undefined>(
    (best, place) => (best && best[1] <= place[1] ? best : place),
    undefined,
  );
  if (!highest) return [];
  const isRight = highest[0] > frame.middlePx[0];
  return [plainLabel(layer, [highest[0] + (isRight ? -7 : 7), highest[1]], text, isRight ? "end" : "start")];
}

/** Traces of an unknown crystal, and the poles that their crossings predict. */
export function traceMarks(traces: readonly Trace[], frame: MapFrame): MapScene {
  const paths: PathMark[] = [];
  const labels: LabelMark[] = [];
  const lines = traces.map((trace) => pathOf(coneTilts(edgeOnNormal(trace), 0, { stepDeg: 3 }), frame)).join("");
  if (lines)
    paths.push({ layer: "traces", d: lines, style: { stroke: "ink", widthPx: 1.4, dash: "4 3", fill: "none" } });
  let signs = "";
  for (const { of, at } of crossings(traces)) {
    const place = frame.placeOfTilt(at);
    if (!place || !frame.isSeen(place)) continue;
    signs += crossPath(place, 6, true);
    const name = `pole ${of[0] + 1}×${of[1] + 1}: ${degreeText(at.alphaDeg)}, ${degreeText(at.betaDeg)}`;
    labels.push(plainLabel("traces", [place[0] + 8, place[1] + 4], name));
  }
  if (signs) paths.push({ layer: "traces", d: signs, style: { stroke: "magenta", widthPx: 2.4, fill: "none" } });
  return { paths, labels };
}

/** Every 10 degrees of take-off angle for each detector. Below 0 the foil hides the detector: there is no line. */
export function takeOffMarks(detectors: DrawnMap["detectors"] = [], frame: MapFrame): MapScene {
  const paths: PathMark[] = [];
  const labels: LabelMark[] = [];
  const levels = [0, 10, 20, 30, 40, 50, 60, 70, 80];
  detectors.forEach((detector, i) => {
    const { alphaDeg, betaDeg } = frame.centre;
    const rangeDeg = Math.min(89, frame.rangeDeg + Math.max(Math.abs(alphaDeg), Math.abs(betaDeg)));
    for (const { level, pieces } of tiltContours((tilt) => takeOffDeg(tilt, detector), rangeDeg, levels)) {
      if (pieces.length === 0) continue;
      const d = pieces.map((piece) => curvePath(frame, piece)).join("");
      const dash = ["5 3", "1 3", "8 3 1 3"][i % 3]!;
      paths.push({ layer: "take-off", d, style: { stroke: "olive", widthPx: 1.1, dash, fill: "none" } });
      const text = detectors.length > 1 ? `${detector.name} ${level}°` : `${level}°`;
      labels.push(...endLabel(pieces, frame, "take-off", text));
    }
  });
  return { paths, labels };
}
