import type { PlannedMove } from "../../messages/liveMontage/liveMontageState.js";
import type { MontagePlace, MontageRun } from "./montageRun.js";

/** Moves the stage, as em.stage.moveTo does: through the guard. */
export type MoveStage = (
  target: { readonly xUm: number; readonly yUm: number },
  options: { readonly signal: AbortSignal },
) => Promise<unknown>;

/** A motion to a place of a montage: planned by a click, made by Go. */
export class MoveToPlace {
  readonly #run: MontageRun;
  readonly #moveTo: MoveStage;
  readonly #told: (move: PlannedMove | null) => void;
  #planned: PlannedMove | null = null;
  #moving: AbortController | undefined;

  constructor(run: MontageRun, moveTo: MoveStage, told: (move: PlannedMove | null) => void) {
    this.#run = run;
    this.#moveTo = moveTo;
    this.#told = told;
  }

  /** The stage is on its way. */
  get isMoving(): boolean {
    return this.#moving !== undefined;
  }

  /** Plans a motion; nothing moves. */
  plan({ xNm, yNm }: MontagePlace): void {
    if (this.#moving) throw new Error("the stage is on its way; stop it first");
    const target = this.#run.stageAt({ xNm, yNm });
    const place = { xNm, yNm, xUm: target?.xUm ?? null, yUm: target?.yUm ?? null };
    const at = target && `x ${target.xUm.toFixed(3)} µm, y ${target.yUm.toFixed(3)} µm`;
    this.#tell(
      at
        ? { ...place, status: "planned", text: `Planned: stage to ${at}. Nothing moves before Go.` }
        : { ...place, status: "refused", text: this.#unknownText() },
    );
  }

  #unknownText(): string {
    return this.#run.state === "planned"
      ? "Where the stage has to go is known once the run has begun."
      : "The run was of an instrument that is not connected any more: where its stage would have to go is not known.";
  }

  /** Forgets what is planned; ends a motion that is under way. */
  clear(): void {
    if (this.#moving) this.stop();
    else this.#tell(null);
  }

  /** Ends a motion that is under way. */
  stop(): void {
    this.#moving?.abort();
  }

  /** Moves to the place that is planned. It rejects where nothing is, where the run goes on, and as the stage does. */
  async go(): Promise<void> {
    const planned = this.#planned;
    if (!planned || planned.xUm === null || planned.yUm === null) throw new Error("no motion is planned");
    if (this.#moving) throw new Error("the stage is on its way already");
    if (this.#run.state === "running" || this.#run.state === "pausing")
      throw new Error("the run is under way; pause or stop it first");
    const moving = new AbortController();
    this.#moving = moving;
    this.#tell({ ...planned, status: "moving", text: "The stage moves to the planned place." });
    try {
      await this.#moveTo({ xUm: planned.xUm, yUm: planned.yUm }, { signal: moving.signal });
      this.#moving = undefined;
      this.#tell({ ...planned, status: "arrived", text: "The stage is at the planned place." });
    } catch (error) {
      this.#moving = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      this.#tell({ ...planned, status: "refused", text: reason.slice(0, 2000) });
      throw error;
    }
  }

  #tell(move: PlannedMove | null): void {
    this.#planned = move;
    this.#told(move);
  }
}
