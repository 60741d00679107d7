import {
  type LiveMontageState,
  readLiveMontageState,
  shownPlace,
} from "../../../../src/messages/liveMontage/liveMontageState.js";
import { positionsCsv } from "../../../../src/messages/liveMontage/positionsCsv.js";
import { crosshairLayer } from "../../canvas/crosshairLayer.js";
import { pngOf, saveAs } from "../../canvas/exportPng.js";
import { drawnEvent, ImageCanvas } from "../../canvas/imageCanvas.js";
import type { Layer } from "../../canvas/layer.js";
import { navigate, type Reading } from "../../canvas/navigation.js";
import type { Raster } from "../../canvas/pyramid.js";
import { scaleBarLayer } from "../../canvas/scaleBarLayer.js";
import type { Look } from "../../canvas/shadeTable.js";
import { element } from "../element.js";
import type { Pictured } from "../emlabModel.js";
import { EmlabView } from "../emlabView.js";
import { type ImageControls, imageControls } from "../image/controls.js";
import { saveActions } from "../image/saveActions.js";
import { Compositor, type PlacedPixels, suitingRange } from "./compositor.js";
import { MontageDetail } from "./detail.js";
import { type LiveMontageModel, tilesCome } from "./model.js";
import { binFor, type MontageBox, montageBox, placeInBox } from "./montageBox.js";
import { arrowsLayer, classesLayer, doseLayer, outlinesLayer, plannedMoveLayer, travelLayer } from "./montageLayers.js";
import { binText, montageReadout, placedText, progressText } from "./montageTexts.js";
import { pointAt } from "./pointAt.js";
import { type RunControls, runControls } from "./runControls.js";
import { type TileControls, tileControls } from "./tileControls.js";

/** After the last motion of the picture, until finer tiles are asked for (ms). */
const restMs = 120;

/** Between two messages to screen readers while tiles come (ms). */
const betweenWordsMs = 10_000;

/** A montage while it is taken: its tiles, where they are, how far it is, and what steers it. */
export class LiveMontageView extends EmlabView implements Pictured {
  #state!: LiveMontageState;
  #box!: MontageBox;
  #detail: MontageDetail | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #canvas: ImageCanvas | undefined;
  #controls!: { run: RunControls; tiles: TileControls; image: ImageControls };
  #title!: HTMLElement;
  #readout!: HTMLElement;
  #status!: HTMLElement;
  #reading: Reading;
  #range = { low: 0, high: 1 };
  #frame = 0;
  #saidAtMs = Number.NEGATIVE_INFINITY;
  #said = "";
  /** Which part of the picture is seen. */
  #seen = "";
  readonly #compositor = new Compositor();

