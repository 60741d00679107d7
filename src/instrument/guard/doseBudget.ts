import { electronsOf } from "../../core/electronsOfCurrent.js";
import { EmError } from "../../core/error.js";
import { type AcquireRequest, exposureOf } from "../acquireRequest.js";
import type { BeamState } from "../beamSettings.js";
import type { DoseMap, DoseRectangle } from "../doseMap.js";
import type { StageReport } from "../stagePosition.js";

/** A point of the specimen plane. */
export interface SpecimenPoint {
  readonly xNm: number;
  readonly yNm: number;
}

/** Which point of the specimen the beam meets. */
export type PlaceOf = (report: StageReport, beam: BeamState) => SpecimenPoint;

/**
 * The stage carries the specimen: where it stands at +x, the beam meets the specimen at -x; the shift of the beam adds to that. The reported
 * position counts, and the projected plane: a tilt spreads the same electrons over more of the specimen, so the dose is rather over- than
 * underestimated.
 */
export const placeUnderBeam = (
  { reported }: StageReport,
  { shiftXNm, shiftYNm }: Pick<BeamState, "shiftXNm" | "shiftYNm">,
): SpecimenPoint => ({
  xNm: shiftXNm - reported.xUm * 1000,
  yNm: shiftYNm - reported.yUm * 1000,
});

const unshifted = { shiftXNm: 0, shiftYNm: 0 };

/** What a request would do to the specimen. */
export interface PlannedDose {
  /** Where it would fall. */
  readonly area: DoseRectangle;
  /** Current x time / e. */
  readonly electrons: number;
  /** What the request adds, as a mean over its area. */
  readonly doseEPerA2: number;
  /** The most that a point of the area has had already. */
  readonly alreadyEPerA2: number;
  /** Both together. */
  readonly totalEPerA2: number;
  /** undefined: there is no budget. */
  readonly budgetEPerA2: number | undefined;
}

/** Reckons doses before the beam is on, and refuses those above the budget. */
export class DoseBudget {
  readonly map: DoseMap;
  readonly budgetEPerA2: number | undefined;
  readonly #placeOf: PlaceOf;
  #beam: BeamState | undefined;

  /** Errors: BadOption for a budget that is no number above 0. */
  constructor(map: DoseMap, budgetEPerA2: number | undefined, placeOf: PlaceOf) {
    if (budgetEPerA2 !== undefined && !(budgetEPerA2 > 0)) {
      throw new EmError("BadOption", `doseBudgetEPerA2 is ${budgetEPerA2} e/Å²`, {
        fix: "Give a dose above 0 e/Å², or leave it out for no budget.",
      });
    }
    this.map = map;
    this.budgetEPerA2 = budgetEPerA2 === Number.POSITIVE_INFINITY ? undefined : budgetEPerA2;
    this.#placeOf = placeOf;
  }

  /** What a request would do. Errors: NotCalibrated when there is a budget and the instrument does not tell the current. */
  plan(request: AcquireRequest, report: StageReport, beam: BeamState): PlannedDose {
    this.#beam = beam;
    const { widthNm, heightNm, rotationDeg, timeS } = exposureOf(request);
    const { xNm, yNm } = this.#placeOf(report, beam);
    const area = { centreXNm: xNm, centreYNm: yNm, widthNm, heightNm, rotationDeg };
    const electrons = electronsOf(this.#currentPicoAmp(beam), timeS);
    const doseEPerA2 = electrons / areaA2(area);
    const alreadyEPerA2 = this.map.mostOver(area);
    const totalEPerA2 = doseEPerA2 + alreadyEPerA2;
    return { area, electrons, doseEPerA2, alreadyEPerA2, totalEPerA2, budgetEPerA2: this.budgetEPerA2 };
  }

  /** The place under the beam for a stage, with the beam as it was last planned with. */
  placeOfStage(report: StageReport): SpecimenPoint {
    return this.#beam ? this.#placeOf(report, this.#beam) : placeUnderBeam(report, unshifted);
  }

  /** Errors: DoseLimit when a plan is above the budget. */
  require({ area, doseEPerA2, alreadyEPerA2, totalEPerA2 }: PlannedDose): void {
    const budget = this.budgetEPerA2;
    if (budget === undefined || totalEPerA2 <= budget) return;
    const left = Math.max(0, budget - alreadyEPerA2);
    const at = `x ${shortNumber(area.centreXNm)} nm, y ${shortNumber(area.centreYNm)} nm`;
    throw new EmError(
      "DoseLimit",
      `the exposure would bring the dose at ${at} to ${shortNumber(totalEPerA2)} e/Å²: it has had ${shortNumber(alreadyEPerA2)}, this adds ${shortNumber(doseEPerA2)}, the budget is ${shortNumber(budget)} e/Å²`,
      { fix: adviceFor(left / doseEPerA2) },
    );
  }

  /** Writes electrons into the map. */
  deposit(area: DoseRectangle, electrons: number): void {
    this.map.deposit({ ...area, electrons });
  }

  #currentPicoAmp({ currentPicoAmp }: BeamState): number {
    if (currentPicoAmp >= 0 && Number.isFinite(currentPicoAmp)) return currentPicoAmp;
    if (this.budgetEPerA2 === undefined) return 0;
    throw new EmError(
      "NotCalibrated",
      `the current of the beam is ${currentPicoAmp} pA: no dose can be reckoned from it`,
      {
        fix: "Measure the current and set currentPicoAmp, or connect without a dose budget.",
      },
    );
  }
}

/** What part of the exposure would still be allowed, in words. */
function adviceFor(part: number): string {
  const percent = Math.floor(part * 100);
  return percent >= 1
    ? `Use at most ${percent} % of the dwell time or of the current, a field wider by ${shortNumber(Math.ceil(100 / Math.sqrt(part)) / 100)} times, or a fresh area.`
    : "This area has no dose left: move to a fresh one.";
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The area of a rectangle in Å². */
export function areaA2({ widthNm, heightNm }: DoseRectangle): number {
  return widthNm * heightNm * 100;
}
