import { EmError } from "../../src/core/error.js";
import type { AcquireRequest, ImageRequest } from "../../src/instrument/acquireRequest.js";
import type { BeamSettings, BeamState } from "../../src/instrument/beamSettings.js";
import type {
  AcquireContext,
  AutoFunction,
  AutoReport,
  Capabilities,
  Instrument,
  InstrumentEvent,
  Lease,
} from "../../src/instrument/port.js";
import type { Recording } from "../../src/instrument/recording.js";
import { MemoryClock } from "./memoryClock.js";
import { memoryRecordings } from "./memoryRecordings.js";
import { MemoryStage } from "./memoryStage.js";

/** What a memory instrument is made with. */
export interface MemoryOptions {
  readonly isHardware?: boolean;
  readonly name?: string;
  /** Turns of the event loop that a motion, and each row of a frame, takes; 0 is a turn of the microtasks alone. Default 1. */
  readonly turns?: number;
  readonly capabilities?: Partial<Capabilities>;
  /** Called with the name of each call before it does anything: it may throw, or wait. */
  readonly onCall?: (call: string) => void | Promise<void>;
  readonly beam?: Partial<BeamState>;
}

const everything: Capabilities = {
  axes: ["xUm", "yUm", "zUm", "alphaDeg", "betaDeg"],
  hasPiezo: true,
  imageDetectors: ["haadf", "bf"],
  hasEds: true,
  hasEels: true,
  hasDiffraction: true,
  hasLive: true,
  autoFunctions: ["focus", "height"],
  beamSettings: ["currentPicoAmp", "defocusNm", "shiftXNm", "shiftYNm", "twoFoldXNm", "twoFoldYNm"],
  mostPx: 1024,
  leastDwellUs: 0.1,
  mostDwellUs: 1000,
};

const startingBeam: BeamState = {
  accelKv: 200,
  convergenceMrad: 22,
  currentPicoAmp: 20,
  defocusNm: 0,
  twoFoldXNm: 0,
  twoFoldYNm: 0,
  comaXNm: 0,
  comaYNm: 0,
  shiftXNm: 0,
  shiftYNm: 0,
  isBlanked: true,
};

/**
 * The smallest thing that is an Instrument: no physics, all in memory, and a record of every call. Tests of the guard and of the conformance
 * suite run on it, and may make any call slow or fail.
 */
export class MemoryInstrument implements Instrument {
  readonly name: string;
  readonly kind = "twin";
  readonly isHardware: boolean;
  readonly capabilities: Capabilities;
  readonly clock = new MemoryClock();
  readonly stage: MemoryStage;
  /** Every call that changes something, in order: "stage.move {"xUm":1}". */
  readonly calls: string[] = [];
  /** What an automatic function does instead of nothing. */
  onAuto: ((name: AutoFunction, context: AcquireContext) => Promise<void>) | undefined;
  readonly #onCall: (call: string) => void | Promise<void>;
  readonly #turns: number;
  readonly #listeners = new Set<(event: InstrumentEvent) => void>();
  #beam: BeamState;
  #isAcquiring = false;
  #isConnected = true;
  #leaseOwner: string | undefined;

  constructor({ isHardware = false, name = "memory:test", turns = 1, capabilities, onCall, beam }: MemoryOptions = {}) {
    this.name = name;
    this.isHardware = isHardware;
    this.capabilities = { ...everything, ...capabilities };
    this.#onCall = onCall ?? (() => undefined);
    this.#turns = turns;
    this.#beam = { ...startingBeam, ...beam };
    this.stage = new MemoryStage({
      clock: this.clock,
      turns,
      call: (name) => this.#call(name),
      emit: (event) => this.emit(event),
      isBusy: () => this.#isAcquiring,
    });
  }

