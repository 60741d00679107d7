import {
  type Annotation,
  ignoredId,
  labelCounts,
  withChangedClass,
  withGrid,
  withLabels,
  withNewClass,
  withoutClass,
} from "../../../../src/messages/supportSet/annotation.js";
import { annotationJson, chipCsv } from "../../../../src/messages/supportSet/annotationFile.js";
import { type ChipGrid, chipAt, chipCounts, isSameGrid } from "../../../../src/messages/supportSet/chipGrid.js";
import { done, type History, redone, undone } from "../../../../src/messages/supportSet/history.js";
import { isOutOfDate } from "../../../../src/messages/supportSet/segmentation.js";
import { readSupportSetState, type SupportSetState } from "../../../../src/messages/supportSet/supportSetState.js";
import { saveAs } from "../../canvas/exportPng.js";
import { gridLayer } from "../../canvas/gridLayer.js";
import type { ImageCanvas } from "../../canvas/imageCanvas.js";
import type { Layer } from "../../canvas/layer.js";
import { element } from "../element.js";
import { ImageView } from "../image/view.js";
import { framesLayer, labelsLayer } from "./chipLayers.js";
import { chipText, nearestOf } from "./chipText.js";
import { adviceText, type ClassControls, classControls } from "./classControls.js";
import { type GridControls, gridControls } from "./gridControls.js";
import type { SupportSetModel } from "./model.js";
import { type Place, pick } from "./picking.js";
import { pressKey } from "./pickKeys.js";
import { type ResultControls, type ResultLook, resultControls } from "./resultControls.js";
import { resultLayers, type ShownResult } from "./resultLayers.js";
import { shownResult } from "./shownResult.js";
import { type ToolControls, toolControls } from "./toolControls.js";

/** A stroke of the pointer: all its chips get the same class, or lose theirs. */
interface Stroke {
  readonly before: Annotation;
  readonly classId: number | undefined;
  readonly chips: Set<number>;
}

/** An image with chips to pick, classes to pick them for, and the segmentation that comes of it. */
export class SupportSetView extends ImageView {
  #state: SupportSetState | undefined;
  /** What is seen while a slider is dragged or a stroke painted: the state follows at its end. */
  #draft: Annotation | undefined;
  #stroke: Stroke | undefined;
  #cursor: number | undefined;
  #hovered: number | undefined;
  #classId: number | undefined;
  #isMoving = false;
  #look: Pick<ResultLook, "kind" | "opacity"> = { kind: "classes", opacity: 0.45 };
  #result: ShownResult | undefined;
  #resultLayers: readonly Layer[] = [];
  #madeOf: readonly unknown[] = [];
  #drawnOf: readonly unknown[] = [];
  #running: AbortController | undefined;
  #controls!: { grid: GridControls; classes: ClassControls; tools: ToolControls; result: ResultControls };
  #status!: HTMLElement;

  override remove(): void {
    this.#running?.abort();
    super.remove();
  }

  protected override get keysText(): string {
    return "Arrows move over the chips, space picks, 1 to 9 choose a class, I ignores, U undoes, R does again, M moves, S segments.";
  }

  protected override get hintText(): string {
    return "Click or drag to pick, again to take back; right click ignores; with Shift, drag moves the image.";
  }

