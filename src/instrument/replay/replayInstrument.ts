import { EmError, throwIfAborted } from "../../core/error.js";
import type { AcquireRequest, ImageRequest } from "../acquireRequest.js";
import type {
  AcquireContext,
  AutoFunction,
  AutoReport,
  Capabilities,
  Instrument,
  InstrumentClock,
  InstrumentEvent,
  Lease,
} from "../port.js";
import type { Recording } from "../recording.js";
import { checkRequest } from "./checkRequest.js";
import { darkRecording } from "./darkRecording.js";
import { interruptedRecording, rowsOf } from "./interruptedRecording.js";
import { type PlayableFrame, playableFrame } from "./playableFrame.js";
import { Playhead } from "./playhead.js";
import type { RecordedRun } from "./recordedRun.js";
import { ReplayBeam } from "./replayBeam.js";
import { replayCapabilities } from "./replayCapabilities.js";
import { ReplayStage } from "./replayStage.js";
import { framesFor, listTakes, takesOf } from "./take.js";

/** How a run is played back. */
export interface ReplayOptions {
  /** Default false: after the last frame of a kind there are no more. true: it begins again. */
  readonly loop?: boolean;
  /**
   * Default "detector": the next frame of the same request answers, and where there is none the next one of the same detectors, whatever its
   * area. "request": only one of the same area and times.
   */
  readonly match?: "detector" | "request";
  /** How near a recorded position must be to one that is asked for, in x, y and z. Default 0.1, the choice of this program. */
  readonly toleranceUm?: number;
  /** The same in alpha and beta. Default 0.05, the choice of this program. */
  readonly toleranceDeg?: number;
}

/**
 * A finished run as an instrument: it serves the recordings again, in their order and byte for byte, and stands as it stood when each was
 * taken.
 *
 * Nothing is made up: what was not recorded is refused with Unsupported and a list of what was. Only a frame with the beam blanked is: it
 * is dark, and the recording stays for the next time; so it does when an acquisition is interrupted, which gives the rows until then. The
 * clock shows recorded times; it never goes back.
 *
 * @example
 * const instrument = new ReplayInstrument(await openRun("runs/drift"));
 * const [frame] = await instrument.acquire({ kind: "image", detectors: ["haadf"], widthPx: 512, heightPx: 512, fovNm: 20, dwellUs: 2, scanRotationDeg: 0 });
 */
export class ReplayInstrument implements Instrument {
  readonly name: string;
  readonly kind = "replay";
  readonly isHardware = false;
  readonly capabilities: Capabilities;
  readonly clock: InstrumentClock;
  readonly stage: ReplayStage;
  readonly beam: ReplayBeam;
  readonly #run: RecordedRun;
  readonly #playhead: Playhead;
  readonly #match: "detector" | "request";
  readonly #listeners = new Set<(event: InstrumentEvent) => void>();
  #isAcquiring = false;
  #isClosed = false;
  #lease: Lease | undefined;

  /** Errors: BadFile when the run has no whole frame, or one that was not recorded by emlab. Cost: about 10 us a frame; none is read. */
  constructor(run: RecordedRun, options: ReplayOptions = {}) {
    const { loop = false, match = "detector", toleranceUm = 0.1, toleranceDeg = 0.05 } = options;
    checkTolerance({ toleranceUm, toleranceDeg });
    const takes = takesOf(run.frames.map((frame, index) => playableFrame(run.name, frame, index)));
    if (takes.length === 0)
      throw new EmError("BadFile", `${run.name}: the run has no frame to play back`, { fix: "Choose another run." });
    this.name = `replay:${run.name}`;
    this.#run = run;
    this.#match = match;
    this.#playhead = new Playhead(takes, loop);
    this.clock = { nowS: () => this.#playhead.nowS, wait: (durationS, signal) => this.#wait(durationS, signal) };
    const assertConnected = () => this.#assertConnected();
    this.stage = new ReplayStage(
      this.#playhead,
      { toleranceUm, toleranceDeg },
      {
        assertConnected,
        isAcquiring: () => this.#isAcquiring,
        moving: (target) => this.#tell({ type: "moving", target, timeS: this.#playhead.nowS }),
        moved: (report) => this.#tell({ type: "moved", report, timeS: this.#playhead.nowS }),
        stopped: () => this.#tell({ type: "stopped", timeS: this.#playhead.nowS }),
      },
    );
    this.capabilities = replayCapabilities(takes, this.stage.piezoReachUm);
    this.beam = new ReplayBeam(this.#playhead, {
      assertConnected,
      set: (change) => this.#tell({ type: "beamSet", change, timeS: this.#playhead.nowS }),
      blanked: (isBlanked) => this.#tell({ type: isBlanked ? "blanked" : "unblanked", timeS: this.#playhead.nowS }),
    });
  }