  readonly beam = {
    state: async (): Promise<BeamState> => {
      await this.#call("beam.state");
      return { ...this.#beam };
    },
    set: async (change: Partial<BeamSettings>): Promise<BeamState> => {
      await this.#call(`beam.set ${JSON.stringify(change)}`);
      const absent = (Object.keys(change) as (keyof BeamSettings)[]).find(
        (name) => !this.capabilities.beamSettings.includes(name),
      );
      if (absent) throw unsupported(absent);
      if (Object.values(change).some((value) => !Number.isFinite(value))) throw badNumber("a setting of the beam");
      this.#beam = { ...this.#beam, ...change };
      this.emit({ type: "beamSet", change, timeS: this.clock.nowS() });
      return { ...this.#beam };
    },
    blank: async (): Promise<void> => {
      await this.#call("beam.blank");
      this.#setBlanked(true);
    },
    unblank: async (): Promise<void> => {
      await this.#call("beam.unblank");
      this.#setBlanked(false);
    },
  };

  get isBlanked(): boolean {
    return this.#beam.isBlanked;
  }

  get leaseOwner(): string | undefined {
    return this.#leaseOwner;
  }

  async acquire(request: AcquireRequest, context: AcquireContext = {}): Promise<readonly Recording[]> {
    await this.#call(`acquire ${request.kind}`);
    this.#requireSupported(request);
    if (this.#isAcquiring || this.stage.isMoving) {
      throw new EmError("InstrumentBusy", "the instrument is busy", { fix: "Wait for what is under way." });
    }
    this.#isAcquiring = true;
    try {
      return await this.#expose(request, context);
    } finally {
      this.#isAcquiring = false;
    }
  }

  async *live(
    request: ImageRequest,
    { signal, onProgress }: AcquireContext = {},
  ): AsyncGenerator<readonly Recording[]> {
    await this.#call("live");
    if (!this.capabilities.hasLive) throw unsupported("a live view");
    while (!signal?.aborted) {
      const frame = await this.acquire(request, { onProgress });
      yield frame;
    }
  }

  async auto(name: AutoFunction, context: AcquireContext = {}): Promise<AutoReport> {
    await this.#call(`auto ${name}`);
    if (!this.capabilities.autoFunctions.includes(name)) throw unsupported(`an automatic ${name}`);
    await this.onAuto?.(name, context);
    return { name, isDone: !context.signal?.aborted, changes: {}, beam: { ...this.#beam } };
  }

  async lease(owner: string): Promise<Lease> {
    await this.#call(`lease ${owner}`);
    this.#take(owner);
    return {
      owner,
      renew: async () => {
        await this.#call(`renew ${owner}`);
        this.#take(owner);
      },
      release: async () => {
        if (this.#leaseOwner === owner) this.#leaseOwner = undefined;
      },
    };
  }

  onEvent(listener: (event: InstrumentEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (!this.#isConnected) return;
    this.calls.push("close");
    this.stage.end();
    this.#beam = { ...this.#beam, isBlanked: true };
    this.#isConnected = false;
  }

  /** The cable is pulled. */
  disconnect(text = "no answer"): void {
    this.#isConnected = false;
    this.stage.end();
    this.emit({ type: "disconnected", text, timeS: this.clock.nowS() });
  }

  emit(event: InstrumentEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  async #call(name: string): Promise<void> {
    if (!/^(stage\.report|beam\.state)/.test(name)) this.calls.push(name);
    if (!this.#isConnected)
      throw new EmError("NotConnected", "the memory instrument is gone", { fix: "Connect again." });
    const waiting = this.#onCall(name);
    if (waiting) await waiting;
  }

  #setBlanked(isBlanked: boolean): void {
    this.#beam = { ...this.#beam, isBlanked };
    this.emit({ type: isBlanked ? "blanked" : "unblanked", timeS: this.clock.nowS() });
  }

  #take(owner: string): void {
    if (this.#leaseOwner !== undefined && this.#leaseOwner !== owner) {
      throw new EmError("InstrumentBusy", `${this.#leaseOwner} has the instrument`, {
        fix: `Ask ${this.#leaseOwner} to release it.`,
      });
    }
    this.#leaseOwner = owner;
  }

  /** Lets somebody else have the lease, as when it has run out. */
  giveLeaseTo(owner: string | undefined): void {
    this.#leaseOwner = owner;
  }

  #requireSupported(request: AcquireRequest): void {
    const { hasEds, hasEels, hasDiffraction, imageDetectors } = this.capabilities;
    const has = { eds: hasEds, eels: hasEels, diffraction: hasDiffraction, image: true };
    if (!has[request.kind]) throw unsupported(request.kind);
    if (request.kind === "image") {
      const absent = request.detectors.find((detector) => !imageDetectors.includes(detector));
      if (absent) throw unsupported(absent);
    }
    if (Object.values(request).some((value) => typeof value === "number" && !Number.isFinite(value)))
      throw badNumber("a number of the request");
  }

  async #expose(request: AcquireRequest, { signal, onProgress }: AcquireContext): Promise<readonly Recording[]> {
    const startS = this.clock.nowS();
    const rows = request.kind === "diffraction" ? request.sizePx : request.heightPx;
    // The beam can be blanked and set while rows are taken.
    const beams: BeamState[] = [];
    while (beams.length < rows && !signal?.aborted && this.#isConnected) {
      beams.push(this.#beam);
      await this.clock.turns(this.#turns);
      onProgress?.({ done: beams.length, total: rows, label: "rows" });
    }
    if (!this.#isConnected) throw new EmError("NotConnected", "the cable was pulled", { fix: "Connect again." });
    const stage = await this.stage.report();
    const recordings = memoryRecordings({ request, rows, beams, stage, beam: this.#beam, startS, clock: this.clock });
    const isComplete = beams.length === rows;
    this.emit({ type: "acquired", request, isComplete, timeS: this.clock.nowS() });
    return recordings;
  }
}

function unsupported(what: string): EmError {
  return new EmError("Unsupported", `the memory instrument has not ${what}`, { fix: "Look at its capabilities." });
}

function badNumber(what: string): EmError {
  return new EmError("BadOption", `${what} is not finite`, { fix: "Give finite numbers." });
}