  async snapshot(): Promise<ArrayBuffer> {
    if (!this.#canvas) throw new Error("the montage cannot be shown");
    return (await pngOf(this.#canvas.snapshot())).arrayBuffer();
  }

  override remove(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    this.#detail?.dispose();
    this.#canvas?.dispose();
    super.remove();
  }

  protected override show(): void {
    const { state, wrong } = readLiveMontageState((name) => this.model.get(name));
    if (!state) {
      this.el.append(element("p", { text: `This montage cannot be shown: its "${wrong}" is missing or wrong.` }));
      return;
    }
    this.#state = state;
    this.#title = element("div", { className: "emlab-title" });
    this.#readout = element("output", { className: "emlab-readout" });
    this.#status = element("div", { className: "emlab-montage-status", role: "status" });
    const canvas = new ImageCanvas(this.#raster(), this.#shades());
    this.#canvas = canvas;
    this.#detail = new MontageDetail(this.#montage.ask, () => this.#lookCloser());
    this.#describe(canvas.element);
    this.#makeControls(canvas);
    const { run, tiles, image } = this.#controls;
    this.el.append(this.#title, run.element, image.element, tiles.element, canvas.element, this.#readout, this.#status);
    this.#listen(canvas);
    this.#update();
    this.#readOut(undefined);
    // The views of the model are known to it only after this one is made.
    queueMicrotask(() => this.#montage.wantTiles());
    setTimeout(() => this.#montage.wantTiles());
  }

  get #montage(): LiveMontageModel {
    return this.model as LiveMontageModel;
  }

  #listen(canvas: ImageCanvas): void {
    pointAt(canvas, (x, y) => this.#plan(x, y), this.signal);
    // Before what the keys mean in any image.
    canvas.element.addEventListener("keydown", (event) => this.#press(event), { signal: this.signal });
    canvas.element.addEventListener(drawnEvent, () => this.#moved(), { signal: this.signal });
    navigate(canvas, (reading) => this.#readOut(reading), this.signal);
    // Once for all values that came together.
    this.listenTo(this.model, "change", () => this.#stateChanged());
    this.listenTo(this.model, "comm_live_update", () => {
      this.#detail?.askAgain();
      this.#update();
    });
    this.listenTo(this.model, tilesCome, () => this.#later());
  }

  #makeControls(canvas: ImageCanvas): void {
    const ask = (name: string) => () => void this.#ask(name);
    const run = runControls(
      {
        start: ask("start"),
        pause: ask("pause"),
        resume: ask("resume"),
        stop: ask("stop"),
        go: ask("go"),
        forget: ask("clearPlan"),
      },
      this.signal,
    );
    const tiles = tileControls(
      {
        change: (values) => this.change(values),
        saveCsv: () =>
          saveAs(new Blob([positionsCsv(this.#state.tiles)], { type: "text/csv" }), this.#state.title, "csv"),
      },
      this.signal,
    );
    const image = imageControls(
      {
        change: (look) => this.#changeLook(look),
        fitWhole: () => canvas.fitWhole(),
        fullSize: () => this.#fullSize(),
        zoom: (factor) => canvas.zoom(factor, canvas.screen.width / 2, canvas.screen.height / 2),
        ...saveActions(
          canvas,
          () => this.#state.title,
          (text) => this.#say(text, true),
        ),
      },
      this.signal,
    );
    this.#controls = { run, tiles, image };
  }

  /** What suits the tiles becomes a contrast of its own only when a person sets it: else it follows the tiles that come. */
  #changeLook(look: Partial<Look>): void {
    const isAuto = look.low === this.#range.low && look.high === this.#range.high;
    this.change(isAuto ? { ...look, low: null, high: null } : look);
  }

  #describe(canvas: HTMLElement): void {
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", "montage");
    const keys =
      "Arrows move, + and - zoom, 0 fits, 1 shows it at full size, Enter plans a motion to the middle, Escape forgets it.";
    canvas.setAttribute("aria-label", `${this.#state.title}. ${keys}`);
  }

  async #ask(name: string, body: unknown = null): Promise<void> {
    try {
      await this.#montage.requests.ask(name, body, this.signal);
    } catch (error) {
      if (!this.signal.aborted) this.#say(error instanceof Error ? error.message : String(error), true);
    }
  }

  /** Plans a motion to a place of the screen: the kernel keeps it, and nothing moves. */
  #plan(x: number, y: number): void {
    const { view } = this.#canvas!;
    if (!this.model.comm_live) return;
    void this.#ask("plan", placeInBox(this.#box, (x - view.offsetX) / view.scale, (y - view.offsetY) / view.scale));
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = this.#canvas!.screen;
    if (event.key === "Enter") this.#plan(width / 2, height / 2);
    else if (event.key === "1") this.#fullSize();
    else if (event.key === "Escape" && this.#state.plannedMove) void this.#ask("clearPlan");
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#readOut({ x: width / 2, y: height / 2, by: "keyboard" });
  }

  /** One pixel of the tiles as one of the screen, however coarsely the whole is drawn. */
  #fullSize(): void {
    const { view, screen } = this.#canvas!;
    this.#canvas!.zoom(binFor(this.#state) / view.scale, screen.width / 2, screen.height / 2);
  }

  /** Finer tiles are asked for once the picture rests: those that were passed on the way are not. */
  #moved(): void {
    const { offsetX, offsetY, scale } = this.#canvas!.view;
    const { width, height } = this.#canvas!.screen;
    const seen = [offsetX, offsetY, scale, width, height].join();
    if (seen === this.#seen) return;
    this.#seen = seen;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#lookCloser(), restMs);
  }

  #lookCloser(): void {
    this.#look();
    this.#layers();
    this.#readOut(this.#reading);
  }

  #look(): void {
    const [state, box, bin] = [this.#state, this.#box, binFor(this.#state)];
    const { view, screen } = this.#canvas!;
    this.#detail?.look({ state, box, bin, view, screen }, this.model.comm_live === true);
    this.#controls.tiles.tell([placedText(state), binText(this.#detail?.bin ?? bin)].filter((text) => text !== ""));
  }

  #stateChanged(): void {
    const { state } = readLiveMontageState((name) => this.model.get(name));
    if (!state) return;
    const before = this.#state;
    this.#state = state;
    if (before.plannedMove?.text !== state.plannedMove?.text && state.plannedMove) this.#say(state.plannedMove.text);
    else {
      const isWaiting = before.waitsFor !== state.waitsFor && state.waitsFor !== "";
      this.#sayProgress(isWaiting || before.runState !== state.runState);
    }
    this.#controls.run.show(state, this.model.comm_live === true);
    this.#later();
  }

  /** Tiles come faster than they can be drawn: whatever has changed is drawn with the next frame, once. */
  #later(): void {
    this.#frame ||= requestAnimationFrame(() => this.#update());
  }

  #update(): void {
    this.#frame = 0;
    const canvas = this.#canvas!;
    this.#title.textContent = this.#state.title;
    const before = this.#compositor.version;
    const raster = this.#raster();
    // Reducing a picture for small views takes longer than anything else here.
    if (this.#compositor.version !== before) canvas.setImage(raster);
    canvas.setLook(this.#shades());
    this.#controls.run.show(this.#state, this.model.comm_live === true);
    this.#controls.tiles.show(this.#state);
    const range = { autoLow: this.#range.low, autoHigh: this.#range.high };
    this.#controls.image.show({ ...this.#shades(), ...range });
    this.#look();
    this.#layers();
  }

  #raster(): Raster {
    const { tiles } = this.#montage.store;
    const state = this.#state;
    this.#box = montageBox(state, binFor(state));
    const placed = state.tiles.flatMap((tile): PlacedPixels[] => {
      const pixels = tile.status === "taken" ? tiles.get(tile.index) : undefined;
      return pixels ? [{ index: tile.index, ...shownPlace(tile, state.positions), tile: pixels }] : [];
    });
    const before = this.#compositor.version;
    const raster = this.#compositor.show(this.#box, placed, state.isBlended);
    if (placed.length > 0 && this.#compositor.version !== before)
      this.#range = suitingRange(placed.map(({ tile }) => tile));
    return raster;
  }

  #shades(): Look {
    const { colourMap, low, high, gamma } = this.#state;
    return { colourMap, low: low ?? this.#range.low, high: high ?? this.#range.high, gamma };
  }

  #layers(): void {
    const [state, box, canvas] = [this.#state, this.#box, this.#canvas!];
    const drawn = { state, box };
    const layers: Layer[] = [
      ...(this.#detail ? [this.#detail.layer(this.#shades())] : []),
      ...(state.isClassifying ? [classesLayer(drawn, this.#montage.store.classMaps)] : []),
      ...(state.overlay === "dose" ? [doseLayer(drawn)] : []),
      ...(state.overlay === "travel" ? [travelLayer(drawn)] : []),
      outlinesLayer(drawn),
      ...(state.areArrowsShown ? [arrowsLayer(drawn)] : []),
      plannedMoveLayer(drawn),
      scaleBarLayer(canvas.image, box.pixelNm),
      ...(this.#reading?.by === "keyboard" ? [crosshairLayer] : []),
    ];
    canvas.setLayers(layers);
  }

  #readOut(reading: Reading): void {
    const wasBy = this.#reading?.by;
    this.#reading = reading;
    if (wasBy !== reading?.by) this.#layers();
    this.#readout.setAttribute("aria-live", reading?.by === "keyboard" ? "polite" : "off");
    const found = reading && this.#valueAt(reading.x, reading.y);
    this.#readout.textContent = found
      ? montageReadout(this.#state, this.#box, found)
      : "Click plans a motion to a place, Go makes it; drag to move the picture, then use the wheel to zoom.";
  }

  /** The value under a place of the screen, as finely as it is there. */
  #valueAt(screenX: number, screenY: number) {
    const { view } = this.#canvas!;
    const found = this.#canvas!.valueAt(screenX, screenY);
    const [x, y] = [(screenX - view.offsetX) / view.scale, (screenY - view.offsetY) / view.scale];
    const fine = this.#detail?.valueAt(x, y);
    return found && { x, y, value: fine?.value ?? found.value, bin: fine?.bin ?? binFor(this.#state) };
  }

  #sayProgress(isAtOnce: boolean): void {
    const now = performance.now();
    if (!isAtOnce && now - this.#saidAtMs < betweenWordsMs) return;
    this.#say(progressText(this.#state));
  }

  /** Tells screen readers; what failed is seen too, as it is written nowhere else. */
  #say(text: string, isFailure = false): void {
    if (text === this.#said && !isFailure) return;
    this.#said = text;
    this.#saidAtMs = performance.now();
    this.#status.classList.toggle("emlab-unseen", !isFailure);
    this.#status.textContent = text;
  }
}
