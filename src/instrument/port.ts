import type { Progress } from "../core/progress.js";
import type { AcquireRequest, ImageDetector, ImageRequest } from "./acquireRequest.js";
import type { BeamSettings, BeamState } from "./beamSettings.js";
import type { Recording } from "./recording.js";
import type { StageAxis, StageDrive, StageReport, StageTarget } from "./stagePosition.js";

/** What sets and reads the time of an instrument: the wall clock's for a microscope, a simulated one for the twin. */
export interface InstrumentClock {
  /** Seconds since the instrument was made or connected. */
  nowS(): number;
  /** Lets this time pass; rejects with Aborted when the signal fires. */
  wait(durationS: number, signal?: AbortSignal): Promise<void>;
}

/** How a motion is made. */
export interface MoveOptions {
  /** Default "motor". The piezo moves x and y only. */
  readonly drive?: StageDrive;
  readonly signal?: AbortSignal;
}

/** The largest value of each axis, either side of zero, that the hardware can reach with all others at zero. */
export type StageTravel = Readonly<Record<StageAxis, number>>;

/** The goniometer. It carries one motion at a time. */
export interface StagePort {
  readonly travel: StageTravel;
  /** Reach of the piezo in x and y, either side of where the motor stands; 0 where there is none. */
  readonly piezoReachUm: number;
  report(): Promise<StageReport>;
  /**
   * Moves to an absolute target and resolves when all axes are at rest there.
   *
   * Errors: Aborted when it was stopped or the signal fired; StageLimit at the limiter; Timeout when it does not come to rest;
   * InstrumentBusy while another motion is under way; NotConnected when the connection is lost.
   */
  move(target: StageTarget, options?: MoveOptions): Promise<StageReport>;
  /** Stops all axes; never waits for a motion. */
  stop(): Promise<void>;
}

/** The beam. */
export interface BeamPort {
  state(): Promise<BeamState>;
  /** Changes settings. Errors: Unsupported for what this instrument cannot set; BadOption for a value that it cannot take. */
  set(change: Partial<BeamSettings>): Promise<BeamState>;
  /** Keeps the beam off the specimen; never waits for an acquisition. */
  blank(): Promise<void>;
  unblank(): Promise<void>;
}

/** What an acquisition gets beside its request. */
export interface AcquireContext {
  /** Ends the acquisition early: what was taken by then is returned, not complete. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Automatic functions. */
export const autoFunctions = ["focus", "stigmator", "contrastBrightness", "height", "zoneAxis"] as const;
export type AutoFunction = (typeof autoFunctions)[number];

/** What an automatic function did. */
export interface AutoReport {
  readonly name: AutoFunction;
  /** false: it gave up, and the settings are as they were. */
  readonly isDone: boolean;
  /** What was changed, from and to, each with the unit in its name. */
  readonly changes: Readonly<Record<string, readonly [from: number, to: number]>>;
  readonly beam: BeamState;
}

/** What an instrument has. What is not there is refused with Unsupported when it is asked for. */
export interface Capabilities {
  readonly axes: readonly StageAxis[];
  readonly hasPiezo: boolean;
  readonly imageDetectors: readonly ImageDetector[];
  readonly hasEds: boolean;
  readonly hasEels: boolean;
  readonly hasDiffraction: boolean;
  readonly hasLive: boolean;
  readonly autoFunctions: readonly AutoFunction[];
  /** Settings of the beam that can be changed. */
  readonly beamSettings: readonly (keyof BeamSettings)[];
  /** Largest side of a frame. */
  readonly mostPx: number;
  readonly leastDwellUs: number;
  readonly mostDwellUs: number;
}

/** The right to change an instrument, for one owner at a time. */
export interface Lease {
  readonly owner: string;
  /** Makes it last for another term. Errors: InstrumentBusy when it has run out and another owner has it. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** Something that happened, for logs and displays. */
export type InstrumentEvent =
  | { readonly type: "moving"; readonly target: StageTarget; readonly timeS: number }
  | { readonly type: "moved"; readonly report: StageReport; readonly timeS: number }
  | { readonly type: "stopped"; readonly timeS: number }
  | { readonly type: "blanked" | "unblanked"; readonly timeS: number }
  | { readonly type: "beamSet"; readonly change: Partial<BeamSettings>; readonly timeS: number }
  | {
      readonly type: "acquired";
      readonly request: AcquireRequest;
      readonly isComplete: boolean;
      readonly timeS: number;
    }
  | { readonly type: "fault"; readonly text: string; readonly timeS: number }
  | { readonly type: "disconnected"; readonly text: string; readonly timeS: number };

/**
 * A microscope, its digital twin, or a finished run played back: what all three can be asked, in one form.
 *
 * Only the guard speaks to it. Every implementation passes one conformance suite (test/conformance).
 */
export interface Instrument {
  /** As it was asked for: "twin:mxene?seed=7". */
  readonly name: string;
  readonly kind: "twin" | "pyjem" | "replay";
  /** true: something moves in a laboratory. It must be armed before it is moved or exposed. */
  readonly isHardware: boolean;
  readonly capabilities: Capabilities;
  readonly clock: InstrumentClock;
  readonly stage: StagePort;
  readonly beam: BeamPort;
  /**
   * Takes images on every detector asked for, spectra or a pattern. The beam is as it is: a blanked one gives dark frames.
   *
   * Errors: Unsupported; BadOption; InstrumentBusy while the stage moves or another acquisition runs; NotConnected.
   */
  acquire(request: AcquireRequest, context?: AcquireContext): Promise<readonly Recording[]>;
  /** Frame after frame until the consumer stops; one that is not asked for in time is dropped. */
  live(request: ImageRequest, context?: AcquireContext): AsyncIterable<readonly Recording[]>;
  auto(name: AutoFunction, context?: AcquireContext): Promise<AutoReport>;
  /** Errors: InstrumentBusy while another owner has it. */
  lease(owner: string): Promise<Lease>;
  onEvent(listener: (event: InstrumentEvent) => void): () => void;
  /** Stops, blanks, and lets go; a second call does nothing. */
  close(): Promise<void>;
}
