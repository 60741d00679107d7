import { EmError } from "../core/error.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import type { AcquireRequest, ImageRequest } from "./acquireRequest.js";
import { DoseMap } from "./doseMap.js";
import type { Ask } from "./guard/arming.js";
import { type AuditClock, AuditLog } from "./guard/auditLog.js";
import { callNow } from "./guard/callNow.js";
import { DoseBudget, type PlaceOf, placeUnderBeam } from "./guard/doseBudget.js";
import { GuardedAuto } from "./guard/guardedAuto.js";
import { GuardedBeam } from "./guard/guardedBeam.js";
import { GuardedDose } from "./guard/guardedDose.js";
import { type GuardedAcquireContext, GuardedExposures, type NamedContext } from "./guard/guardedExposures.js";
import { described, GuardedInstrument } from "./guard/guardedInstrument.js";
import { GuardedStage } from "./guard/guardedStage.js";
import { type MadeSafe, makeSafe } from "./guard/makeSafe.js";
import type { Hold } from "./guard/operations.js";
import { type HolderLimits, resolveLimits } from "./guard/stageLimits.js";
import type { AutoFunction, AutoReport, Capabilities, Instrument, InstrumentClock, InstrumentEvent } from "./port.js";
import type { Recording } from "./recording.js";

export type { Ask } from "./guard/arming.js";
export { type AuditClock, type AuditVerdict, verifyAudit } from "./guard/auditLog.js";
export type { PlaceOf, PlannedDose, SpecimenPoint } from "./guard/doseBudget.js";
export type { GuardedAcquireContext, NamedContext } from "./guard/guardedExposures.js";
export type { Approach, GuardedMoveOptions } from "./guard/guardedStage.js";
export type { MadeSafe } from "./guard/makeSafe.js";
export type { Hold } from "./guard/operations.js";
export { doubleTiltHolder, type HolderLimits } from "./guard/stageLimits.js";

/** How a guard is made. */
export interface GuardOptions {
  /** Who holds the lease and is named in the audit: "ana on lab-pc". */
  readonly owner: string;
  /** Limits of the holder that differ from a double-tilt holder's. */
  readonly limits?: Partial<HolderLimits>;
  /** The most that any area of the specimen may get. Default: no budget. */
  readonly doseBudgetEPerA2?: number;
  /** Where the dose is drawn; one that is given keeps what earlier guards have put there. Default: a new one. */
  readonly doseMap?: DoseMap;
  /** Which point of the specimen the beam meets. Default: the beam's shift less the stage's position. */
  readonly placeOf?: PlaceOf;
  /** How far x and y go past the target before they come to it. Default 2 µm. */
  readonly overshootUm?: number;
  /** Takes each line of the audit. */
  readonly auditSink?: (line: string) => void;
  /** The wall clock of the audit. Default: the machine's. */
  readonly clock?: AuditClock;
}

const rules: OptionRules<GuardOptions> = {
  owner: { kind: "other", expects: "a name", accepts: (value) => typeof value === "string" && value.trim() !== "" },
  limits: { kind: "other", expects: "an object of limits", accepts: (value) => typeof value === "object" },
  doseBudgetEPerA2: {
    kind: "other",
    expects: "a dose above 0 e/Å²",
    accepts: (value) => typeof value === "number" && value > 0,
  },
  doseMap: { kind: "other", expects: "a DoseMap", accepts: (value) => value instanceof DoseMap },
  placeOf: { kind: "other", expects: "a function", accepts: (value) => typeof value === "function" },
  overshootUm: { kind: "number", min: 0, max: 1000, unit: "µm" },
  auditSink: { kind: "other", expects: "a function", accepts: (value) => typeof value === "function" },
  clock: { kind: "other", expects: "a clock", accepts: (value) => typeof (value as AuditClock)?.nowMs === "function" },
};

/**
 * Past the target before the approach: five times the backlash that the twin assumes. Bridges to JEOL stages take 10 µm; but the error of a step
 * grows with its length, and a last step of 10 µm returns worse than one of 2.
 */
