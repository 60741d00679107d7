import type { AcquireRequest } from "../acquireRequest.js";
import type { ReadableDoseMap } from "../doseMap.js";
import type { Instrument } from "../port.js";
import { checkRequest } from "./checkRequest.js";
import type { DoseBudget, PlannedDose } from "./doseBudget.js";
import type { GuardedExposures } from "./guardedExposures.js";

/** What the specimen has had, and what a request would add. */
export class GuardedDose {
  readonly #budget: DoseBudget;
  readonly #instrument: Instrument;
  readonly #exposures: GuardedExposures;

  constructor(budget: DoseBudget, instrument: Instrument, exposures: GuardedExposures) {
    this.#budget = budget;
    this.#instrument = instrument;
    this.#exposures = exposures;
  }

  /** The most that any area may get; undefined: there is no budget. */
  get budgetEPerA2(): number | undefined {
    return this.#budget.budgetEPerA2;
  }

  /** Where it fell: all exposures of this guard, and what an open beam has done until now. */
  get map(): ReadableDoseMap {
    this.#exposures.openBeam.count();
    return this.#budget.map;
  }

  /** The dose at a point of the specimen, in e/Å². */
  at(xNm: number, yNm: number): number {
    return this.map.doseAt(xNm, yNm);
  }

  /** What a request would do where the stage and the beam are now. Nothing is exposed. Errors: BadOption; Unsupported; NotConnected. */
  async of(request: AcquireRequest): Promise<PlannedDose> {
    const checked = checkRequest("dose.of", request, this.#instrument.capabilities);
    const { report, beam } = await this.#exposures.readState();
    return this.#budget.plan(checked, report, beam);
  }
}
