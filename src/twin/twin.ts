import { electronsOf } from "../core/electronsOfCurrent.js";
import { EmError } from "../core/error.js";
import { resolveOptions } from "../core/options.js";
import {
  type AcquireRequest,
  type Exposure,
  exposureOf,
  type ImageRequest,
  imageDetectors,
} from "../instrument/acquireRequest.js";
import { type BeamSettings, beamSettingNames } from "../instrument/beamSettings.js";
import type {
  AcquireContext,
  AutoFunction,
  AutoReport,
  BeamPort,
  Capabilities,
  Instrument,
  InstrumentEvent,
  Lease,
  StagePort,
} from "../instrument/port.js";
import type { Recording } from "../instrument/recording.js";
import { stageAxes } from "../instrument/stagePosition.js";
import { checkTwinRequest } from "./acquire/checkRequest.js";
import { keepTaken } from "./acquire/keepTaken.js";
import { takeParts } from "./acquire/takeParts.js";
import { autoCorrect } from "./autoFunctions.js";
import { type ClockSpeed, SimulatedClock } from "./clock.js";
import { type TwinConfigChanges, type TwinValues, twinValues } from "./config.js";
import { changedFaults, type FaultSettings, noFaults } from "./faults.js";
import { TwinLease } from "./lease.js";
import { columnParameters } from "./optics/columnParameters.js";
import { type ProbeQuestion, type ProbeReport, probeReport } from "./optics/probeReport.js";
import { TwinScene } from "./scene.js";
import type { SpecimenTruth, TwinSpecimen } from "./specimens/specimen.js";
import { TwinStage } from "./stage/twinStage.js";
import { TwinBeam } from "./twinBeam.js";
import type { TwinTruth } from "./twinTruth.js";
import { WatchedStage } from "./watchedStage.js";

/** What a twin is made of. */
export interface TwinOptions {
  readonly specimen: TwinSpecimen;
  /** Fixes everything random but the specimen, which has a seed of its own. @unitless */
  readonly seed: number;
  /** Default "fast". */
  readonly speed?: ClockSpeed;
  /** Numbers that are to be others than the defaults. */
  readonly changes?: TwinConfigChanges;
  /** What it is called by. */
  readonly name?: string;
}

/** Slices in which the time of an acquisition passes at least: between them it can be ended. @unitless */
const slices = 16;

/**
 * A microscope that exists in numbers alone, with a specimen in it: the same commands, times, errors and dose as a real one.
 *
 * Everything random follows from the seed, everything in time from its clock. Beyond some 20 nm of thickness, at low-angle detectors, and far
 * from zone axes its images are cartoons (docs/decisions/0071). Cost: see takeImages.
 */
export class Twin implements Instrument {
  readonly name: string;
  readonly kind = "twin";
  readonly isHardware = false;
  readonly clock: SimulatedClock;
  readonly stage: StagePort;
  readonly beam: BeamPort & { readonly now: TwinBeam["now"] };
  readonly capabilities: Capabilities;
  /** The numbers that it works with. */
  readonly values: TwinValues;
  readonly #scene: TwinScene;
  readonly #stage: TwinStage;
  readonly #beam: TwinBeam;
  readonly #lease: TwinLease;
  readonly #listeners = new Set<(event: InstrumentEvent) => void>();
  #faults: FaultSettings = noFaults;
  #isClosed = false;
  #isAcquiring = false;
  /** Where an open beam stays when nothing is taken: the area of the last scan. */
  #parked: Exposure = { widthNm: 10, heightNm: 10, rotationDeg: 0, timeS: 0 };
  #accountedS = 0;
  /** When the beam was blanked during the acquisition under way. */
  #darkS: number | undefined;
  /** Share of the time that an open beam is on that area. */
  #exposedFraction = 1;

