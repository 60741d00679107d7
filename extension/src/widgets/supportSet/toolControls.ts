import { button, element } from "../element.js";

/** What the tools do. */
export interface ToolActions {
  undo(): void;
  redo(): void;
  move(isMoving: boolean): void;
  /** Starts a segmentation, or stops the one that runs. */
  segment(): void;
  saveCsv(): void;
  saveJson(): void;
  /** Takes what is picked from a file. */
  load(): void;
}

/** What the tools show. */
export interface ToolState {
  readonly undoCount: number;
  readonly redoCount: number;
  readonly isMoving: boolean;
  /** How far the segmentation is that runs, from 0 to 1; undefined when none does. */
  readonly segmentedShare: number | undefined;
  readonly isLive: boolean;
}

/** The row of tools. */
export interface ToolControls {
  readonly element: HTMLElement;
  show(state: ToolState): void;
  showProgress(segmentedShare: number | undefined): void;
}

/** Makes the tools: undo, redo, pick or move, segment, what is saved and loaded. */
export function toolControls(actions: ToolActions, signal: AbortSignal): ToolControls {
  let isMoving = false;
  const undo = button("Undo", "Undo (U)", actions.undo, signal);
  const redo = button("Redo", "Redo (R)", actions.redo, signal);
  const move = button("Move", "Drag moves the image instead of picking (M)", () => actions.move(!isMoving), signal);
  const segment = button("Segment", "Segment the image from the picked chips (S)", actions.segment, signal);
  segment.classList.add("emlab-segment");
  const progress = element("progress", { className: "emlab-progress", label: "How far the segmentation is" });
  const showProgress = (share: number | undefined): void => {
    progress.hidden = share === undefined;
    progress.value = share ?? 0;
  };
  const row = element("div", { className: "emlab-controls", role: "toolbar", label: "Support set" }, [
    ...[undo, redo, move, segment, progress],
    button("CSV", "Save one row per chip as CSV", actions.saveCsv, signal),
    button("JSON", "Save what is picked as JSON", actions.saveJson, signal),
    button("Load annotation…", "Load annotation: a file that the button JSON has saved", actions.load, signal),
  ]);
  return {
    element: row,
    showProgress,
    show(state) {
      const isSegmenting = state.segmentedShare !== undefined;
      showProgress(state.segmentedShare);
      isMoving = state.isMoving;
      undo.disabled = state.undoCount === 0;
      redo.disabled = state.redoCount === 0;
      move.setAttribute("aria-pressed", String(isMoving));
      segment.textContent = isSegmenting ? "Stop" : "Segment";
      segment.setAttribute(
        "aria-label",
        isSegmenting ? "Stop the segmentation" : "Segment the image from the picked chips (S)",
      );
      segment.disabled = !state.isLive;
    },
  };
}
