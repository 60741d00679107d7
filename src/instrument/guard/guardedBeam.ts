import { EmError } from "../../core/error.js";
import type { BeamSettings, BeamState } from "../beamSettings.js";
import { checkBeam } from "./checkBeam.js";
import type { DoseBudget } from "./doseBudget.js";
import type { GuardedExposures } from "./guardedExposures.js";
import { type GuardedInstrument, throwIfEnded } from "./guardedInstrument.js";

/** The beam as users and plans have it. */
export class GuardedBeam {
  readonly #guarded: GuardedInstrument;
  readonly #budget: DoseBudget;
  readonly #exposures: GuardedExposures;

  constructor(guarded: GuardedInstrument, budget: DoseBudget, exposures: GuardedExposures) {
    this.#guarded = guarded;
    this.#budget = budget;
    this.#exposures = exposures;
  }

  /** What the beam is set to. It is always allowed. */
  state(): Promise<BeamState> {
    return this.#guarded.instrument.beam.state();
  }

  /**
   * Changes settings. Under a live view the next frame's dose is checked with them first.
   *
   * Errors: BadOption; Unsupported; DoseLimit; InstrumentBusy during an acquisition or while another owner has the lease; NotArmed; NotConnected.
   */
  set(change: Partial<BeamSettings>): Promise<BeamState> {
    const name = "em.beam.set";
    const { instrument } = this.#guarded;
    return this.#guarded.change(
      { operation: name, kind: "setting", details: change },
      () => checkBeam(name, change, instrument.capabilities),
      async (operation, checked) => {
        await this.#exposures.checkLive(checked);
        throwIfEnded(operation.signal, name);
        operation.act();
        return instrument.beam.set(checked);
      },
    );
  }

  /** Keeps the beam off the specimen at once: it waits for nothing and needs no lease and no arming. Errors: what the instrument says. */
  blank(): Promise<void> {
    return this.#guarded.urgent("em.beam.blank", () => this.#guarded.blank());
  }

  /**
   * Lets the beam onto the specimen until it is blanked; what it does meanwhile counts on the area of the last scan. Acquisitions unblank by themselves.
   *
   * Errors: DoseLimit where there is a dose budget, as an exposure without an end has no dose that could be checked; InstrumentBusy; NotArmed;
   * NotConnected; Aborted when the beam was blanked meanwhile.
   */
  unblank(): Promise<void> {
    const name = "em.beam.unblank";
    const { blanks } = this.#guarded;
    return this.#guarded.change(
      { operation: name, kind: "setting" },
      () => this.#requireNoBudget(),
      async (operation) => {
        if (this.#guarded.blanks !== blanks) throw blankedMeanwhile();
        operation.act();
        await this.#exposures.standOpen();
        await this.#guarded.instrument.beam.unblank();
        // Whoever blanked while this was on its way wants the beam off.
        if (this.#guarded.blanks === blanks && !operation.signal.aborted) return;
        await this.#guarded.instrument.beam.blank();
        throw blankedMeanwhile();
      },
    );
  }

  #requireNoBudget(): void {
    const { budgetEPerA2 } = this.#budget;
    if (budgetEPerA2 === undefined) return;
    throw new EmError(
      "DoseLimit",
      `an open beam has no end, so its dose cannot be held below the budget of ${budgetEPerA2} e/Å²`,
      {
        fix: "Use em.acquire, which unblanks for each exposure and checks its dose; or connect without a dose budget.",
      },
    );
  }
}

function blankedMeanwhile(): EmError {
  return new EmError("Aborted", "the beam was blanked while it was being unblanked", {
    fix: "Unblank it again if you still want to.",
  });
}
