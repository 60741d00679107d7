import { EmError } from "../../core/error.js";
import type { AcquireRequest, DiffractionRequest, ImageRequest } from "../acquireRequest.js";
import type { BeamSettings, BeamState } from "../beamSettings.js";
import type { AcquireContext } from "../port.js";
import type { Recording } from "../recording.js";
import type { StageReport } from "../stagePosition.js";
import { callNow } from "./callNow.js";
import { checkRequest } from "./checkRequest.js";
import { areaA2, type DoseBudget, type PlannedDose } from "./doseBudget.js";
import { type GuardedInstrument, throwIfEnded } from "./guardedInstrument.js";
import { LiveDose } from "./liveDose.js";
import { OpenBeamDose } from "./openBeamDose.js";
import type { Hold, Operation } from "./operations.js";

/** What is done in the name of something that a user has called. */
export interface NamedContext extends AcquireContext {
  /** As the user typed it, for messages and the audit: "em.acquire.haadf". Default "em.acquire", "em.acquire.live" or "em.beam.focus". */
  readonly operation?: string;
}

/** What an acquisition through the guard gets beside its request. */
export interface GuardedAcquireContext extends NamedContext {
  /** true: a dark frame; the beam is blanked before and stays so. Default false: a blanked beam is unblanked for the exposure alone. */
  readonly isDark?: boolean;
  /** That of the work of which it is a step. */
  readonly hold?: Hold | undefined;
}

/** The area of an open beam before anything was scanned: a small one, so that its dose is rather over- than underestimated. */
const smallestScan: DiffractionRequest = { kind: "diffraction", sizePx: 1, reachMrad: 1, exposureS: 0, fovNm: 10 };

/** Errors after which nothing was exposed. */
const refusals: readonly string[] = ["BadOption", "Unsupported", "InstrumentBusy"];

/** Whatever lets the beam onto the specimen for a time: the dose is checked before, the beam is off afterwards as it was before. */
export class GuardedExposures {
  readonly #guarded: GuardedInstrument;
  readonly #budget: DoseBudget;
  /** What an open beam does between exposures. */
  readonly openBeam: OpenBeamDose;
  #liveRequest: ImageRequest | undefined;

  constructor(guarded: GuardedInstrument, budget: DoseBudget) {
    this.#guarded = guarded;
    this.#budget = budget;
    this.openBeam = new OpenBeamDose(guarded.instrument, budget);
  }

