import type { MoveOptions, StagePort, StageTravel } from "../instrument/port.js";
import type { StageReport, StageTarget } from "../instrument/stagePosition.js";
import type { TwinStage } from "./stage/twinStage.js";

/** What the twin has to know of its stage. */
export interface StageWatch {
  readonly checkConnected: () => void;
  /** Throws while something else uses the instrument. */
  readonly checkFree: () => void;
  /** Called before the specimen moves under the beam. */
  readonly onMoving: () => void;
  /** Called when a motion is over, however it ended. */
  readonly onMoved: () => void;
}

/** The stage of a twin as the rest of the world reaches it: over a connection, and not while a scan runs. */
export class WatchedStage implements StagePort {
  readonly travel: StageTravel;
  readonly piezoReachUm: number;
  readonly #stage: TwinStage;
  readonly #watch: StageWatch;

  constructor(stage: TwinStage, watch: StageWatch) {
    this.travel = stage.travel;
    this.piezoReachUm = stage.piezoReachUm;
    this.#stage = stage;
    this.#watch = watch;
  }

  async report(): Promise<StageReport> {
    this.#watch.checkConnected();
    return this.#stage.report();
  }

  async move(target: StageTarget, options?: MoveOptions): Promise<StageReport> {
    this.#watch.checkConnected();
    this.#watch.checkFree();
    this.#watch.onMoving();
    try {
      return await this.#stage.move(target, options);
    } finally {
      // A beam that was left open has exposed what passed under it; it counts where the motion ended.
      this.#watch.onMoving();
      this.#watch.onMoved();
      this.#watch.checkConnected();
    }
  }

  async stop(): Promise<void> {
    this.#watch.checkConnected();
    await this.#stage.stop();
  }
}
