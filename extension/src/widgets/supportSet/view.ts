import {
  type Annotation,
  ignoredId,
  withChangedClass,
  withGrid,
  withLabels,
  withNewClass,
  withoutClass,
} from "../../../../src/messages/supportSet/annotation.js";
import { chipAt, chipCounts } from "../../../../src/messages/supportSet/chipGrid.js";
import { type History, redone, undone } from "../../../../src/messages/supportSet/history.js";
import { readSupportSetState, type SupportSetState } from "../../../../src/messages/supportSet/supportSetState.js";
import type { ImageCanvas } from "../../canvas/imageCanvas.js";
import type { Layer } from "../../canvas/layer.js";
import { element } from "../element.js";
import { ImageView } from "../image/view.js";
import { AnnotationEditor } from "./annotationEditor.js";
import { chooseFile, readAnnotationFile, saveCsv, saveJson } from "./annotationFiles.js";
import { bringIntoView, ChipCursor } from "./chipCursor.js";
import { chipText } from "./chipText.js";
import { countsText } from "./classControls.js";
import { type SupportSetActions, SupportSetControls } from "./controls.js";
import { DrawnResult } from "./drawnResult.js";
import type { SupportSetModel } from "./model.js";
import { type Place, pick } from "./picking.js";
import { pressKey } from "./pickKeys.js";
import type { ResultLook } from "./resultControls.js";
import { SegmentationRun } from "./segmentationRun.js";
import { Stroke } from "./stroke.js";
import { supportSetLayers } from "./supportSetLayers.js";