  /** Name of the instrument that recorded the run. */
  get recordedBy(): string {
    return this.#run.instrument;
  }

  /** Acquisitions of the run that lie behind. @unitless */
  get position(): number {
    return this.#playhead.position;
  }

  /** Begins again with the first frame. */
  rewind(): void {
    this.#playhead.rewind();
  }

  /**
   * The next recordings of the same kind and detectors; once the stage or the beam was told where to go, those that were taken there.
   *
   * One that is interrupted gives the rows until then, not complete, and comes again whole.
   *
   * Errors: Unsupported when the run has none, or no more, with what it has; BadFile for a damaged frame, and the next call gives the one
   * after it; BadOption for numbers that are none; InstrumentBusy during a motion or another acquisition; NotConnected; Aborted before it begins.
   */
  async acquire(request: AcquireRequest, context: AcquireContext = {}): Promise<readonly Recording[]> {
    this.#assertConnected();
    throwIfAborted(context.signal, "the acquisition");
    checkRequest(request);
    if (this.#isAcquiring || this.stage.isMoving)
      throw new EmError("InstrumentBusy", this.#isAcquiring ? "another acquisition runs" : "the stage is moving", {
        fix: "Wait for it: await it before the next.",
      });
    this.#isAcquiring = true;
    try {
      return await this.#acquire(request, context);
    } finally {
      this.#isAcquiring = false;
    }
  }

