import { formatLength } from "../../../../src/display/scaleBar.js";
import { type LiveMontageState, shownPlace } from "../../../../src/messages/liveMontage/liveMontageState.js";
import { valueText } from "../image/readout.js";
import { noTile } from "./compositor.js";
import { type MontageBox, placeInBox } from "./montageBox.js";

const stateTexts: Readonly<Record<LiveMontageState["runState"], string>> = {
  planned: "Not begun",
  running: "Under way",
  pausing: "Pauses after this tile",
  paused: "Paused",
  done: "Done",
  stopped: "Stopped",
  failed: "Failed",
};

/** How the run is, in a few words: state, tiles, what is left, way, electrons. */
export function progressText({ runState, progress, problem }: LiveMontageState): string {
  const { done, failed, total, remainingS, travelUm, doseElectrons } = progress;
  const parts = [
    stateTexts[runState],
    `${done} of ${total} tiles${failed > 0 ? `, ${failed} could not be taken` : ""}`,
    remainingS === null || remainingS === 0 ? "" : `about ${durationText(remainingS)} left`,
    travelUm > 0 ? `way ${formatLength(travelUm * 1000)}` : "",
    doseElectrons > 0 ? electronsText(doseElectrons) : "",
    problem,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

function electronsText(count: number): string {
  return count < 1e6 ? `${Math.round(count)} electrons` : `${Number((count / 1e6).toPrecision(3))} million electrons`;
}

/** A time in seconds, minutes or hours. */
export function durationText(durationS: number): string {
  if (durationS < 90) return `${Math.max(1, Math.round(durationS))} s`;
  return durationS < 5400 ? `${Math.round(durationS / 60)} min` : `${Number((durationS / 3600).toPrecision(2))} h`;
}

/** What is read at a pixel of the picture: place from the middle, value, tile. */
export function montageReadout(
  state: LiveMontageState,
  box: MontageBox,
  { xPx, yPx, value }: { readonly xPx: number; readonly yPx: number; readonly value: number },
): string {
  const place = placeInBox(box, xPx + 0.5, yPx + 0.5);
  const at = `x ${formatLength(place.xNm, 4)}, y ${formatLength(place.yNm, 4)} from the middle`;
  const unit = state.valueUnit === "" ? "" : ` ${state.valueUnit}`;
  const read = value === noTile ? "no tile" : `about ${valueText(value, 3)}${unit}`;
  const [halfWidthNm, halfHeightNm] = [state.tileWidthPx, state.tileHeightPx].map((side) => (side * state.pixelNm) / 2);
  const tile = state.tiles.findLast((each) => {
    const middle = shownPlace(each, state.positions);
    return Math.abs(place.xNm - middle.xNm) <= halfWidthNm! && Math.abs(place.yNm - middle.yNm) <= halfHeightNm!;
  });
  const which =
    tile && `tile ${tile.index + 1}${tile.reason === "" ? "" : `, which could not be taken: ${tile.reason}`}`;
  return [at, read, which].filter((part) => part !== undefined).join("; ");
}