/** An image with chips to pick, classes to pick them for, and the segmentation that comes of it. */
export class SupportSetView extends ImageView {
  readonly #cursor = new ChipCursor();
  readonly #drawn = new DrawnResult();
  readonly #editor = new AnnotationEditor(
    () => this.#history,
    (history) => this.#settle(history),
  );
  readonly #segmentation = new SegmentationRun(
    (signal, onProgress) => (this.model as SupportSetModel).requests.ask("segment", null, signal, onProgress),
    (text) => {
      if (text === undefined) return this.#controls.tools.showProgress(this.#segmentation.share);
      this.#say(text);
      this.#update();
    },
  );
  #state: SupportSetState | undefined;
  #stroke: Stroke | undefined;
  #hovered: number | undefined;
  #classId: number | undefined;
  #isMoving = false;
  #look: Pick<ResultLook, "kind" | "opacity"> = { kind: "classes", opacity: 0.45 };
  #controls!: SupportSetControls;
  #status!: HTMLElement;

  override remove(): void {
    this.#segmentation.stop();
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
    this.#status = element("div", { className: "emlab-support-status", role: "status" });
    this.#controls = new SupportSetControls(state, this.#actions(state), this.signal);
    super.show();
    const { grid, classes, tools, result } = this.#controls;
    this.canvas?.element.before(grid.element, classes.element, tools.element);
    this.el.append(this.#status, result.element);
    // Once for all values that came together.
    this.listenTo(this.model, "change", () => this.#stateChanged());
    this.#stateChanged();
  }

  protected override connectionChanged(): void {
    super.connectionChanged();
    this.#update();
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
    const [state, annotation] = [this.#state, this.#editor.shown];
    if (!state || !annotation) return [];
    return supportSetLayers(annotation, state, this.#drawn, this.#hovered, this.#cursor.chip);
  }

  protected override textAt(found: { readonly xPx: number; readonly yPx: number } | undefined): string {
    const [state, annotation] = [this.#state, this.#editor.shown];
    if (!state || !annotation) return "";
    const chip = found && chipAt(annotation.grid, state, found.xPx, found.yPx);
    const { result } = this.#drawn;
    if (chip !== this.#hovered) {
      this.#hovered = chip;
      if (result) this.redrawLayers();
    }
    return chip === undefined ? "" : chipText(chip, annotation, state, result);
  }

  get #history(): History | undefined {
    return this.#state && { annotation: this.#state.annotation, past: this.#state.past, future: this.#state.future };
  }

  #actions(state: SupportSetState): SupportSetActions {
    const edit = (change: (before: Annotation) => Annotation) => this.#editor.edit(change);
    return {
      grid: {
        try: (wanted) => this.#try(withGrid(this.#state!.annotation, wanted, state)),
        keep: (wanted) => edit((before) => withGrid(before, wanted, state)),
      },
      classes: {
        choose: (id) => this.#choose(id),
        add: () => {
          edit((before) => withNewClass(before));
          this.#choose(this.#state?.annotation.classes.at(-1)?.id);
        },
        change: (id, change) => edit((before) => withChangedClass(before, id, change)),
        remove: (id) => edit((before) => withoutClass(before, id)),
      },
      tools: {
        undo: () => this.#travel(undone, "undone"),
        redo: () => this.#travel(redone, "done again"),
        move: (isMoving) => this.#setMoving(isMoving),
        segment: () => void this.#segmentation.toggle(),
        saveCsv: () => this.#state && saveCsv(this.#state, this.#drawn.result),
        saveJson: () => this.#state && saveJson(this.#state),
        load: () => chooseFile((file) => void this.#load(file)),
      },
      changeLook: (look) => this.#setLook(look),
    };
  }

  /** Another state, of this view, of another one or of the kernel. */
  #stateChanged(): void {
    const { state } = readSupportSetState((name) => this.model.get(name));
    if (!state) return;
    this.#state = state;
    const { classes } = state.annotation;
    if (!classes.some(({ id }) => id === this.#classId)) this.#classId = classes[0]?.id;
    this.#drawn.take(state, (name) => this.model.get(name));
    this.#update();
  }

  #update(): void {
    const [state, annotation] = [this.#state, this.#editor.shown];
    if (!state || !annotation) return;
    this.#controls.show({
      ...{ state, annotation, classId: this.#classId, result: this.#drawn.result, look: this.#look },
      isMoving: this.#isMoving,
      segmentedShare: this.#segmentation.share,
      isLive: this.isConnected,
    });
    this.#drawn.draw(this.#look.kind, this.#look.opacity, state);
    this.#cursor.keepWithin(chipCounts(annotation.grid, state));
    this.canvas?.element.classList.toggle("emlab-picking", !this.#isMoving);
    this.redrawLayers();
  }

  #try(annotation: Annotation): void {
    this.#editor.try(annotation);
    if (this.#stroke) this.#controls.classes.show(annotation, this.#classId);
    else this.#controls.grid.show(annotation.grid);
    this.redrawLayers();
  }

  #settle({ annotation, past, future }: History): void {
    this.change({ annotation, past, future });
    // Where nothing has changed no event comes, and a draft is still on the screen.
    this.#stateChanged();
  }

  #travel(step: (history: History) => History, word: string): void {
    this.#say(this.#editor.travel(step) ? `A change was ${word}` : `Nothing to be ${word}`);
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
    const [state, annotation] = [this.#state, this.#editor.shown];
    if (!canvas || !state || !annotation) return undefined;
    const { scale, offsetX, offsetY } = canvas.view;
    return chipAt(annotation.grid, state, (x - offsetX) / scale, (y - offsetY) / scale);
  }

  #begin(place: Place, isIgnoring: boolean): boolean {
    const chip = this.#chipAtPlace(place);
    const id = isIgnoring ? ignoredId : this.#classId;
    const before = this.#editor.settled;
    if ((this.#isMoving && !isIgnoring) || chip === undefined || !before) return false;
    if (id === undefined) {
      this.#say("Add a class first");
      return true;
    }
    this.#cursor.clear();
    this.#stroke = new Stroke(before, chip, id);
    this.#try(this.#stroke.annotation);
    return true;
  }

  #paint(from: Place, to: Place): void {
    const [stroke, grid, canvas] = [this.#stroke, this.#editor.settled?.grid, this.canvas];
    if (!stroke || !grid || !canvas) return;
    const halfChip = (Math.min(grid.chipWidthPx, grid.chipHeightPx) * canvas.view.scale) / 2;
    const isLonger = stroke.paint(from, to, halfChip, (place) => this.#chipAtPlace(place));
    if (isLonger) this.#try(stroke.annotation);
  }

  #end(isKept: boolean): void {
    const stroke = this.#stroke;
    this.#stroke = undefined;
    if (!stroke) return;
    if (isKept) this.#label(stroke.chips, stroke.classId);
    else this.#editor.edit((before) => before);
  }

  #label(chips: ReadonlySet<number>, classId: number | undefined): void {
    this.#editor.edit((before) => withLabels(before, chips, classId));
    this.#say(countsText(this.#state!.annotation));
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
      segment: () => void this.#segmentation.toggle(),
    });
  }

  #step(byColumns: number, byRows: number): void {
    const state = this.#state;
    if (!state) return;
    const { annotation } = state;
    const counts = chipCounts(annotation.grid, state);
    const chip = this.#cursor.step(byColumns, byRows, counts);
    this.#hovered = chip;
    if (this.canvas) bringIntoView(this.canvas, annotation.grid, counts.columns, chip);
    this.tell(chipText(chip, annotation, state, this.#drawn.result));
    this.redrawLayers();
  }

  #toggle(id: number | undefined): void {
    const { chip } = this.#cursor;
    const annotation = this.#editor.settled;
    if (!annotation || chip === undefined || id === undefined) return;
    const isTaken = new Map(annotation.labels).get(chip) === id;
    this.#label(new Set([chip]), isTaken ? undefined : id);
  }

  async #load(file: File): Promise<void> {
    if (!this.#state) return;
    const read = await readAnnotationFile(file, this.#state);
    if ("problem" in read) return this.#say(read.problem);
    this.#editor.edit(() => read.annotation);
    this.#say(`Loaded ${file.name}: ${countsText(this.#state.annotation)}`);
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }
}
