// Timers of Node itself: those of globalThis belong to the cell that sets them, and end with it.
import { setTimeout as wait } from "node:timers/promises";
import { EmError, throwIfAborted } from "../../core/error.js";
import type { Progress } from "../../core/progress.js";
import { StepRun, type StepRunState } from "../../experiment/stepRun.js";
import type { Hold } from "../../instrument/guard.js";
import type { MontagePlace, MontageProgress, MontageRun, MontageTile } from "../../widgets/liveMontage/montageRun.js";
import { imageRequestOf } from "../instrument/acquireOptions.js";
import { type Connected, connected, connectionNow } from "../instrument/connection.js";
import { takeOn } from "../instrument/take.js";
import type { Taken } from "../instrument/takenImage.js";
import { sessionSignal, withSessionProgress } from "../session.js";
import { type MontageFrame, placeOf, stageAt } from "./montageFrame.js";
import type { MontageSettings } from "./montageOptions.js";
import { MontageResult } from "./montageResult.js";
import { RunTile, type TileNews } from "./runTile.js";
import { TileClock } from "./tileClock.js";
import { TilePlaces } from "./tilePlaces.js";

const operation = "em.run.montage";

/** What is refused of one tile says nothing of the next. */
const passedOver = new Set(["DoseLimit", "StageLimit", "Timeout"]);
/** So many tiles that cannot be taken, one after the other, are no matter of the tiles any more. */
const mostTimeouts = 3;
/** Says to the bar of progress that it was stopped; nobody else hears of it. */
const stoppedBefore = new Error("the run was stopped");
/** Between two looks at an instrument that is busy with something else (ms). */
const betweenTriesMs = 200;

/**
 * A montage that is planned, being taken, or taken: `await` it, or read its tiles with `for await`.
 *
 * It begins when it is awaited, iterated or started, and never by being shown. An interrupt of the cell that began it ends it.
 *
 * @example
 * const run = em.run.montage({ columns: 2, rows: 2, fovNm: 1000, sizePx: 256 });
 * display(em.widgets.liveMontage(run));
 * const montage = await run;
 */
export class RunningMontage implements MontageRun, PromiseLike<MontageResult>, AsyncIterable<MontageTile> {
  readonly tiles: readonly RunTile[];
  readonly #settings: MontageSettings;
  readonly #places: TilePlaces;
  readonly #steps: StepRun;
  readonly #taken: RunTile[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #clock = new TileClock();
  #connection: Connected | undefined;
  #frame: MontageFrame | undefined;
  #running: Promise<void> | undefined;
  /** While it is under way and not paused: no motion and no exposure of others comes between its own. */
  #hold: Hold | undefined;
  /** The comparison of the last tile with its neighbours: it goes on while the stage moves to the next. */
  #placing: Promise<void> = Promise.resolve();
  #waitsFor = "";
  #travelUm = 0;
  #timeouts = 0;
  #tell: (progress: Progress) => void = () => {};

