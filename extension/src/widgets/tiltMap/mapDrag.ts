import { anyPerpendicular, cross, dot, type Vec3 } from "../../../../src/core/vector3.js";
import type { MapGrain } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { Place } from "../../../../src/ops/carto/drawing/mapFrame.js";
import { orientationDragged, turnedOrientation } from "../../../../src/ops/carto/solveOrientation.js";
import { beamOfTilt } from "../../../../src/ops/carto/tilt.js";
import { type MapPlot, snapPx } from "./mapPlot.js";
import type { MapDraft, ShownMap } from "./shownMap.js";

/** What is dragged: a zone, and its grain with it; a grain about the beam; or the plan. */
export type MapDrag =
  | { readonly kind: "zone"; readonly grain: MapGrain; readonly beam: Vec3 }
  | { readonly kind: "spin"; readonly grain: MapGrain; readonly axis: Vec3; readonly fromDeg: number }
  | { readonly kind: "plan" };

/** What a pointer takes hold of at a place; undefined for nothing. */
export function grabbed(shown: ShownMap, plot: MapPlot, place: Place, isSpin: boolean): MapDrag | undefined {
  if (isSpin) return grabbedSpin(shown, plot, place);
  const { planned } = shown.state;
  const at = planned && plot.frame.placeOfTilt(planned);
  const [zone] = plot.zonesNear(shown, place);
  const isOnPlan = at && Math.hypot(at[0] - place[0], at[1] - place[1]) <= snapPx;
  if (isOnPlan) return { kind: "plan" };
  const grain = zone && shown.map.grains.find(({ id }) => id === zone.row.grain.id);
  return zone && grain && { kind: "zone", grain, beam: zone.row.beam };
}

function grabbedSpin(shown: ShownMap, plot: MapPlot, place: Place): MapDrag | undefined {
  const { active: grain } = shown;
  const beam = plot.frame.beamAt(place);
  if (!grain || !beam) return undefined;
  const axis = beamOfTilt(shown.here);
  return { kind: "spin", grain, axis, fromDeg: aboutDeg(axis, beam) };
}

/** The grain as it is when what was taken hold of is brought to a place; undefined off the map. */
export function draggedTo(drag: Exclude<MapDrag, { kind: "plan" }>, plot: MapPlot, place: Place): MapDraft | undefined {
  const beam = plot.frame.beamAt(place);
  if (!beam) return undefined;
  const { grain } = drag;
  const orientation =
    drag.kind === "zone"
      ? orientationDragged(grain.orientation, drag.beam, beam)
      : turnedOrientation(grain.orientation, drag.axis, aboutDeg(drag.axis, beam) - drag.fromDeg);
  return { grainId: grain.id, orientation };
}

/** The angle of a direction about an axis. */
function aboutDeg(axis: Vec3, direction: Vec3): number {
  const e1 = anyPerpendicular(axis);
  return (Math.atan2(dot(direction, cross(axis, e1)), dot(direction, e1)) * 180) / Math.PI;
}
