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
export function progressText({ runState, progress, problem, waitsFor }: LiveMontageState): string {
  const { done, failed, total, remainingS, travelUm, doseElectrons } = progress;
  const parts = [
    stateTexts[runState],
    `${done} of ${total} tiles${failed > 0 ? `, ${failed} could not be taken` : ""}`,
    remainingS === null || remainingS === 0 ? "" : `about ${durationText(remainingS)} left`,
    travelUm > 0 ? `stage travel ${formatLength(travelUm * 1000)}` : "",
    doseElectrons > 0 ? electronsText(doseElectrons) : "",
    waitsFor === "" ? "" : `waits: ${waitsFor}`,
    problem,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** To a picometre; the middle itself is no "0 pm". */
function placeText(lengthNm: number): string {
  const rounded = Math.round(lengthNm * 1000) / 1000;
  return rounded === 0 ? "0 nm" : formatLength(rounded, 4);
}

function electronsText(count: number): string {
  return count < 1e6 ? `${Math.round(count)} electrons` : `${Number((count / 1e6).toPrecision(3))} million electrons`;
}

/** A time in seconds, minutes or hours. */
export function durationText(durationS: number): string {
  if (durationS < 90) return `${Math.max(1, Math.round(durationS))} s`;
  return durationS < 5400 ? `${Math.round(durationS / 60)} min` : `${Number((durationS / 3600).toPrecision(2))} h`;
}

/** By which positions the tiles that are taken are drawn, where it is not the positions that were asked for; "" otherwise. */
export function placedText({ tiles, positions }: LiveMontageState): string {
  if (positions !== "measured") return "";
  const taken = tiles.filter(({ status }) => status === "taken");
  const unmeasured = taken.filter(({ measuredXNm }) => measuredXNm === null).length;
  if (unmeasured === 0 || taken.length < 2) return "";
  return `${unmeasured} of ${taken.length} tiles placed by the encoders: their overlaps show nothing`;
}

/** How many pixels of a tile are one that is seen; "" where it is one. */
export function binText(bin: number): string {
  return bin === 1 ? "" : `${bin} x ${bin} px in one: zoom in to see all`;
}

/** What is read at a place of the picture, in its pixels: place from the middle, value, tile. */
export function montageReadout(
  state: LiveMontageState,
  box: MontageBox,
  { x, y, value, bin }: { readonly x: number; readonly y: number; readonly value: number; readonly bin: number },
): string {
  const place = placeInBox(box, x, y);
  const at = `x ${placeText(place.xNm)}, y ${placeText(place.yNm)} from the middle`;
  const unit = state.valueUnit === "" ? "" : ` ${state.valueUnit}`;
  const read =
    value === noTile ? "no tile" : `${valueText(value, 4)}${unit}${bin === 1 ? "" : ` (mean of ${bin} x ${bin} px)`}`;
  const [halfWidthNm, halfHeightNm] = [state.tileWidthPx, state.tileHeightPx].map((side) => (side * state.pixelNm) / 2);
  const tile = state.tiles.findLast((each) => {
    const middle = shownPlace(each, state.positions);
    return Math.abs(place.xNm - middle.xNm) <= halfWidthNm! && Math.abs(place.yNm - middle.yNm) <= halfHeightNm!;
  });
  const which =
    tile && `tile ${tile.index + 1}${tile.reason === "" ? "" : `, which could not be taken: ${tile.reason}`}`;
  return [at, read, which].filter((part) => part !== undefined).join("; ");
}
