import type { LiveMontageState } from "../../../../src/messages/liveMontage/liveMontageState.js";
import { button, element } from "../element.js";
import { progressText } from "./montageTexts.js";

/** What the buttons ask for. */
export interface RunActions {
  start(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  go(): void;
  forget(): void;
}

/** The row that says how the run is, and steers it. */
export interface RunControls {
  readonly element: HTMLElement;
  show(state: LiveMontageState, isLive: boolean): void;
}

/** Makes the buttons of a run, its bar, and the motion that is planned. */
export function runControls(actions: RunActions, signal: AbortSignal): RunControls {
  const start = button("Start", "Begin the run: the stage moves and the specimen is exposed", actions.start, signal);
  const pause = button("Pause", "Wait before the next tile", actions.pause, signal);
  const resume = button("Resume", "Go on with the next tile", actions.resume, signal);
  const stop = button("Stop", "End the run now; the tiles that are taken stay", actions.stop, signal);
  const bar = element("progress", { className: "emlab-montage-bar", label: "Tiles taken" });
  const text = element("output", { className: "emlab-value" });
  text.setAttribute("aria-live", "off");
  const row = element("div", { className: "emlab-controls", role: "toolbar", label: "Run" }, [
    ...[start, pause, resume, stop, bar, text],
  ]);

  const planned = element("span", { className: "emlab-value" });
  const go = button("Go", "Move the stage to the planned place", actions.go, signal);
  const forget = button("Forget", "Forget the planned motion (Escape)", actions.forget, signal);
  const move = element(
    "div",
    { className: "emlab-controls emlab-planned-move", role: "group", label: "Planned motion" },
    [...[planned, go, forget]],
  );
  return {
    element: element("div", { className: "emlab-run" }, [row, move]),
    show(state, isLive) {
      const { runState, progress, plannedMove } = state;
      const isOver = runState === "done" || runState === "stopped" || runState === "failed";
      // A button that is pressed and hidden would lose the focus to the page: it is disabled where the next one is not beside it.
      swap(start, runState === "planned", isLive);
      swap(pause, runState !== "planned" && runState !== "paused" && runState !== "pausing", isLive && !isOver);
      swap(resume, runState === "paused" || runState === "pausing", isLive);
      stop.disabled = !isLive || isOver || runState === "planned";
      bar.max = Math.max(1, progress.total);
      bar.value = progress.done + progress.failed;
      text.textContent = progressText(state);
      bar.setAttribute("aria-valuetext", text.textContent);
      move.hidden = plannedMove === null;
      planned.textContent = plannedMove?.text ?? "";
      const isUnderWay = runState === "running" || runState === "pausing";
      const canGo = plannedMove !== null && plannedMove.xUm !== null && plannedMove.status !== "moving";
      go.disabled = !isLive || !canGo || isUnderWay;
      go.title = isUnderWay ? "Pause or stop the run first" : "Move the stage to the planned place";
      forget.disabled = !isLive;
      forget.textContent = plannedMove?.status === "moving" ? "Stop motion" : "Forget";
    },
  };
}

/** Shows a button or hides it; the focus goes to the one that takes its place. */
function swap(made: HTMLButtonElement, isShown: boolean, isEnabled: boolean): void {
  const hadFocus = document.activeElement === made && !isShown;
  made.hidden = !isShown;
  made.disabled = !isEnabled;
  if (!hadFocus) return;
  const next = made.parentElement?.querySelector<HTMLButtonElement>("button:not([hidden]):not(:disabled)");
  next?.focus();
}
