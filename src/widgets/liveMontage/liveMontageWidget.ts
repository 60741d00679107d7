// Timers of Node itself: those of globalThis belong to the cell that sets them, and end with it.
import { clearTimeout, setTimeout } from "node:timers";
import {
  type LiveMontageState,
  liveMontageTraits,
  type MontageClass,
  type PlannedMove,
} from "../../messages/liveMontage/liveMontageState.js";
import { positionsCsv } from "../../messages/liveMontage/positionsCsv.js";
import { readPlace, readTileRequest } from "../../messages/liveMontage/tileMessages.js";
import type { ImageSession } from "../image/imageWidget.js";
import { AnswerWithBytes } from "../servedRequests.js";
import { displaySymbol, viewBundle } from "../viewBundle.js";
import { WidgetModel } from "../widgetModel.js";
import type { MontageRun } from "./montageRun.js";
import { type MoveStage, MoveToPlace } from "./moveToPlace.js";
import { runState } from "./runState.js";
import { tileBytes } from "./tileBytes.js";
import { type ClassifyTile, TileClassifier } from "./tileClasses.js";

const definition = { name: "LiveMontage", traits: liveMontageTraits };

/** Between two states that are sent: at most 10 a second, and the last one always. */
const tickMs = 100;

/** How a live montage is shown: what a person at the front end may change too. */
export type LiveMontageLook = Pick<
  LiveMontageState,
  | ("positions" | "isBlended" | "areArrowsShown" | "overlay" | "isClassifying" | "classOpacityFraction")
  | ("colourMap" | "low" | "high" | "gamma")
>;

/** What is lent to a live montage: its kernel, the way to the stage, its still picture, and how tiles are segmented. */
export interface LiveMontageSession extends ImageSession {
  readonly moveTo: MoveStage;
  still(run: MontageRun): Readonly<Record<string, unknown>>;
  readonly classify: ClassifyTile | undefined;
  readonly classes: readonly MontageClass[];
}

/**
 * The tiles of a run as they are taken, each where it was measured to be. Showing it begins nothing, and moves nothing.
 *
 * @example
 * const run = em.run.montage({ columns: 3, rows: 3, fovNm: 2000 });
 * display(em.widgets.liveMontage(run));
 * const montage = await run;
 */
