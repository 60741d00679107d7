import type { MapDryRun, MapInstrument } from "../../messages/tiltMap/mapInstrument.js";
import type { MapTilt } from "../../messages/tiltMap/tiltMapModel.js";

/** The instrument and its tilt, as they are at one time. */
export interface TiltStageNow {
  /** null: nothing is connected. */
  readonly instrument: MapInstrument | null;
  /** What the stage reports; null where it cannot be read. */
  readonly current: MapTilt | null;
}

/** The stage that a tilt map is lent: the only way by which it moves anything. */
export interface TiltStage {
  /** Calls the listener with what the stage reports whenever that has changed; the result ends that. It connects to nothing. */
  watch(listener: (now: TiltStageNow) => void): () => void;

  /** Looks whether the way to a tilt is allowed, and moves nothing. It does not reject: the reason is in the result. */
  dryRun(to: MapTilt): Promise<MapDryRun | null>;

  /**
   * Tilts to it, and resolves when the stage is at rest there.
   *
   * Errors: StageLimit, InstrumentBusy, NotArmed, NotConnected; Aborted when the signal fires: then the stage has stopped where it was.
   */
  go(to: MapTilt, signal: AbortSignal): Promise<void>;

  /** Stops the stage at once, whoever moves it. */
  stop(): Promise<void>;
}
