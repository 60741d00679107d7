import type { ImageRequest } from "../acquireRequest.js";
import type { BeamState } from "../beamSettings.js";
import type { Recording } from "../recording.js";
import type { StageReport } from "../stagePosition.js";
import { areaA2, type DoseBudget, type PlannedDose } from "./doseBudget.js";

/** Counts the dose of a live view. Frames that were dropped have exposed the specimen like those that were shown. */
export class LiveDose {
  readonly #budget: DoseBudget;
  readonly #request: ImageRequest;
  #plan: PlannedDose | undefined;
  #lastEndS: number | undefined;

  constructor(budget: DoseBudget, request: ImageRequest) {
    this.#budget = budget;
    this.#request = request;
  }

  /** What the next frame does. Errors: DoseLimit when that is above the budget. */
  requireNext({ report, beam }: { readonly report: StageReport; readonly beam: BeamState }): PlannedDose {
    const plan = this.#budget.plan(this.#request, report, beam);
    this.#plan = plan;
    this.#budget.require(plan);
    return plan;
  }

  /** Writes a frame into the map, as often as it was scanned since the one before. */
  count(frame: readonly Recording[]): void {
    const first = frame[0];
    if (!first || !this.#plan) return;
    const { startS, endS } = first.conditions;
    const periodS = endS - startS;
    const sinceS = endS - (this.#lastEndS ?? startS);
    const scans = periodS > 0 ? Math.max(1, Math.round(sinceS / periodS)) : 1;
    this.#lastEndS = endS;
    const doses = frame.map(({ conditions }) => conditions.doseEPerA2);
    const electrons = Math.max(...doses) * areaA2(this.#plan.area);
    this.#budget.deposit(this.#plan.area, (electrons >= 0 ? electrons : this.#plan.electrons) * scans);
  }
}