const defaultOvershootUm = 2;

/**
 * The only way to an instrument: users and plans get this, never the instrument itself.
 *
 * Reading is always allowed. A change needs the connection, on hardware a person who has armed it, the lease of its owner, nothing else under way
 * that it would disturb, a path within the limits of the holder, and a dose within the budget; all of it is checked before anything moves or the
 * beam is on. stage.stop(), beam.blank() and safe() need none of this and wait for nothing. All that is asked, refused and done is in the audit.
 */
export class Guard {
  readonly stage: GuardedStage;
  readonly beam: GuardedBeam;
  readonly dose: GuardedDose;
  /** Time of the instrument. */
  readonly clock: InstrumentClock;
  readonly #guarded: GuardedInstrument;
  readonly #exposures: GuardedExposures;
  readonly #auto: GuardedAuto;
  readonly #unwatch: () => void;
  #closing: Promise<void> | undefined;

  /** Errors: BadOption. It speaks to the instrument only when it is asked to do something. */
  constructor(instrument: Instrument, options: GuardOptions) {
    const { owner, limits, doseBudgetEPerA2, auditSink, ...rest } = resolveOptions(
      "Guard",
      options,
      {} as GuardOptions,
      rules,
    );
    if (owner === undefined)
      throw new EmError("BadOption", "a guard needs an owner", { fix: "Give owner: who holds the lease." });
    const { clock = { nowMs: Date.now }, doseMap = new DoseMap(), placeOf = placeUnderBeam } = rest;
    const holder = resolveLimits(limits, instrument.stage.travel);
    const audit = new AuditLog({ owner, instrument: instrument.name, clock, sink: auditSink });
    this.#guarded = new GuardedInstrument(instrument, owner, audit, () => clock.nowMs());
    const budget = new DoseBudget(doseMap, doseBudgetEPerA2, placeOf);
    this.#exposures = new GuardedExposures(this.#guarded, budget);
    this.#auto = new GuardedAuto(this.#guarded, this.#exposures, budget, holder);
    this.stage = new GuardedStage(this.#guarded, holder, rest.overshootUm ?? defaultOvershootUm);
    this.beam = new GuardedBeam(this.#guarded, budget, this.#exposures);
    this.dose = new GuardedDose(budget, instrument, this.#exposures);
    const { clock: time } = instrument;
    // Not the clock itself: a twin's can be set.
    this.clock = Object.freeze({
      nowS: () => time.nowS(),
      wait: (durationS: number, signal?: AbortSignal) => time.wait(durationS, signal),
    });
    this.#unwatch = instrument.onEvent((event) => this.#see(event));
    Object.freeze(this);
  }

  /** As it was asked for: "twin:mxene?seed=7". */
  get name(): string {
    return this.#guarded.instrument.name;
  }

  get kind(): Instrument["kind"] {
    return this.#guarded.instrument.kind;
  }

  get isHardware(): boolean {
    return this.#guarded.instrument.isHardware;
  }

  get capabilities(): Capabilities {
    return this.#guarded.instrument.capabilities;
  }

  /** true: changes are not refused for want of arming; twins and replays always are. */
  get isArmed(): boolean {
    return this.#guarded.arming.isArmed;
  }

  get isConnected(): boolean {
    return this.#guarded.connection.isConnected;
  }

  /** true: this owner has the lease, as far as is known. */
  get hasLease(): boolean {
    return this.#guarded.lease.isHeld;
  }

  /** All that was asked, refused and done. */
  get audit(): Pick<AuditLog, "lines" | "count" | "lastHash"> {
    const { audit } = this.#guarded;
    return { lines: () => audit.lines(), count: audit.count, lastHash: audit.lastHash };
  }

  /**
   * Asks the person at the screen to type the name of the instrument, and allows changes of hardware from then on; a twin asks nothing.
   *
   * Errors: NotArmed when something else was typed; NotConnected; BadOption without a function that asks.
   */
  arm(ask: Ask): Promise<void> {
    return this.#guarded.recorded("arm", () => this.#guarded.arming.arm(ask));
  }

  /** Takes the lease before it is needed. Every change takes it by itself. Errors: InstrumentBusy, with the owner that has it; NotConnected. */
  lease(): Promise<void> {
    return this.#guarded.recorded("lease", () => this.#guarded.lease.hold());
  }

  /**
   * Keeps motions and exposures that are not given the hold from beginning until it ends: for work of many steps, whose steps belong together.
   *
   * STOP, stage.stop(), beam.blank() and safe() need no hold. Errors: InstrumentBusy while a motion or an exposure is under way, or another holds.
   */
  hold(name: string): Hold {
    return this.#guarded.operations.hold(name);
  }

  /** Lets another owner change the instrument. Errors: NotConnected. */
  release(): Promise<void> {
    return this.#guarded.recorded("release", () => this.#guarded.lease.release());
  }

  /**
   * Takes images, spectra or a pattern. A blanked beam is unblanked for the exposure and blanked again, also when it fails or is interrupted.
   *
   * Errors, before the beam is on: BadOption; Unsupported; DoseLimit, with the dose that is there, that would be added, and the budget;
   * InstrumentBusy; NotArmed; NotConnected. Later: what the instrument says. An aborted one gives what was taken, not complete.
   * Cost: the time of the exposure, and up to 6 ms for the dose.
   */
  acquire(request: AcquireRequest, context: GuardedAcquireContext = {}): Promise<readonly Recording[]> {
    return this.#exposures.acquire(request, context);
  }

  /**
   * Frame after frame until the consumer stops; the dose of each is checked before it begins. Errors: as acquire; DoseLimit also later, when the
   * next frame would be above the budget.
   */
  live(request: ImageRequest, context: NamedContext = {}): AsyncGenerator<readonly Recording[], void, undefined> {
    return this.#exposures.live(request, context);
  }

  /**
   * Runs an automatic function. It is watched: an exposure that goes above the dose budget, or a motion beyond a limit, ends it.
   *
   * Errors: as acquire; StageLimit.
   */
  auto(name: AutoFunction, context: NamedContext = {}): Promise<AutoReport> {
    return this.#auto.run(name, context);
  }

  /** Tells a listener what happens on the instrument; the function that comes back ends it. */
  onEvent(listener: (event: InstrumentEvent) => void): () => void {
    return this.#guarded.instrument.onEvent(listener);
  }

  /**
   * Stops the stage and blanks the beam, and ends all that is under way: for interrupts. It never throws, tries both even if one fails, and
   * resolves within 2 s whatever the instrument does.
   */
  safe(): Promise<MadeSafe> {
    return makeSafe(this.#guarded);
  }

  /** Ends all that is under way, gives the lease back and closes the instrument. A second call does nothing more. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { instrument, connection, lease, audit } = this.#guarded;
    const asked = audit.write({ outcome: "asked", operation: "close" });
    connection.lose("it has been closed");
    this.#guarded.endAll(new Error("close() was called"));
    // A lease that cannot be given back runs out.
    await lease.release().catch(() => undefined);
    try {
      await callNow(() => instrument.close());
      audit.write({ outcome: "done", operation: "close", asked });
    } catch (error) {
      audit.write({ outcome: "failed", operation: "close", asked, error: described(error) });
      throw error;
    } finally {
      this.#unwatch();
    }
  }

  #see(event: InstrumentEvent): void {
    this.#exposures.openBeam.see(event);
    if (event.type !== "disconnected") return;
    this.#guarded.connection.lose(`the connection was lost: ${event.text}`);
    this.#guarded.audit.write({
      outcome: "failed",
      operation: "connection",
      error: { tag: "NotConnected", message: event.text },
    });
    this.#guarded.endAll(new Error(event.text));
  }
}