export class LiveMontageWidget {
  readonly run: MontageRun;
  readonly #session: LiveMontageSession;
  readonly #model: WidgetModel<LiveMontageState>;
  readonly #move: MoveToPlace;
  readonly #classifier: TileClassifier | undefined;
  readonly #forgetRun: () => void;
  #timer: NodeJS.Timeout | undefined;
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(run: MontageRun, look: LiveMontageLook, session: LiveMontageSession) {
    this.run = run;
    this.#session = session;
    const { tileWidthPx, tileHeightPx, pixelNm } = run;
    const still = { tileWidthPx, tileHeightPx, pixelNm, plannedMove: null, classProblem: "" };
    const state = { ...runState(run, new Map()), ...still, ...look, classes: session.classes };
    this.#model = new WidgetModel(definition, state, session.host);
    this.#move = new MoveToPlace(run, session.moveTo, (plannedMove) => this.#model.set({ plannedMove }));
    const { classify } = session;
    const imageOf = (index: number) => run.tiles[index]?.image();
    this.#classifier = classify && new TileClassifier(classify, imageOf, (problem) => this.#classified(problem));
    this.#forgetRun = run.onChange(() => this.#changed());
    this.#model.onChange((change) => {
      if (change.isClassifying !== undefined) this.#classifyTaken();
    });
    this.#serve();
    this.#classifyTaken();
  }

  /** How it is shown now, also after a person has changed it. */
  get current(): LiveMontageLook {
    const { positions, isBlended, areArrowsShown, overlay, isClassifying, classOpacityFraction } = this.#model.state;
    const { colourMap, low, high, gamma } = this.#model.state;
    return {
      positions,
      isBlended,
      areArrowsShown,
      overlay,
      isClassifying,
      classOpacityFraction,
      colourMap,
      low,
      high,
      gamma,
    };
  }

  /** The motion that a person has planned by a click; undefined where there is none. */
  get plannedMove(): PlannedMove | undefined {
    return this.#model.state.plannedMove ?? undefined;
  }

  /** Calls the listener whenever a person has changed how it is shown; the result ends that. */
  onChange(listener: (look: LiveMontageLook) => void): () => void {
    return this.#model.onChange(() => listener(this.current));
  }

  /** One row per tile: its place, status, commanded, reported and measured positions, dose. */
  toCsv(): string {
    return positionsCsv(runState(this.run, new Map()).tiles);
  }

  /** The part that is shown now, with all that is drawn over it, as the bytes of a PNG. Errors: NotConnected when it is not shown. */
  async snapshot({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    const { buffers } = await this.#model.request("snapshot", null, signal);
    return buffers[0] ?? new Uint8Array();
  }

  /** Takes it out of the notebook; the run goes on. */
  close(): void {
    this.#end();
    this.#model.close();
  }

  [displaySymbol](): Readonly<Record<string, unknown>> {
    this.#tell();
    return viewBundle(this.#model.modelId(), this.#session.still(this.run));
  }

  #serve(): void {
    const { served } = this.#model;
    served.handle("start", () => this.run.start());
    served.handle("pause", () => this.run.pause());
    served.handle("resume", () => {
      if (this.#move.isMoving) throw new Error("the stage is on its way to the planned place; wait, or stop it");
      this.run.resume();
    });
    served.handle("stop", () => {
      this.#move.stop();
      this.run.stop();
    });
    served.handle("tile", ({ body }) => this.#tile(body));
    served.handle("classMap", ({ body }) => this.#classMap(body));
    served.handle("plan", ({ body }) => {
      const place = readPlace(body);
      if (!place) throw new Error("this is no place");
      this.#move.plan(place);
    });
    served.handle("clearPlan", () => this.#move.clear());
    served.handle("go", () => this.#move.go());
  }

  #tile(body: unknown): AnswerWithBytes {
    const request = readTileRequest(body);
    const image = request && this.run.tiles[request.index]?.image();
    if (!request || !image) throw new Error("there is no such tile");
    const { head, pixels } = tileBytes(image, request.bin);
    return new AnswerWithBytes({ index: request.index, ...head }, [pixels]);
  }

  #classMap(body: unknown): AnswerWithBytes {
    const index = readTileRequest({ ...Object(body), bin: 1 })?.index;
    const map = index === undefined ? undefined : this.#classifier?.mapOf(index);
    if (!map) throw new Error("there are no classes of this tile");
    return new AnswerWithBytes({ index, columns: map.columns, rows: map.rows }, [map.classes]);
  }

  #changed(): void {
    if (this.#model.isClosed) {
      this.#end();
      return;
    }
    this.#classifyTaken();
    if (this.#timer !== undefined) return;
    const restMs = this.#toldAtMs + tickMs - performance.now();
    if (restMs <= 0) this.#tell();
    else this.#timer = setTimeout(() => this.#tell(), restMs).unref();
  }

  /** Sends what has changed. */
  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldAtMs = performance.now();
    const { state } = this.#model;
    const now = runState(this.run, this.#classifier?.versions ?? new Map());
    const isNew = ([name, value]: [string, unknown]) =>
      JSON.stringify(value) !== JSON.stringify(state[name as keyof LiveMontageState]);
    const change = Object.fromEntries(Object.entries(now).filter(isNew));
    if (Object.keys(change).length > 0) this.#model.set(change);
  }

  #classified(problem: string): void {
    this.#model.set({ classProblem: problem.slice(0, 2000) });
    this.#changed();
  }

  #classifyTaken(): void {
    const taken = this.run.tiles.filter(({ status }) => status === "taken").map(({ index }) => index);
    if (this.#model.state.isClassifying) this.#classifier?.add(taken);
    else this.#classifier?.stop();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#classifier?.stop();
    this.#forgetRun();
  }
}
