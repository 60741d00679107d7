import type { Annotation } from "../../../../src/messages/supportSet/annotation.js";
import { isOutOfDate } from "../../../../src/messages/supportSet/segmentation.js";
import type { SupportSetState } from "../../../../src/messages/supportSet/supportSetState.js";
import { type ClassActions, type ClassControls, classControls } from "./classControls.js";
import { type GridActions, type GridControls, gridControls } from "./gridControls.js";
import { type ResultControls, type ResultLook, resultControls } from "./resultControls.js";
import type { ShownResult } from "./resultLayers.js";
import { type ToolActions, type ToolControls, toolControls } from "./toolControls.js";

/** What the controls of a support set do. */
export interface SupportSetActions {
  readonly grid: GridActions;
  readonly classes: ClassActions;
  readonly tools: ToolActions;
  changeLook(look: Partial<ResultLook>): void;
}

/** What they show. */
export interface ShownSupportSet {
  readonly state: SupportSetState;
  readonly annotation: Annotation;
  readonly classId: number | undefined;
  readonly result: ShownResult | undefined;
  readonly look: Pick<ResultLook, "kind" | "opacity">;
  readonly isMoving: boolean;
  readonly segmentedShare: number | undefined;
  readonly isLive: boolean;
}

/** All controls of a support set. */
export class SupportSetControls {
  readonly grid: GridControls;
  readonly classes: ClassControls;
  readonly tools: ToolControls;
  readonly result: ResultControls;

  constructor(state: SupportSetState, actions: SupportSetActions, signal: AbortSignal) {
    this.grid = gridControls(state, actions.grid, signal);
    this.classes = classControls(actions.classes, signal);
    this.tools = toolControls(actions.tools, signal);
    this.result = resultControls((look) => actions.changeLook(look), signal);
  }

  show({ state, annotation, classId, result, look, ...tools }: ShownSupportSet): void {
    this.grid.show(annotation.grid);
    this.classes.show(annotation, classId);
    this.tools.show({ undoCount: state.past.length, redoCount: state.future.length, ...tools });
    const isOld = result !== undefined && isOutOfDate(result.segmentation, annotation);
    this.result.show(result, { ...look, leastProbability: state.leastProbability }, isOld);
  }
}
