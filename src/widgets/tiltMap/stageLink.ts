import { EmError } from "../../core/error.js";
import { type MapTilt, readTilt } from "../../messages/tiltMap/tiltMapModel.js";
import { mostVisited, type TiltMapState } from "../../messages/tiltMap/tiltMapState.js";
import type { ServedRequest } from "../servedRequests.js";
import type { WidgetModel } from "../widgetModel.js";
import type { TiltStage, TiltStageNow } from "./tiltStage.js";

/** Tilts nearer than this to the last that was visited are the same place: the encoders are not exact. */
const samePlaceDeg = 0.3;

/** Between a tilt map and the stage: it tells the views what the stage reports and whether the plan is allowed, and carries out Go. */
export class StageLink {
  readonly #model: WidgetModel<TiltMapState>;
  readonly #stage: TiltStage;
  #unwatch: (() => void) | undefined;
  #going: AbortController | undefined;
  /** Counts the dry runs: only the last one is told. */
  #looks = 0;

  constructor(model: WidgetModel<TiltMapState>, stage: TiltStage) {
    this.#model = model;
    this.#stage = stage;
    model.served.handle("go", (request) => this.#go(request));
    model.served.handle("stop", () => this.#stop());
    model.onChange((change) => {
      if ("planned" in change) this.look();
    });
  }

  /** Begins to look at the stage: from then on views are told. */
  begin(): void {
    this.#unwatch ??= this.#stage.watch((now) => this.#see(now));
  }

  /** Ends: what it moves is stopped. */
  end(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#going?.abort(new Error("the tilt map was closed"));
  }

  /** Looks whether the planned tilt can be gone to, and tells the views. */
  look(): void {
    this.#looks += 1;
    const look = this.#looks;
    const { planned } = this.#model.state;
    if (!planned) {
      if (this.#model.state.dryRun) this.#model.set({ dryRun: null });
      return;
    }
    void this.#stage.dryRun(planned).then((dryRun) => {
      const isNews = JSON.stringify(dryRun) !== JSON.stringify(this.#model.state.dryRun);
      if (look === this.#looks && !this.#model.isClosed && isNews) this.#model.set({ dryRun });
    });
  }

  #see({ instrument, current }: TiltStageNow): void {
    if (this.#model.isClosed) {
      this.end();
      return;
    }
    const isAtRest = instrument !== null && instrument.activity !== "moving";
    const visited = isAtRest && current ? withVisited(this.#model.state.visited, current) : this.#model.state.visited;
    this.#model.set({ instrument, current, ...(visited !== this.#model.state.visited && { visited }) });
    // What was allowed from where it stood need not be so from here.
    if (isAtRest || instrument === null) this.look();
  }

  async #go({ body, signal }: ServedRequest): Promise<void> {
    const to = readTilt(body);
    const { planned } = this.#model.state;
    // The person has confirmed a tilt that was shown: another one, planned meanwhile in another view, is not gone to.
    if (!to || planned?.alphaDeg !== to.alphaDeg || planned.betaDeg !== to.betaDeg)
      throw new EmError("BadOption", "the plan has changed meanwhile", { fix: "Look at it, and press Go again." });
    if (this.#going)
      throw new EmError("InstrumentBusy", "this map tilts the stage already", { fix: "Wait, or press Abort." });
    const going = new AbortController();
    this.#going = going;
    this.#model.set({ goingTo: to });
    try {
      await this.#stage.go(to, AbortSignal.any([going.signal, signal]));
    } finally {
      this.#going = undefined;
      this.#model.set({ goingTo: null });
    }
  }

  async #stop(): Promise<void> {
    this.#going?.abort(new Error("Abort was pressed in the tilt map"));
    await this.#stage.stop();
  }
}

function withVisited(visited: readonly MapTilt[], { alphaDeg, betaDeg }: MapTilt): readonly MapTilt[] {
  const last = visited.at(-1);
  const isSame = last && Math.hypot(last.alphaDeg - alphaDeg, last.betaDeg - betaDeg) < samePlaceDeg;
  return isSame ? visited : [...visited, { alphaDeg, betaDeg }].slice(-mostVisited);
}
