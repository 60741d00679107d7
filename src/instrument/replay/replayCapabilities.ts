import { type ImageDetector, imageDetectors } from "../acquireRequest.js";
import type { BeamSettings } from "../beamSettings.js";
import type { Capabilities } from "../port.js";
import { stageAxes } from "../stagePosition.js";
import type { Take } from "./take.js";

/** What a run can be asked for: what it has. Every setting of the beam can be set, to the values that were recorded. */
export function replayCapabilities(takes: readonly Take[], piezoReachUm: number): Capabilities {
  const has = (kind: string) => takes.some(({ request }) => request.kind === kind);
  const detectors = new Set(
    takes
      .filter(({ request }) => request.kind === "image")
      .flatMap(({ frames }) => frames.map((frame) => frame.detector)),
  );
  const dwellsUs = takes.flatMap(({ request }) => ("dwellUs" in request ? [request.dwellUs] : []));
  return {
    axes: stageAxes,
    hasPiezo: piezoReachUm > 0,
    imageDetectors: imageDetectors.filter((detector: ImageDetector) => detectors.has(detector)),
    hasEds: has("eds"),
    hasEels: has("eels"),
    hasDiffraction: has("diffraction"),
    hasLive: has("image"),
    autoFunctions: [],
    beamSettings: settingsOf(takes[0]!),
    mostPx: takes.reduce((most, take) => Math.max(most, ...sidesOf(take)), 0),
    leastDwellUs: dwellsUs.reduce((least, dwellUs) => Math.min(least, dwellUs), dwellsUs[0] ?? 0),
    mostDwellUs: dwellsUs.reduce((most, dwellUs) => Math.max(most, dwellUs), 0),
  };
}

function sidesOf({ request }: Take): number[] {
  return request.kind === "diffraction" ? [request.sizePx] : [request.widthPx, request.heightPx];
}

/** A script that sets what was set runs again, also where it never set anything else. */
function settingsOf({ conditions }: Take): (keyof BeamSettings)[] {
  const { isBlanked: _, ...settings } = conditions.beam;
  return Object.keys(settings) as (keyof BeamSettings)[];
}
