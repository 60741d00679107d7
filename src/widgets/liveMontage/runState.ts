import type { ProgressState, TileState } from "../../messages/liveMontage/liveMontageState.js";
import type { MontageRun, MontageTile } from "./montageRun.js";

const mostText = 2000;

/** What the front end is told of a run: the values that change while it goes on. */
export function runState(run: MontageRun, classMaps: ReadonlyMap<number, number>) {
  return {
    title: run.title.slice(0, 1000),
    valueUnit: run.valueUnit.slice(0, 40),
    runState: run.state,
    problem: (run.problem ?? "").slice(0, mostText),
    waitsFor: (run.waitsFor ?? "").slice(0, mostText),
    tiles: run.tiles.map((tile) => tileState(tile, classMaps.get(tile.index) ?? 0)),
    progress: progressState(run),
  };
}

function tileState(tile: MontageTile, classMap: number): TileState {
  const { index, column, row, status, commanded, reported, measured, doseEPerA2, reason } = tile;
  return {
    ...{ index, column, row, status, classMap },
    commandedXNm: rounded(commanded.xNm),
    commandedYNm: rounded(commanded.yNm),
    reportedXNm: roundedOrNull(reported?.xNm),
    reportedYNm: roundedOrNull(reported?.yNm),
    measuredXNm: roundedOrNull(measured?.xNm),
    measuredYNm: roundedOrNull(measured?.yNm),
    doseEPerA2: doseEPerA2 ?? null,
    reason: (reason ?? "").slice(0, mostText),
  };
}

function progressState(run: MontageRun): ProgressState {
  const { done, failed, total, remainingS, travelUm, doseElectrons } = run.progress;
  return { done, failed, total, remainingS: roundedOrNull(remainingS), travelUm: rounded(travelUm), doseElectrons };
}

/** Three digits after the point say a picometre; more would only make the message longer. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function roundedOrNull(value: number | undefined): number | null {
  return value === undefined ? null : rounded(value);
}
