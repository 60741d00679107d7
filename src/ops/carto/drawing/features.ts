import { angleDegBetween, cross, unit, type Vec3 } from "../../../core/vector3.js";
import { type EdgeOnCandidate, edgeOnFromWidths, type WidthReadings } from "../edgeOnFromWidths.js";
import {
  edgeOnNormal,
  edgeOnTogether,
  nearestEdgeOn,
  type Trace,
  tiltFeature,
  traceAngleDeg,
  traceDirection,
} from "../feature.js";
import { beamOfTilt, type Tilt } from "../tilt.js";
import type { DrawnFeature } from "./drawnMap.js";
import { type NamedLimit, tightest, type ZoneRow } from "./zoneRows.js";

/** The normal of a feature in the holder: as it is known, or as if its trace had been seen edge on. */
export function normalOf({ normal, at, thetaDeg }: DrawnFeature): Vec3 {
  return normal ?? edgeOnNormal({ at, thetaDeg });
}

/** The trace of a feature at a tilt where it is edge on: where it was seen, or the nearest such tilt to that. */
export function edgeOnTrace(feature: DrawnFeature): Trace {
  const { normal, at, thetaDeg } = feature;
  if (!normal) return { at, thetaDeg };
  const edgeOn = nearestEdgeOn(normal, at).at;
  const there = traceAngleDeg("plane", normal, edgeOn);
  // A trace has no sign, but series count along it: the sense in which the angle was given is kept.
  const isReversed = Math.cos(((there - thetaDeg) * Math.PI) / 180) < 0;
  return { at: edgeOn, thetaDeg: isReversed ? there + 180 : there };
}

/** One answer to where a plane is edge on, by its widths. */
export interface EdgeOnAnswer extends EdgeOnCandidate {
  readonly at: Tilt;
  /** Of the plane, in the holder. @unitless */
  readonly normal: Vec3;
}

/**
 * Where a plane is edge on, from its trace and its widths in two images, the second after a tilt against the trace: one answer, or two, the likelier
 * first, unless a third width tells them apart.
 *
 * Errors: as of edgeOnFromWidths.
 */
export function edgeOnByWidths(trace: Trace, widths: WidthReadings): readonly EdgeOnAnswer[] {
  const { candidates, needsThirdWidth } = edgeOnFromWidths(widths);
  return (needsThirdWidth ? candidates : candidates.slice(0, 1)).map((candidate) => {
    const at = tiltFeature(trace, candidate.edgeTiltDeg, "against");
    // The trace is the axis of that tilt, and so it stays where it is in the holder.
    return { ...candidate, at, normal: unit(cross(traceDirection(trace), beamOfTilt(at))) };
  });
}

/** The tilt nearest to another at which a feature is edge on; the same tilt where it is seen face on. */
export function keptEdgeOn(feature: DrawnFeature, tilt: Tilt): Tilt {
  try {
    return nearestEdgeOn(normalOf(feature), tilt).at;
  } catch {
    return tilt;
  }
}

/** How a series of tilts is laid out. */
export interface SeriesPlan {
  readonly mode: "along" | "against";
  readonly fromDeg: number;
  readonly toDeg: number;
  readonly stepDeg: number;
}

/** The tilts of a series along the curve of a feature, and whether each can be reached; at most 1000. */
export function seriesTilts(
  feature: DrawnFeature,
  { mode, fromDeg, toDeg, stepDeg }: SeriesPlan,
  limits: readonly NamedLimit[],
): readonly (Tilt & { readonly isReachable: boolean })[] {
  const trace = edgeOnTrace(feature);
  const count = Math.min(1000, Math.floor((toDeg - fromDeg) / stepDeg + 1e-9) + 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const tilt = tiltFeature(trace, fromDeg + i * stepDeg, mode);
    return { ...tilt, isReachable: tightest(tilt, limits).fraction <= 1 + 1e-9 };
  });
}

/** The zones at which a feature is edge on within an angle, those that can be reached and lie near first. */
export function zonesAlong(
  feature: DrawnFeature,
  rows: readonly ZoneRow[],
  withinDeg: number,
): readonly (ZoneRow & { readonly offDeg: number })[] {
  const normal = normalOf(feature);
  return rows
    .map((row) => ({ ...row, offDeg: Math.abs(90 - angleDegBetween(normal, row.beam)) }))
    .filter(({ offDeg }) => offDeg <= withinDeg)
    .sort(
      (a, b) =>
        Number(b.isReachable) - Number(a.isReachable) || a.zone.rank - b.zone.rank || a.distanceDeg - b.distanceDeg,
    );
}

/** Where two traces of an unknown crystal cross: a zone axis lies there. */
export interface Crossing {
  /** Which traces, by their place in the list. @unitless */
  readonly of: readonly [number, number];
  readonly at: Tilt;
}

/** The crossings of all pairs of traces; parallel ones have none. */
export function crossings(traces: readonly Trace[]): readonly Crossing[] {
  const found: Crossing[] = [];
  traces.forEach((a, i) => {
    traces.slice(i + 1).forEach((b, k) => {
      const at = crossingOf(a, b);
      if (at) found.push({ of: [i, i + 1 + k], at });
    });
  });
  return found;
}

function crossingOf(a: Trace, b: Trace): Tilt | undefined {
  try {
    return edgeOnTogether(edgeOnNormal(a), edgeOnNormal(b));
  } catch {
    return undefined;
  }
}