  constructor(settings: MontageSettings) {
    this.#settings = settings;
    this.tiles = settings.plan.tiles.map((planned) => new RunTile(planned));
    this.#places = new TilePlaces(this.pixelNm, settings.overlap);
    this.#steps = new StepRun({
      name: operation,
      count: this.tiles.length,
      begin: () => this.#begin(),
      step: (index, signal) => this.#take(this.tiles[index]!, signal),
      passOver: (index, error) => this.#passOver(this.tiles[index]!, error),
      end: (state, failure) => this.#end(state, failure),
    });
    this.#steps.onChange(() => this.#stateChanged());
  }

  get title(): string {
    const { plan, detector, scan } = this.#settings;
    const at = this.#connection ? `, ${this.#connection.address}` : "";
    return `${detector.toUpperCase()} montage, ${plan.columns} x ${plan.rows} tiles of ${scan.fovNm} nm${at}`;
  }

  /** "planned", "running", "pausing", "paused", "done", "stopped" or "failed". */
  get state(): StepRunState {
    return this.#steps.state;
  }

  /** Why it ended before its time; undefined where it did not. */
  get problem(): string | undefined {
    const { failure } = this.#steps;
    return failure === undefined ? undefined : failure instanceof Error ? failure.message : String(failure);
  }

  /** What keeps the instrument busy, while the run waits for it; "" otherwise. */
  get waitsFor(): string {
    return this.#waitsFor;
  }

  get tileWidthPx(): number {
    return this.#settings.scan.sizePx;
  }

  get tileHeightPx(): number {
    return this.#settings.scan.heightPx;
  }

  get pixelNm(): number {
    return this.#settings.scan.fovNm / this.#settings.scan.sizePx;
  }

  /** What the values of the tiles are; "" before the first. */
  get valueUnit(): string {
    const recording = this.#taken[0]?.taken?.recording;
    return recording?.calibration.gainCountsPerElectron === undefined ? "" : "electrons";
  }

  /** How far it is: tiles done, failed and in all, the time that is likely to be left, the way of the stage, the electrons. */
  get progress(): MontageProgress {
    const done = this.#taken.length;
    const failed = this.tiles.filter(({ status }) => status === "failed").length;
    const total = this.tiles.length;
    const remainingS = this.#steps.isOver ? 0 : this.#clock.remainingS(done + failed, total);
    const tileA2 = this.tileWidthPx * this.tileHeightPx * (this.pixelNm * 10) ** 2;
    const doseElectrons = this.#taken.reduce((sum, tile) => sum + (tile.doseEPerA2 ?? 0) * tileA2, 0);
    return { done, failed, total, remainingS, travelUm: this.#travelUm, doseElectrons };
  }

  /**
   * What has been taken so far, also of a run that was interrupted or has failed.
   *
   * Errors: BadOption when there is no tile yet.
   */
  get result(): MontageResult {
    if (this.#taken.length === 0) {
      throw new EmError("BadOption", "no tile of the montage has been taken", { fix: "Begin it: await run." });
    }
    return new MontageResult(this.#settings, this.tiles, this.#places, this.#frame!, this.title);
  }

  // biome-ignore lint/suspicious/noThenProperty: a run is awaited as a whole, or read tile by tile
  then<A, B>(
    onDone?: ((result: MontageResult) => A | PromiseLike<A>) | null,
    onFailure?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#run()
      .then(() => this.result)
      .then(onDone, onFailure);
  }

  /** Begins it, and goes on by itself: errors are in `problem`, and come to whoever awaits it. */
  start(): void {
    this.#run().catch(() => {});
  }

  /** Waits before the next tile. */
  pause(): void {
    this.#steps.pause();
  }

  /** Goes on after a pause. */
  resume(): void {
    this.#steps.resume();
  }

  /** Ends it now: the stage stops, and the tile that is being taken ends. Whoever awaits it gets the tiles that are there. */
  stop(): void {
    this.#steps.stop();
  }

  /** Where the stage has to be for a place of the montage to lie in the middle of an image; undefined before it has begun. */
  stageAt(place: MontagePlace): { readonly xUm: number; readonly yUm: number } | undefined {
    // Of another instrument, its places say nothing.
    const isOfThis = this.#connection !== undefined && connectionNow() === this.#connection;
    return isOfThis && this.#frame ? stageAt(this.#frame, place) : undefined;
  }

  /** Calls the listener whenever something of it has changed; the result ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Each tile as it is taken. A loop that is left ends the run. */
  async *[Symbol.asyncIterator](): AsyncGenerator<MontageTile, void, undefined> {
    const run = this.#run();
    run.catch(() => {});
    try {
      for (let next = 0; next < this.#taken.length || !this.#steps.isOver; ) {
        const tile = this.#taken[next];
        if (tile) {
          next += 1;
          yield tile;
        } else await this.#nextChange();
      }
      await run;
    } finally {
      this.stop();
      // The instrument is free for whatever follows the loop.
      await run.catch(() => {});
    }
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    const { done, total } = this.progress;
    return `${this.title}: ${this.state}, ${done} of ${total} tiles; await it, or read it with for await`;
  }

  #run(): Promise<void> {
    // Before anything else: two that await it at once begin one run.
    this.#running ??= this.#start();
    return this.#running;
  }

  #start(): Promise<void> {
    const cell = sessionSignal();
    // Begun by a button, outside of any cell, it has no bar but that of its widget.
    const onProgress = this.#settings.onProgress ?? (cell ? undefined : () => {});
    return withSessionProgress(operation, onProgress, async (tell) => {
      this.#tell = tell;
      await this.#onConnection(this.#settings.signal ?? cell);
      // The bar of a run that was stopped is not to end at its last tile.
      if (this.state === "stopped") throw stoppedBefore;
    }).catch((error: unknown) => {
      if (error !== stoppedBefore) throw error;
    });
  }

  /** Whatever ends what is taken on the connection ends the run too, wherever it is: in a motion, in a frame, between them, or paused. */
  async #onConnection(signal: AbortSignal | undefined): Promise<void> {
    const connection = await connected();
    this.#connection = connection;
    return connection.takes.around(signal, (ending) => this.#steps.start(ending));
  }

  async #begin(): Promise<void> {
    const connection = this.#connection!;
    const { reported } = await connection.guard.stage.report();
    const { centreXUm = reported.xUm, centreYUm = reported.yUm, scan, plan, detector, overlap, order } = this.#settings;
    const { columns, rows } = plan;
    const params = { columns, rows, ...scan, detector, overlap, order, centreXUm, centreYUm };
    await connection.journal.startPlan({ name: operation, params });
    this.#frame = { centreXUm, centreYUm, rotationDeg: scan.scanRotationDeg };
    this.#clock.start();
    this.#changed();
  }

  /** Takes a tile; where the instrument is busy with something else, it waits, and tries again: a run is not lost for that. */
  async #take(tile: RunTile, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#tryToTake(tile, signal);
        return;
      } catch (error) {
        if (!(error instanceof EmError) || error.tag !== "InstrumentBusy") throw error;
        this.#waitsFor = error.message;
        this.#news(tile, { status: "planned" });
      }
      await wait(betweenTriesMs, undefined, { signal }).catch(() => throwIfAborted(signal, operation));
    }
  }

  async #tryToTake(tile: RunTile, signal: AbortSignal): Promise<void> {
    const connection = this.#connection!;
    const { guard } = connection;
    this.#hold ??= guard.hold(operation);
    const hold = this.#hold;
    this.#waitsFor = "";
    const { approach, settleS, detector, scan } = this.#settings;
    this.#news(tile, { status: "moving" });
    const before = (await guard.stage.report()).commanded;
    const target = stageAt(this.#frame!, tile.commanded);
    await guard.stage.moveTo(target, { approach, signal, hold });
    this.#travelUm += Math.hypot(target.xUm - before.xUm, target.yUm - before.yUm);
    if (settleS > 0) await guard.clock.wait(settleS, signal);
    this.#news(tile, { status: "taking" });
    const [taken] = await takeOn(connection, operation, imageRequestOf([detector], scan), { signal, hold });
    if (!taken) throw new EmError("Timeout", "no image came from the instrument", { fix: "Look at the detector." });
    await this.#keep(tile, taken);
  }

  async #keep(tile: RunTile, taken: Taken): Promise<void> {
    this.#timeouts = 0;
    const reported = placeOf(this.#frame!, taken.recording.conditions.stage.reported);
    tile.tell({ status: "taken", taken, reported });
    this.#taken.push(tile);
    this.#report();
    // Tiles that come faster than they are compared wait here.
    await this.#placing;
    this.#placing = this.#place(tile, reported);
  }

  async #place(tile: RunTile, reported: MontagePlace): Promise<void> {
    await this.#places.add({ planned: tile.planned, reported, image: () => tile.image()! });
    for (const each of this.#taken) each.tell({ measured: this.#places.measured(each.index) });
    this.#changed();
  }

  /** A tile that is refused leaves the others as they are. */
  #passOver(tile: RunTile, error: unknown): boolean {
    const isOfTile = error instanceof EmError && passedOver.has(error.tag);
    if (error instanceof EmError && error.tag === "Timeout") this.#timeouts += 1;
    tile.tell({ status: "failed", reason: error instanceof Error ? error.message : String(error) });
    this.#report();
    const goesOn = isOfTile && this.#timeouts < mostTimeouts;
    const isLast = this.tiles.every(({ status }) => status === "failed");
    // Nothing at all could be taken: whoever awaits it is told why.
    return goesOn && !isLast;
  }

  async #end(state: StepRunState, failure: unknown): Promise<void> {
    for (const tile of this.tiles)
      if (tile.status === "moving" || tile.status === "taking") tile.tell({ status: "planned" });
    this.#letGo();
    await this.#placing;
    const exitStatus = state === "done" ? "success" : state === "stopped" ? "abort" : "fail";
    const reason = failure === undefined ? "" : String(failure);
    // Without a frame its plan was not begun: the one that runs in the journal is another's.
    if (this.#frame) await this.#connection?.journal.stopPlan({ exitStatus, reason });
  }

  #news(tile: RunTile, news: TileNews): void {
    tile.tell(news);
    this.#changed();
  }

  #report(): void {
    const { done, failed, total } = this.progress;
    this.#tell({ done: done + failed, total, label: "tiles" });
    this.#changed();
  }

  #stateChanged(): void {
    if (this.state === "paused") {
      this.#clock.pause();
      this.#letGo();
    } else this.#clock.goOn();
    this.#changed();
  }

  /** Others may move and expose. */
  #letGo(): void {
    this.#waitsFor = "";
    this.#hold?.end();
    this.#hold = undefined;
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const end = this.onChange(() => {
        end();
        resolve();
      });
    });
  }
}