  constructor({ specimen, seed, speed = "fast", changes = {}, name }: TwinOptions) {
    this.name = name ?? `twin:${specimen.name}?seed=${seed}`;
    this.clock = new SimulatedClock(speed);
    this.values = twinValues(changes);
    const onEvent = (event: InstrumentEvent) => this.#emit(event);
    this.#stage = new TwinStage({ clock: this.clock, seed, parameters: this.values.stage, onEvent });
    this.#beam = new TwinBeam({
      settings: beamOf(this.values),
      checkConnected: () => this.#checkConnected(),
      onChanging: () => this.#account(),
      onBlanked: (isBlanked) => {
        if (isBlanked) this.#darkS ??= this.clock.nowS();
        this.#emit({ type: isBlanked ? "blanked" : "unblanked", timeS: this.clock.nowS() });
      },
      onSet: (change) => this.#emit({ type: "beamSet", change, timeS: this.clock.nowS() }),
    });
    this.beam = this.#beam;
    this.#scene = new TwinScene({ specimen, seed, values: this.values, stage: this.#stage, beam: this.#beam });
    this.stage = new WatchedStage(this.#stage, {
      checkConnected: () => this.#checkConnected(),
      checkFree: () => this.#checkNotAcquiring(),
      onMoving: () => this.#account(),
      onMoved: () => this.#clearPoleTouch(),
    });
    this.#lease = new TwinLease(() => this.#checkConnected());
    this.capabilities = capabilitiesOf(this.values);
  }

  /** Takes images, spectra or a pattern; what is ended early comes back as far as it was taken. */
  async acquire(request: AcquireRequest, context: AcquireContext = {}): Promise<readonly Recording[]> {
    this.#checkConnected();
    checkTwinRequest(request, this.capabilities);
    this.#checkFree();
    this.#isAcquiring = true;
    try {
      return await this.#take(request, context);
    } finally {
      this.#isAcquiring = false;
    }
  }

  async *live(request: ImageRequest, context: AcquireContext = {}): AsyncGenerator<readonly Recording[]> {
    for (;;) {
      if (context.signal?.aborted) return;
      const frames = await this.acquire(request, context);
      if (frames.some(({ isComplete }) => !isComplete)) return;
      yield frames;
    }
  }

  async auto(name: AutoFunction, context: AcquireContext = {}): Promise<AutoReport> {
    this.#checkConnected();
    this.#checkFree();
    this.#isAcquiring = true;
    try {
      return await autoCorrect(
        name,
        this.#scene,
        context,
        (timeS) => this.#passTime(timeS, context),
        () => this.clock.nowS(),
      );
    } finally {
      this.#isAcquiring = false;
      this.#account();
    }
  }

  lease(owner: string): Promise<Lease> {
    return this.#lease.take(owner);
  }

  onEvent(listener: (event: InstrumentEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.#stage.stop();
    this.#beam.fallSafe();
    this.#isClosed = true;
    this.#emit({ type: "disconnected", text: "closed", timeS: this.clock.nowS() });
  }

  /** Lets time pass at once: the specimen drifts, an open beam exposes it. Errors: BadOption for a time that is not from 0 to 1e9 s. */
  pass(durationS: number): void {
    if (!(durationS >= 0 && durationS <= 1e9)) {
      throw new EmError("BadOption", `time cannot pass by ${durationS} s`, { fix: "Give seconds from 0 to 1e9." });
    }
    this.clock.advance(durationS);
    this.#account();
  }

  /** Changes what goes wrong, and gives what now does. Errors: BadOption. */
  setFaults(change: Partial<FaultSettings>): FaultSettings {
    this.#faults = changedFaults(this.#faults, change);
    const { stuckAxes, lateMoveS, touchesPole, isDisconnected } = this.#faults;
    this.#stage.faults = {
      stuckAxes,
      lateS: lateMoveS,
      ...(touchesPole && { poleTouchFraction: 0.5 }),
    };
    if (isDisconnected && change.isDisconnected) {
      // A microscope whose computer is gone blanks the beam and stops by itself.
      this.#beam.fallSafe();
      void this.#stage.stop();
      this.#emit({ type: "disconnected", text: "the connection is lost", timeS: this.clock.nowS() });
    }
    return this.#faults;
  }

  /** What really is the case. */
  truth(): TwinTruth {
    const timeS = this.clock.nowS();
    const { centreXNm: xNm, centreYNm: yNm, leanX, leanY } = this.#scene.viewAt(timeS);
    return Object.freeze({
      stage: this.#stage.truth(timeS),
      focusNm: this.focusNm(),
      offZoneDeg: (Math.atan(Math.hypot(leanX, leanY)) * 180) / Math.PI,
      xNm,
      yNm,
      doseEPerA2: this.#scene.exposure.doseAt(xNm, yNm),
    });
  }

  /** The atoms and objects of the square under the beam, as the beam has left them. Errors: BadOption for a square that is too large. */
  specimenTruth(options?: { readonly fovNm?: number }): SpecimenTruth {
    const { fovNm } = resolveOptions(
      "em.twin.specimen",
      options,
      { fovNm: 10 },
      { fovNm: { kind: "number", min: 0.1, max: 1e5, unit: "nm" } },
    );
    const { xNm, yNm } = this.truth();
    const half = fovNm / 2;
    return this.#scene.specimen.truth({
      leastXNm: xNm - half,
      leastYNm: yNm - half,
      mostXNm: xNm + half,
      mostYNm: yNm + half,
    });
  }

  /** How far the specimen is out of focus now: the setting, the column's own error, its drift, and the specimen's height. */
  focusNm(): number {
    const timeS = this.clock.nowS();
    return this.#scene.probeAt(timeS).defocusNm + this.#scene.viewAt(timeS).heightNm;
  }

  /** How wide and how bright the probe is now at the specimen, or would be with other settings. Errors: BadOption. */
  probe(question?: ProbeQuestion): ProbeReport {
    const now = this.#scene.probeAt(this.clock.nowS());
    return probeReport({ ...now, defocusNm: this.focusNm() }, question);
  }

  /** Every electron that has reached the specimen. */
  get totalElectrons(): number {
    this.#account();
    return this.#scene.exposure.map.totalElectrons();
  }

  async #take(request: AcquireRequest, context: AcquireContext): Promise<readonly Recording[]> {
    this.#account();
    this.#parked = exposureOf(request);
    const startS = this.clock.nowS();
    const [stage, beam] = [await this.stage.report(), this.#beam.now];
    const isDropped = this.#drawDropped();
    const { parts, durationS } = takeParts(this.#scene, request, startS, this.#faults.noiseBurstFraction);
    // The coils carry the beam back outside of the frame: only the pixels are exposed.
    this.#exposedFraction = this.#parked.timeS / durationS;
    this.#darkS = undefined;
    const doneFraction = await this.#passExposure(durationS, context).finally(() => {
      this.#account();
      this.#exposedFraction = 1;
    });
    const litFraction = Math.min(doneFraction, ((this.#darkS ?? Infinity) - startS) / durationS);
    if (isDropped) throw this.#dropped(request);
    const endS = this.clock.nowS();
    const doseEPerA2 = beam.isBlanked ? 0 : doseOf(request, beam.currentPicoAmp, this.#parked.timeS * litFraction);
    const isComplete = doneFraction === 1;
    this.#emit({ type: "acquired", request, isComplete, timeS: endS });
    return parts.map((part): Recording => {
      if (litFraction < 1) {
        const random = this.#scene.random("acquisitions cut short");
        keepTaken(part, request, { doneFraction, litFraction }, this.values.detectors, random);
      }
      const { kind, detector, data, shape, calibration } = part;
      const conditions = { stage, beam, startS, endS, doseEPerA2, extra: { specimen: this.#scene.pristine.name } };
      return { kind, detector, data, shape, calibration, conditions, request, isComplete };
    });
  }

  /** Lets the time of an exposure pass; gives how much of it did: 1 unless the signal fired. */
  async #passExposure(durationS: number, { signal, onProgress }: AcquireContext): Promise<number> {
    const startS = this.clock.nowS();
    // At real speed so many that a lost connection is soon noticed; an interrupt ends the wait itself.
    const total = this.clock.speed === "real" ? Math.max(slices, Math.ceil(2 * durationS)) : slices;
    for (let done = 0; done < total; done++) {
      if (signal?.aborted || this.#isClosed || this.#faults.isDisconnected) {
        this.#checkConnected();
        return done / total;
      }
      try {
        await this.clock.wait(durationS / total, signal);
        onProgress?.({ done: done + 1, total, label: "scanning" });
      } catch (cause) {
        if (!signal?.aborted) throw cause;
        return Math.max(done / total, Math.min((done + 1) / total, (this.clock.nowS() - startS) / durationS));
      }
    }
    return 1;
  }

  async #passTime(durationS: number, { signal }: AcquireContext): Promise<void> {
    await this.clock.wait(durationS, signal);
    this.#checkConnected();
  }

  /** Exposes the specimen to what an open beam has done since this was last asked. */
  #account(): void {
    const nowS = this.clock.nowS();
    const passedS = nowS - this.#accountedS;
    this.#accountedS = nowS;
    if (!(passedS > 0) || this.#beam.now.isBlanked) return;
    const { widthNm, heightNm, rotationDeg } = this.#parked;
    const { centreXNm, centreYNm } = this.#scene.viewAt(nowS);
    const { shiftXNm, shiftYNm } = this.#beam.now;
    const area = { centreXNm: centreXNm + shiftXNm, centreYNm: centreYNm + shiftYNm, widthNm, heightNm, rotationDeg };
    this.#scene.expose(area, passedS * this.#exposedFraction);
  }

  /** The holder touches once: the motion after that gets away. */
  #clearPoleTouch(): void {
    if (this.#faults.touchesPole) this.setFaults({ touchesPole: false });
  }

  #drawDropped(): boolean {
    const { droppedFrameFraction } = this.#faults;
    return droppedFrameFraction > 0 && this.#scene.random("dropped frames").uniform() < droppedFrameFraction;
  }

  /** The scan has run and the dose has fallen, but nothing came. */
  #dropped({ kind }: AcquireRequest): EmError {
    this.#emit({ type: "fault", text: "a frame was dropped", timeS: this.clock.nowS() });
    return new EmError("Timeout", `the detector sent nothing for a request of kind "${kind}"`, {
      fix: "Take it again; the specimen has had the dose.",
    });
  }

  #checkConnected(): void {
    if (!this.#isClosed && !this.#faults.isDisconnected) return;
    throw new EmError("NotConnected", `${this.name} does not answer`, {
      fix: this.#isClosed
        ? "Connect again: await em.connect(…)."
        : "Set it back: await em.twin.faults({ isDisconnected: false }).",
    });
  }

  #checkFree(): void {
    this.#checkNotAcquiring();
    if (!this.#stage.isMoving) return;
    throw new EmError("InstrumentBusy", "the stage is moving", { fix: "Wait for the move to end, or stop it." });
  }

  #checkNotAcquiring(): void {
    if (!this.#isAcquiring) return;
    throw new EmError("InstrumentBusy", "an acquisition is under way", { fix: "Wait for it to end, or interrupt it." });
  }

  #emit(event: InstrumentEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function beamOf({ optics }: TwinValues): BeamSettings {
  const { accelKv, convergenceMrad, currentPicoAmp, defocusNm, twoFoldXNm, twoFoldYNm, comaXNm, comaYNm } = optics;
  const settings = { accelKv, convergenceMrad, currentPicoAmp, defocusNm, twoFoldXNm, twoFoldYNm, comaXNm, comaYNm };
  return { ...settings, shiftXNm: 0, shiftYNm: 0 };
}

function capabilitiesOf({ stage, detectors }: TwinValues): Capabilities {
  const { leastDwellUs, mostDwellUs } = detectors;
  return Object.freeze({
    axes: stageAxes,
    hasPiezo: stage.piezoReachUm > 0,
    imageDetectors,
    hasEds: true,
    hasEels: true,
    hasDiffraction: true,
    hasLive: true,
    // Those that would move the stage are plans: the guard has to check their path.
    autoFunctions: ["focus", "stigmator"],
    beamSettings: beamSettingNames,
    mostPx: columnParameters.sidePx.value,
    leastDwellUs,
    mostDwellUs,
  } as const);
}

/** Mean dose over the area of a request. */
function doseOf(request: AcquireRequest, currentPicoAmp: number, timeS: number): number {
  const { widthNm, heightNm } = exposureOf(request);
  return electronsOf(currentPicoAmp, timeS) / (widthNm * heightNm * 100);
}
