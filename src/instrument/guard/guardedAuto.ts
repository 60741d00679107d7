import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import { exposureOf } from "../acquireRequest.js";
import type { BeamState } from "../beamSettings.js";
import {
  type AcquireContext,
  type AutoFunction,
  type AutoReport,
  autoFunctions,
  type InstrumentEvent,
} from "../port.js";
import type { StageReport } from "../stagePosition.js";
import { callNow } from "./callNow.js";
import type { DoseBudget } from "./doseBudget.js";
import type { GuardedExposures, NamedContext } from "./guardedExposures.js";
import type { GuardedInstrument } from "./guardedInstrument.js";
import type { Operation } from "./operations.js";
import { checkStep, startOf } from "./planMove.js";
import type { HolderLimits } from "./stageLimits.js";

/**
 * Automatic functions. What they expose and how they move is not known before, so they are watched while they run: each exposure is counted when
 * the instrument tells of it, and one that goes above the dose budget, or a motion beyond a limit, ends the function.
 */
export class GuardedAuto {
  readonly #guarded: GuardedInstrument;
  readonly #exposures: GuardedExposures;
  readonly #budget: DoseBudget;
  readonly #limits: HolderLimits;

  constructor(guarded: GuardedInstrument, exposures: GuardedExposures, budget: DoseBudget, limits: HolderLimits) {
    this.#guarded = guarded;
    this.#exposures = exposures;
    this.#budget = budget;
    this.#limits = limits;
  }

  /** Runs one: see Guard.auto. */
  run(name: AutoFunction, { signal, onProgress, operation: named }: NamedContext = {}): Promise<AutoReport> {
    const { blanks } = this.#guarded;
    const operationName = named ?? `em.beam.${String(name).slice(0, 40)}`;
    return this.#guarded.change(
      { operation: operationName, kind: "auto", signal },
      () => this.#check(name),
      (operation) => this.#watched(operation, operationName, name, blanks, onProgress),
      ({ isDone, changes }) => ({ isDone, changes }),
    );
  }

  async #watched(
    operation: Operation,
    operationName: string,
    name: AutoFunction,
    blanks: number,
    onProgress: AcquireContext["onProgress"],
  ): Promise<AutoReport> {
    const { instrument } = this.#guarded;
    const { report, beam } = await this.#exposures.readState();
    this.#requireDoseLeft(report, beam);
    const watch = new Watch((event, found) => this.#look(event, found), report, beam);
    const unwatch = instrument.onEvent((event) => watch.see(event));
    operation.act();
    try {
      await this.#exposures.standOpen();
      await this.#exposures.open(operation, operationName, beam, blanks);
      const signal = AbortSignal.any([operation.signal, watch.signal]);
      const result = await callNow(() => instrument.auto(name, { signal, onProgress })).catch((error: unknown) => {
        throw watch.problem ?? error;
      });
      if (watch.problem) throw watch.problem;
      return result;
    } finally {
      unwatch();
      await this.#exposures.shut(beam);
    }
  }

  #check(name: AutoFunction): void {
    const { autoFunctions: had } = this.#guarded.instrument.capabilities;
    if (!autoFunctions.includes(name)) {
      const near = closestName(String(name), autoFunctions);
      throw new EmError("BadOption", `there is no automatic function "${String(name).slice(0, 40)}"`, {
        fix: near ? `Did you mean ${near}?` : `They are ${autoFunctions.join(", ")}.`,
      });
    }
    if (had.includes(name)) return;
    throw new EmError("Unsupported", `this instrument has no automatic ${name}`, {
      fix: had.length > 0 ? `It has ${had.join(", ")}.` : "It has no automatic functions.",
    });
  }

  /** A point that has had its dose gets no more. */
  #requireDoseLeft(report: StageReport, beam: BeamState): void {
    const nothing = { kind: "diffraction", sizePx: 1, reachMrad: 1, exposureS: 0, fovNm: 1 } as const;
    this.#budget.require(this.#budget.plan(nothing, report, beam));
  }

  /** Throws what must end the function. */
  #look(event: InstrumentEvent, { report, beam }: WatchState): void {
    if (event.type === "moving") {
      try {
        checkStep(this.#limits, startOf(this.#limits, report), event.target);
      } catch (error) {
        callNow(() => this.#guarded.instrument.stage.stop()).catch(() => undefined);
        throw error;
      }
    }
    if (event.type === "acquired" && !beam.isBlanked && exposureOf(event.request).timeS > 0) {
      const plan = this.#budget.plan(event.request, report, beam);
      this.#budget.deposit(plan.area, plan.electrons);
      this.#budget.require({ ...plan, doseEPerA2: 0, alreadyEPerA2: plan.totalEPerA2 });
    }
  }
}

interface WatchState {
  readonly report: StageReport;
  readonly beam: BeamState;
}

/** What is known of the instrument while an automatic function runs, from its events alone. */
class Watch {
  readonly #look: (event: InstrumentEvent, state: WatchState) => void;
  readonly #ending = new AbortController();
  #report: StageReport;
  #beam: BeamState;
  problem: unknown;

  constructor(look: (event: InstrumentEvent, state: WatchState) => void, report: StageReport, beam: BeamState) {
    this.#look = look;
    this.#report = report;
    // The function begins with the beam on.
    this.#beam = { ...beam, isBlanked: false };
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  see(event: InstrumentEvent): void {
    if (event.type === "moved") this.#report = event.report;
    if (event.type === "beamSet") this.#beam = { ...this.#beam, ...event.change };
    if (event.type === "blanked" || event.type === "unblanked")
      this.#beam = { ...this.#beam, isBlanked: event.type === "blanked" };
    try {
      this.#look(event, { report: this.#report, beam: this.#beam });
    } catch (error) {
      this.problem ??= error;
      this.#ending.abort(error);
    }
  }
}