  /** Takes what a request asks for: see Guard.acquire. */
  acquire(request: AcquireRequest, context: GuardedAcquireContext = {}): Promise<readonly Recording[]> {
    // As of the call: whoever blanks after it, but before the exposure, wants the beam off.
    const { instrument, blanks } = this.#guarded;
    const { operation: name = "em.acquire" } = context;
    return this.#guarded.change(
      {
        operation: name,
        kind: "exposure",
        details: { request, isDark: context.isDark },
        signal: context.signal,
        hold: context.hold,
      },
      () => checkRequest(name, request, instrument.capabilities),
      async (operation, checked) => {
        const own = { onProgress: context.onProgress, signal: operation.signal };
        return context.isDark
          ? this.#takeDark(operation, checked, own)
          : this.#takeBright(operation, name, checked, blanks, own);
      },
      (recordings) => recordings.map(summaryOf),
    );
  }

  async #takeDark(operation: Operation, request: AcquireRequest, context: AcquireContext) {
    const { beam } = this.#guarded.instrument;
    operation.act();
    await beam.blank();
    return this.#guarded.instrument.acquire(request, context);
  }

  async #takeBright(
    operation: Operation,
    name: string,
    request: AcquireRequest,
    blanks: number,
    context: AcquireContext,
  ) {
    const { report, beam } = await this.readState();
    const plan = this.#budget.plan(request, report, beam);
    this.#budget.require(plan);
    this.openBeam.stand(plan, beam.currentPicoAmp);
    throwIfEnded(operation.signal, name);
    operation.act();
    return this.#exposed(operation, name, beam, blanks, () => this.#acquireAndCount(request, plan, context));
  }

  /** Frame after frame until the consumer stops: see Guard.live. */
  async *live(
    request: ImageRequest,
    context: NamedContext = {},
  ): AsyncGenerator<readonly Recording[], void, undefined> {
    const { blanks } = this.#guarded;
    const { operation: name = "em.acquire.live" } = context;
    const { permit, checked } = await this.#guarded.begin(
      { operation: name, kind: "live", details: { request }, signal: context.signal },
      () => this.#checkLiveRequest(name, request),
    );
    let frames = 0;
    let problem: { readonly error: unknown } | undefined;
    try {
      for await (const frame of this.#liveFrames(permit.operation, name, checked, blanks, context)) {
        frames++;
        yield frame;
      }
    } catch (error) {
      problem = { error };
      throw error;
    } finally {
      // A consumer that stops early comes by here too.
      if (problem) permit.failed(problem.error);
      else permit.done({ frames });
    }
  }

  /** Errors: DoseLimit when the next frame of a live view would be above the budget with other settings. */
  async checkLive(change: Partial<BeamSettings>): Promise<void> {
    if (!this.#liveRequest) return;
    const { report, beam } = await this.readState();
    if (this.#liveRequest) this.#budget.require(this.#budget.plan(this.#liveRequest, report, { ...beam, ...change }));
  }

  /** Before the beam is opened for longer than an exposure: where it will be, if nothing has been scanned yet. */
  async standOpen(): Promise<void> {
    if (this.openBeam.hasArea) return;
    const { report, beam } = await this.readState();
    this.openBeam.stand(this.#budget.plan(smallestScan, report, beam), beam.currentPicoAmp);
  }

  /** What a dose is reckoned from. */
  async readState(): Promise<{ report: StageReport; beam: BeamState }> {
    const { stage, beam } = this.#guarded.instrument;
    const [report, state] = await Promise.all([stage.report(), beam.state()]);
    return { report, beam: state };
  }

  /** Unblanks if the beam was blanked, and blanks again whatever happens. `blanks` is what was counted before the state was read. */
  async #exposed<T>(
    operation: Operation,
    name: string,
    state: BeamState,
    blanks: number,
    expose: () => Promise<T>,
  ): Promise<T> {
    let result: T;
    try {
      await this.open(operation, name, state, blanks);
      result = await expose();
    } catch (error) {
      await this.shut(state).catch((cause: unknown) => this.#writeNotBlanked(name, cause));
      throw error;
    }
    await this.shut(state);
    return result;
  }

  /** Unblanks for an exposure. Errors: Aborted when somebody has blanked the beam or ended the operation meanwhile. */
  async open(operation: Operation, name: string, { isBlanked }: BeamState, blanks: number): Promise<void> {
    const requireWanted = () => {
      throwIfEnded(operation.signal, name);
      if (this.#guarded.blanks === blanks) return;
      throw new EmError("Aborted", `the beam was blanked while ${name} was about to begin`, { fix: "Call it again." });
    };
    requireWanted();
    if (isBlanked) await this.#guarded.instrument.beam.unblank();
    requireWanted();
  }

  /** Blanks after an exposure what was blanked before it; once more when the first time fails. */
  async shut({ isBlanked }: BeamState): Promise<void> {
    if (!isBlanked) return;
    const { beam } = this.#guarded.instrument;
    await callNow(() => beam.blank()).catch(() => beam.blank());
  }

  #writeNotBlanked(name: string, cause: unknown): void {
    const message = `the beam could not be blanked after ${name}: ${String(cause)}`;
    this.#guarded.audit.write({ outcome: "failed", operation: "em.beam.blank", error: { tag: "NotBlanked", message } });
  }

  async #acquireAndCount(
    request: AcquireRequest,
    plan: PlannedDose,
    context: AcquireContext,
  ): Promise<readonly Recording[]> {
    let recordings: readonly Recording[];
    try {
      recordings = await this.openBeam.without(() => this.#guarded.instrument.acquire(request, context));
    } catch (error) {
      // Nobody knows how much of it fell, so all of it counts.
      const isRefused = error instanceof EmError && refusals.includes(error.tag);
      if (!isRefused) this.#budget.deposit(plan.area, plan.electrons);
      throw error;
    }
    this.#budget.deposit(plan.area, electronsOf(recordings, plan));
    return recordings;
  }

  #checkLiveRequest(name: string, request: ImageRequest): ImageRequest {
    const { capabilities } = this.#guarded.instrument;
    if (!capabilities.hasLive) {
      throw new EmError("Unsupported", "this instrument has no live view", {
        fix: "Take one frame after the other: em.acquire.series().",
      });
    }
    const checked = checkRequest(name, request, capabilities);
    if (checked.kind === "image") return checked;
    throw new EmError("BadOption", `${name} shows images, not ${checked.kind}`, {
      fix: 'Give a request of kind "image".',
    });
  }

  async *#liveFrames(
    operation: Operation,
    name: string,
    request: ImageRequest,
    blanks: number,
    context: AcquireContext,
  ) {
    const { instrument } = this.#guarded;
    const before = await this.readState();
    const dose = new LiveDose(this.#budget, request);
    this.openBeam.stand(dose.requireNext(before), before.beam.currentPicoAmp);
    operation.act();
    this.#liveRequest = request;
    try {
      await this.open(operation, name, before.beam, blanks);
      this.openBeam.suspend();
      const { onProgress } = context;
      for await (const frame of instrument.live(request, { onProgress, signal: operation.signal })) {
        dose.count(frame);
        yield frame;
        if (operation.signal.aborted) break;
        dose.requireNext(await this.readState());
      }
      // The caller's own signal ends it as a matter of course; anything else is told.
      if (!context.signal?.aborted) throwIfEnded(operation.signal, name);
    } finally {
      this.#liveRequest = undefined;
      this.openBeam.resume();
      await this.shut(before.beam);
    }
  }
}

/** Electrons of what was taken: the planned ones when it is complete, otherwise what the recordings say, but no more than planned. */
function electronsOf(recordings: readonly Recording[], { area, electrons }: PlannedDose): number {
  if (recordings.length > 0 && recordings.every(({ isComplete }) => isComplete)) return electrons;
  const said = Math.max(0, ...recordings.map(({ conditions }) => conditions.doseEPerA2)) * areaA2(area);
  // What is not said counts in full.
  return said <= electrons && recordings.length > 0 ? said : electrons;
}

/** What the audit writes of a recording: not its pixels. */
function summaryOf({ kind, detector, shape, isComplete, conditions }: Recording): unknown {
  return { kind, detector, shape, isComplete, doseEPerA2: conditions.doseEPerA2 };
}