  protected override show(): void {
    const { state, wrong } = readSupportSetState((name) => this.model.get(name));
    if (!state) {
      const text = `This support set cannot be shown: its "${wrong}" is missing or wrong.`;
      this.el.append(element("p", { text }));
      return;
    }
    this.#state = state;
    this.#makeControls(state);
    super.show();
    const { grid, classes, tools, result } = this.#controls;
    this.canvas?.element.before(grid.element, classes.element, tools.element);
    this.el.append(this.#status, result.element);
    // Once for all values that came together.
    this.listenTo(this.model, "change", () => this.#stateChanged());
    this.listenTo(this.model, "comm_live_update", () => this.#update());
    this.#stateChanged();
  }

  protected override prepare(canvas: ImageCanvas): void {
    const actions = {
      begin: (place: Place, isIgnoring: boolean) => this.#begin(place, isIgnoring),
      paint: (from: Place, to: Place) => this.#paint(from, to),
      end: (isKept: boolean) => this.#end(isKept),
      press: (event: KeyboardEvent) => this.#press(event),
    };
    pick(canvas, actions, this.signal);
  }

  protected override layers(): readonly Layer[] {
    const [state, annotation] = [this.#state, this.#shown];
    if (!state || !annotation) return [];
    const { grid } = annotation;
    const { columns, rows } = chipCounts(grid, state);
    const lines = gridLayer({
      stepXPx: grid.chipWidthPx,
      stepYPx: grid.chipHeightPx,
      offsetXPx: grid.offsetXPx,
      offsetYPx: grid.offsetYPx,
      widthPx: grid.offsetXPx + columns * grid.chipWidthPx,
      heightPx: grid.offsetYPx + rows * grid.chipHeightPx,
      colour: "rgb(255 255 255 / 70%)",
    });
    const isOfGrid = this.#result && isSameGrid(this.#result.segmentation.head.grid, grid);
    const near = this.#result && isOfGrid && this.#hovered !== undefined ? nearestOf(this.#hovered, this.#result) : [];
    const cursor = this.#cursor === undefined ? [] : [this.#cursor];
    return [
      ...this.#resultLayers,
      lines,
      labelsLayer(annotation, state),
      framesLayer(grid, state, near, 1.5),
      framesLayer(grid, state, cursor, 3),
    ];
  }

  protected override textAt(found: { readonly xPx: number; readonly yPx: number } | undefined): string {
    const [state, annotation] = [this.#state, this.#shown];
    if (!state || !annotation) return "";
    const chip = found && chipAt(annotation.grid, state, found.xPx, found.yPx);
    if (chip !== this.#hovered) {
      this.#hovered = chip;
      if (this.#result) this.redrawLayers();
    }
    return chip === undefined ? "" : chipText(chip, annotation, state, this.#result);
  }

  get #shown(): Annotation | undefined {
    return this.#draft ?? this.#state?.annotation;
  }

  get #history(): History | undefined {
    return this.#state && { annotation: this.#state.annotation, past: this.#state.past, future: this.#state.future };
  }

  #makeControls(state: SupportSetState): void {
    this.#status = element("div", { className: "emlab-support-status", role: "status" });
    const edit = (change: (before: Annotation) => Annotation) => this.#edit(change);
    const grid = gridControls(
      state,
      {
        try: (wanted) => this.#try(withGrid(this.#state!.annotation, wanted, state)),
        keep: (wanted) => edit((before) => withGrid(before, wanted, state)),
      },
      this.signal,
    );
    const classes = classControls(
      {
        choose: (id) => this.#choose(id),
        add: () => {
          edit((before) => withNewClass(before));
          this.#choose(this.#state?.annotation.classes.at(-1)?.id);
        },
        change: (id, change) => edit((before) => withChangedClass(before, id, change)),
        remove: (id) => edit((before) => withoutClass(before, id)),
      },
      this.signal,
    );
    const tools = toolControls(
      {
        undo: () => this.#travel(undone, "undone"),
        redo: () => this.#travel(redone, "done again"),
        move: (isMoving) => this.#setMoving(isMoving),
        segment: () => void this.#segment(),
        saveCsv: () => this.#saveCsv(),
        saveJson: () => this.#saveJson(),
      },
      this.signal,
    );
    const result = resultControls((look) => this.#setLook(look), this.signal);
    this.#controls = { grid, classes, tools, result };
  }

  /** Another state, of this view, of another one or of the kernel. */
  #stateChanged(): void {
    const { state } = readSupportSetState((name) => this.model.get(name));
    if (!state) return;
    this.#state = state;
    const { classes } = state.annotation;
    if (!classes.some(({ id }) => id === this.#classId)) this.#classId = classes[0]?.id;
    this.#result = this.#resultOf(state);
    this.#update();
  }

  /** The segmentation, made anew only when something of it has changed: picks come often, and chips may be many. */
  #resultOf(state: SupportSetState): ShownResult | undefined {
    const names = ["segmentation", "probabilities", "nearest", "unlike"];
    const made = [
      ...names.map((name) => this.model.get(name)),
      state.leastProbability,
      JSON.stringify(state.annotation.classes),
    ];
    if (made.every((value, i) => value === this.#madeOf[i])) return this.#result;
    this.#madeOf = made;
    return shownResult(state);
  }

  #drawnResult(look: ResultLook, state: SupportSetState): readonly Layer[] {
    const drawn = [this.#result, look.kind, look.opacity];
    if (drawn.every((value, i) => value === this.#drawnOf[i])) return this.#resultLayers;
    this.#drawnOf = drawn;
    return this.#result ? resultLayers(this.#result, look.kind, look.opacity, state) : [];
  }

  #update(): void {
    const [state, annotation] = [this.#state, this.#shown];
    if (!state || !annotation) return;
    const { grid, classes, tools, result } = this.#controls;
    grid.show(annotation.grid);
    classes.show(annotation, this.#classId);
    tools.show({
      undoCount: state.past.length,
      redoCount: state.future.length,
      isMoving: this.#isMoving,
      isSegmenting: this.#running !== undefined,
      isLive: this.model.comm_live,
    });
    const look = { ...this.#look, leastProbability: state.leastProbability };
    const isOld = this.#result !== undefined && isOutOfDate(this.#result.segmentation, annotation);
    result.show(this.#result, look, isOld);
    this.#resultLayers = this.#drawnResult(look, state);
    const { columns, rows } = chipCounts(annotation.grid, state);
    if (this.#cursor !== undefined && this.#cursor >= columns * rows) this.#cursor = undefined;
    this.canvas?.element.classList.toggle("emlab-picking", !this.#isMoving);
    this.redrawLayers();
  }

  /** Shows something that is not settled yet: nothing is sent. */
  #try(annotation: Annotation): void {
    this.#draft = annotation;
    if (this.#stroke) this.#controls.classes.show(annotation, this.#classId);
    else this.#controls.grid.show(annotation.grid);
    this.redrawLayers();
  }

  #edit(change: (before: Annotation) => Annotation): void {
    this.#draft = undefined;
    const history = this.#history;
    if (history) this.#settle(done(history, change(history.annotation)));
  }

  #settle({ annotation, past, future }: History): void {
    this.change({ annotation, past, future });
    // Where nothing has changed no event comes, and a draft is still on the screen.
    this.#stateChanged();
  }

  #travel(step: (history: History) => History, word: string): void {
    const history = this.#history;
    if (!history) return;
    const after = step(history);
    this.#say(after === history ? `Nothing to be ${word}` : `A change was ${word}`);
    this.#settle(after);
  }

  #choose(id: number | undefined): void {
    this.#classId = id;
    const name = this.#state?.annotation.classes.find((known) => known.id === id)?.name;
    if (name !== undefined) this.#say(`Picking ${name}`);
    this.#update();
  }

  #setMoving(isMoving: boolean): void {
    this.#isMoving = isMoving;
    this.#say(isMoving ? "Drag moves the image" : "Drag picks chips; with Shift it moves the image");
    this.#update();
  }

  #setLook({ leastProbability, ...look }: Partial<ResultLook>): void {
    this.#look = { ...this.#look, ...look };
    if (leastProbability !== undefined) this.change({ leastProbability });
    this.#update();
  }

  #chipAtPlace({ x, y }: Place): number | undefined {
    const { canvas } = this;
    const [state, annotation] = [this.#state, this.#shown];
    if (!canvas || !state || !annotation) return undefined;
    const { scale, offsetX, offsetY } = canvas.view;
    return chipAt(annotation.grid, state, (x - offsetX) / scale, (y - offsetY) / scale);
  }

  #begin(place: Place, isIgnoring: boolean): boolean {
    const chip = this.#chipAtPlace(place);
    const id = isIgnoring ? ignoredId : this.#classId;
    const before = this.#state?.annotation;
    if ((this.#isMoving && !isIgnoring) || chip === undefined || !before) return false;
    if (id === undefined) {
      this.#say("Add a class first");
      return true;
    }
    const isTaken = new Map(before.labels).get(chip) === id;
    this.#cursor = undefined;
    this.#stroke = { before, classId: isTaken ? undefined : id, chips: new Set([chip]) };
    this.#try(withLabels(before, this.#stroke.chips, this.#stroke.classId));
    return true;
  }

  #paint(from: Place, to: Place): void {
    const [stroke, canvas] = [this.#stroke, this.canvas];
    if (!stroke || !canvas) return;
    const { grid } = stroke.before;
    const least = (Math.min(grid.chipWidthPx, grid.chipHeightPx) * canvas.view.scale) / 2;
    const steps = Math.min(1000, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / Math.max(1, least)));
    const size = stroke.chips.size;
    for (let i = 1; i <= steps; i++) {
      const share = i / steps;
      const chip = this.#chipAtPlace({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
      if (chip !== undefined) stroke.chips.add(chip);
    }
    if (stroke.chips.size > size) this.#try(withLabels(stroke.before, stroke.chips, stroke.classId));
  }

  #end(isKept: boolean): void {
    const stroke = this.#stroke;
    this.#stroke = undefined;
    if (!stroke) return;
    if (isKept) this.#label(stroke.chips, stroke.classId);
    else this.#edit((before) => before);
  }

  #label(chips: ReadonlySet<number>, classId: number | undefined): void {
    this.#edit((before) => withLabels(before, chips, classId));
    const { annotation } = this.#state!;
    const counts = labelCounts(annotation);
    const all = annotation.classes.map(({ id, name }) => `${name} ${adviceText(counts.get(id) ?? 0)}`).join("; ");
    this.#say(all);
  }

  #press(event: KeyboardEvent): boolean {
    return pressKey(event, {
      step: (columns, rows) => this.#step(columns, rows),
      toggle: () => this.#toggle(this.#classId),
      ignore: () => this.#toggle(ignoredId),
      choose: (place) => this.#choose(this.#state?.annotation.classes[place]?.id ?? this.#classId),
      undo: () => this.#travel(undone, "undone"),
      redo: () => this.#travel(redone, "done again"),
      switchMoving: () => this.#setMoving(!this.#isMoving),
      segment: () => void this.#segment(),
    });
  }

  #step(dx: number, dy: number): void {
    const state = this.#state;
    if (!state) return;
    const { columns, rows } = chipCounts(state.annotation.grid, state);
    const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, value));
    const from = this.#cursor;
    const column = from === undefined ? columns >> 1 : within((from % columns) + dx, columns);
    const row = from === undefined ? rows >> 1 : within(Math.floor(from / columns) + dy, rows);
    this.#cursor = row * columns + column;
    this.#hovered = this.#cursor;
    this.#bringIntoView(state.annotation.grid, column, row);
    this.tell(chipText(this.#cursor, state.annotation, state, this.#result));
    this.redrawLayers();
  }

  /** Moves the image when the chip at the cursor lies beside what is seen. */
  #bringIntoView(grid: ChipGrid, column: number, row: number): void {
    const { canvas } = this;
    if (!canvas) return;
    const { view, screen } = canvas;
    const away = (from: number, length: number, most: number) => (from < 0 ? -from : Math.min(0, most - from - length));
    const x = (grid.offsetXPx + column * grid.chipWidthPx) * view.scale + view.offsetX;
    const y = (grid.offsetYPx + row * grid.chipHeightPx) * view.scale + view.offsetY;
    const dx = away(x, grid.chipWidthPx * view.scale, screen.width);
    const dy = away(y, grid.chipHeightPx * view.scale, screen.height);
    // Less than a pixel is rounding: the whole image stays fitted.
    if (Math.abs(dx) >= 1 || Math.abs(dy) >= 1) canvas.pan(dx, dy);
  }

  #toggle(id: number | undefined): void {
    const [state, chip] = [this.#state, this.#cursor];
    if (!state || chip === undefined || id === undefined) return;
    const isTaken = new Map(state.annotation.labels).get(chip) === id;
    this.#label(new Set([chip]), isTaken ? undefined : id);
  }

  async #segment(): Promise<void> {
    if (this.#running) return this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    this.#say("Segmenting");
    this.#update();
    try {
      await (this.model as SupportSetModel).requests.ask("segment", null, running.signal);
      this.#say("Segmented");
    } catch (error) {
      this.#say(
        running.signal.aborted
          ? "The segmentation was stopped"
          : `Not segmented: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      this.#running = undefined;
      this.#update();
    }
  }

  #saveCsv(): void {
    const state = this.#state;
    if (!state) return;
    const text = chipCsv(state.annotation, state, this.#result?.segmentation, state.leastProbability);
    saveAs(new Blob([text], { type: "text/csv" }), `${state.title} chips`, "csv");
  }

  #saveJson(): void {
    const state = this.#state;
    if (!state) return;
    const text = annotationJson(state.annotation, state, state.title);
    saveAs(new Blob([text], { type: "application/json" }), `${state.title} support set`, "json");
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }
}