  /** The images of the run, each whole, one after the other, to its end. Errors: as for `acquire`, where there is no first one. */
  async *live(
    request: ImageRequest,
    { signal, onProgress }: AcquireContext = {},
  ): AsyncGenerator<readonly Recording[]> {
    throwIfAborted(signal, "the live view");
    yield await this.acquire(request, { onProgress });
    while (!this.#isClosed && !signal?.aborted && this.#find(request) !== undefined)
      yield await this.acquire(request, { onProgress });
  }

  /** Errors: Unsupported, always: the recorded frames cannot be focused. */
  async auto(name: AutoFunction): Promise<AutoReport> {
    this.#assertConnected();
    throw new EmError("Unsupported", `a run that is played back has no automatic ${name}`, {
      fix: 'Connect to the twin or to a microscope for it: em.connect("twin:mxene").',
    });
  }

  /** Errors: InstrumentBusy while another owner has it. It does not run out. */
  async lease(owner: string): Promise<Lease> {
    this.#assertConnected();
    if (this.#lease && this.#lease.owner !== owner) throw leased(this.#lease.owner);
    const lease: Lease = {
      owner,
      renew: async () => {
        if (this.#lease && this.#lease !== lease) throw leased(this.#lease.owner);
        this.#lease = lease;
      },
      release: async () => {
        if (this.#lease === lease) this.#lease = undefined;
      },
    };
    this.#lease = lease;
    return lease;
  }

  onEvent(listener: (event: InstrumentEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.beam.blank();
    this.#isClosed = true;
    this.#lease = undefined;
    this.#tell({ type: "disconnected", text: "closed", timeS: this.#playhead.nowS });
    this.#listeners.clear();
  }

  #find(request: AcquireRequest): number | undefined {
    const find = (match: "detector" | "request") =>
      this.#playhead.find((take) => framesFor(take, request, match) !== undefined);
    return find("request") ?? (this.#match === "detector" ? find("detector") : undefined);
  }

  async #acquire(request: AcquireRequest, context: AcquireContext): Promise<readonly Recording[]> {
    const index = this.#find(request);
    if (index === undefined) throw this.#noMore(request);
    const frames = framesFor(this.#playhead.takes[index]!, request, this.#match)!;
    const { startS, endS, beam } = frames[0]!.conditions;
    const isDark = this.beam.isBlanked && !beam.isBlanked;
    const beginS = this.#playhead.nowS;
    // A dark frame is none of the run: it leaves its place to what was recorded.
    const laterS = isDark ? beginS - startS : this.#playhead.begin(index);
    const share = await this.#pass(rowsOf(frames[0]!), startS + laterS, endS + laterS, context);
    if (share < 1 && !isDark) this.#playhead.putBack(index);
    const recordings = (await this.#read(frames))
      .map((recording) => (isDark ? darkRecording(recording, beginS, beginS + endS - startS) : recording))
      .map((recording) => (share < 1 ? interruptedRecording(recording, share) : recording));
    const isComplete = recordings.every((recording) => recording.isComplete);
    this.#tell({ type: "acquired", request: frames[0]!.request, isComplete, timeS: this.#playhead.nowS });
    return recordings;
  }

  /** Lets the time of a frame pass, some rows at a time, and gives the share of its rows that are done: less than 1 when it was interrupted. */
  async #pass(rows: number, startS: number, endS: number, { signal, onProgress }: AcquireContext): Promise<number> {
    const steps = Math.min(rows, mostSteps);
    let done = 0;
    for (let step = 1; step <= steps; step++) {
      // A turn of the event loop, so that who waits for something else gets it, and an interrupt can come between.
      await new Promise((resolve) => setImmediate(resolve));
      this.#assertConnected();
      if (signal?.aborted) break;
      done = Math.floor((rows * step) / steps);
      this.#playhead.reach(done === rows ? endS : startS + (done / rows) * (endS - startS));
      onProgress?.({ done, total: rows, label: "playing back" });
    }
    return done / rows;
  }

  async #read(frames: readonly PlayableFrame[]): Promise<Recording[]> {
    const recordings: Recording[] = [];
    for (const { index, ...frame } of frames) {
      const { data } = await this.#run.frame(index);
      recordings.push({ ...frame, data });
    }
    return recordings;
  }

  #noMore(request: AcquireRequest): EmError {
    const takes = this.#playhead.takes;
    const what = request.kind === "image" ? `image of ${request.detectors.join(" and ")}` : request.kind;
    const count = takes.filter((take) => framesFor(take, request, this.#match)).length;
    if (count === 0) {
      const area = this.#match === "request" ? " of this area, size and time" : "";
      return new EmError("Unsupported", `the run has no ${what}${area}`, { fix: `It has: ${listTakes(takes)}.` });
    }
    if (this.#playhead.isTold)
      return new EmError("Unsupported", `the run has no further ${what} at this position of the stage with this beam`, {
        fix: `Move to where it has one, or connect again to begin anew. It has in all: ${listTakes(takes)}.`,
      });
    return new EmError("Unsupported", `the run has no further ${what}: the last of ${count} lies behind`, {
      fix: `Connect again to begin anew, or with an address that begins again by itself: em.connect("${this.name}?loop=true").`,
    });
  }

  async #wait(durationS: number, signal: AbortSignal | undefined): Promise<void> {
    if (!(durationS >= 0 && durationS < Infinity))
      throw new EmError("BadOption", `a wait of ${durationS} s`, { fix: "Give a time of at least 0 s." });
    throwIfAborted(signal, "the wait");
    await new Promise((resolve) => setImmediate(resolve));
    throwIfAborted(signal, "the wait");
    this.#playhead.advance(durationS);
  }

  #assertConnected(): void {
    if (this.#isClosed)
      throw new EmError("NotConnected", `${this.name} was closed`, { fix: "Connect again: em.connect(…)." });
  }

  #tell(event: InstrumentEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Parts in which the rows of a frame come, the choice of this program. @unitless */
const mostSteps = 8;

function checkTolerance(tolerances: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(tolerances))
    if (!(value >= 0 && value < Infinity))
      throw new EmError("BadOption", `${name} is ${value}`, { fix: "Give a number of at least 0." });
}

function leased(owner: string): EmError {
  return new EmError("InstrumentBusy", `${owner} has the instrument`, { fix: "Wait until it is released." });
}
