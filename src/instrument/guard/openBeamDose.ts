import { electronsOf } from "../../core/electronsOfCurrent.js";
import { exposureOf } from "../acquireRequest.js";
import type { DoseRectangle } from "../doseMap.js";
import type { Instrument, InstrumentEvent } from "../port.js";
import type { DoseBudget, PlannedDose } from "./doseBudget.js";

/**
 * Counts what a beam that is left open does between acquisitions: it stays on the area of the last scan.
 *
 * It goes by what the instrument tells: unblanked, blanked, moved, set. While something is taken, the acquisition counts by itself.
 */
export class OpenBeamDose {
  readonly #instrument: Instrument;
  readonly #budget: DoseBudget;
  #area: DoseRectangle | undefined;
  #currentPicoAmp = 0;
  #isOpen = false;
  #isSuspended = false;
  #sinceS = 0;

  constructor(instrument: Instrument, budget: DoseBudget) {
    this.#instrument = instrument;
    this.#budget = budget;
  }

  see(event: InstrumentEvent): void {
    if (event.type === "acquired") {
      // Whoever asked for it counts it.
      this.#countUntil(event.timeS - exposureOf(event.request).timeS);
      this.#sinceS = event.timeS;
      return;
    }
    const isKnown = ["unblanked", "blanked", "moved", "beamSet"].includes(event.type);
    if (!isKnown) return;
    this.#countUntil(event.timeS);
    if (event.type === "unblanked") this.#isOpen = true;
    if (event.type === "blanked") this.#isOpen = false;
    if (event.type === "beamSet") this.#currentPicoAmp = event.change.currentPicoAmp ?? this.#currentPicoAmp;
    if (event.type === "moved" && this.#area) {
      const { xNm, yNm } = this.#budget.placeOfStage(event.report);
      this.#area = { ...this.#area, centreXNm: xNm, centreYNm: yNm };
    }
  }

  /** Where the beam is, and how strong, before it is opened or something is taken. */
  stand({ area }: Pick<PlannedDose, "area">, currentPicoAmp: number): void {
    this.count();
    this.#area = area;
    this.#currentPicoAmp = currentPicoAmp;
  }

  /** Has an area been scanned? An open beam is taken to stay on it. */
  get hasArea(): boolean {
    return this.#area !== undefined;
  }

  /** Counts until now. */
  count(): void {
    this.#countUntil(this.#instrument.clock.nowS());
  }

  /** Runs what counts its own dose. */
  async without<T>(exposure: () => Promise<T>): Promise<T> {
    this.suspend();
    try {
      return await exposure();
    } finally {
      this.resume();
    }
  }

  suspend(): void {
    this.count();
    this.#isSuspended = true;
  }

  resume(): void {
    this.#sinceS = this.#instrument.clock.nowS();
    this.#isSuspended = false;
  }

  #countUntil(timeS: number): void {
    const passedS = timeS - this.#sinceS;
    this.#sinceS = timeS;
    if (!this.#isOpen || this.#isSuspended || !this.#area || !(passedS > 0)) return;
    const electrons = electronsOf(this.#currentPicoAmp, passedS);
    if (electrons > 0) this.#budget.deposit(this.#area, electrons);
  }
}
