import type { Tilt } from "../tilt.js";
import { tiltPath } from "../tiltPath.js";
import { errorOutline, rotationCovariance } from "../zoneError.js";
import type { DrawnGrain } from "./drawnMap.js";
import type { MapFrame, Place } from "./mapFrame.js";
import type { PathMark } from "./marks.js";
import { circlePath, crossPath, curvePath } from "./paths.js";
import type { PlacedZone } from "./zoneMarks.js";

function seen(tilts: readonly Tilt[], frame: MapFrame): Place[] {
  return tilts
    .map((tilt) => frame.placeOfTilt(tilt))
    .filter((place): place is Place => place !== undefined && frame.isSeen(place));
}

/** Where the stage reports to be: an upright cross. */
export function currentMarks(current: Tilt | null, frame: MapFrame): PathMark[] {
  const [place] = current ? seen([current], frame) : [];
  if (!place) return [];
  // The paper below the cross keeps it apart from whatever lies there.
  return [
    { layer: "current", d: crossPath(place, 11), style: { stroke: "paper", widthPx: 6, opacity: 0.8, fill: "none" } },
    { layer: "current", d: crossPath(place, 10), style: { stroke: "green", widthPx: 3, fill: "none" } },
  ];
}

/** The planned tilt, a ring with a slanted cross, and the way there. */
export function planMarks(from: Tilt | null, planned: Tilt | null, frame: MapFrame): PathMark[] {
  if (!planned) return [];
  const marks: PathMark[] = [];
  const way = from ? wayTo(from, planned) : [];
  if (way.length > 0)
    marks.push({
      layer: "path",
      d: curvePath(frame, way),
      style: { stroke: "red", widthPx: 1.8, dash: "6 4", fill: "none" },
    });
  const [place] = seen([planned], frame);
  if (place)
    marks.push({
      layer: "path",
      d: circlePath(place, 9) + crossPath(place, 6, true),
      style: { stroke: "red", widthPx: 2, fill: "none" },
    });
  return marks;
}

/** The way along the great circle; none between opposite directions. */
export function wayTo(from: Tilt, to: Tilt): readonly Tilt[] {
  try {
    return tiltPath(from, to, { stepDeg: 2 });
  } catch {
    return [];
  }
}

/** Where the stage has been. */
export function visitedMarks(visited: readonly Tilt[], frame: MapFrame): PathMark[] {
  const dots = seen(visited, frame)
    .map((place) => circlePath(place, 2.2))
    .join("");
  if (!dots) return [];
  return [
    {
      layer: "visited",
      d: curvePath(frame, visited),
      style: { stroke: "green", widthPx: 1, dash: "2 3", fill: "none" },
    },
    { layer: "visited", d: dots, style: { fill: "green" } },
  ];
}

/** The tilts of a series: dots, hollow where they cannot be reached. */
export function seriesMarks(tilts: readonly (Tilt & { readonly isReachable: boolean })[], frame: MapFrame): PathMark[] {
  const dots = (isReachable: boolean) =>
    seen(
      tilts.filter((tilt) => tilt.isReachable === isReachable),
      frame,
    )
      .map((place) => circlePath(place, 3))
      .join("");
  return [
    { layer: "series" as const, d: dots(false), style: { stroke: "blue", widthPx: 1.4, fill: "paper" } as const },
    { layer: "series" as const, d: dots(true), style: { stroke: "blue", widthPx: 1.4, fill: "blue" } as const },
  ].filter(({ d }) => d !== "");
}

/** The readings of a grain: a square bracket of rings round where the zone was seen. */
export function readingMarks(grain: DrawnGrain, frame: MapFrame): PathMark[] {
  const places = seen(
    grain.readings.map(({ at }) => at),
    frame,
  );
  if (places.length === 0) return [];
  const d = places.map((place) => circlePath(place, 8) + circlePath(place, 1.2)).join("");
  return [{ layer: "readings", d, style: { stroke: "magenta", widthPx: 1.6, fill: "none" } }];
}

/** Most outlines of one grain. */
const mostOutlines = 80;

/** Where zones may be as well, with 95 % of certainty: from the errors of the readings, or from how badly they fit where that is more. */
export function uncertaintyMarks(grain: DrawnGrain, zones: readonly PlacedZone[], frame: MapFrame): PathMark[] {
  const { readings, mismatchDeg } = grain;
  const fitted = readings.map(({ at, sigmaDeg }) => ({ at, sigmaDeg: Math.max(sigmaDeg, mismatchDeg) }));
  const covariance = rotationCovariance(fitted);
  if (!covariance) return [];
  const nearest = [...zones].sort((a, b) => a.row.zone.rank - b.row.zone.rank).slice(0, mostOutlines);
  const d = nearest
    .map(({ row }) => errorOutline(row.beam, covariance))
    .map((outline) => (outline ? curvePath(frame, outline, true) : ""))
    .join("");
  return d ? [{ layer: "uncertainty", d, style: { stroke: "magenta", widthPx: 1, dash: "2 2", fill: "none" } }] : [];
}
