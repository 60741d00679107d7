import { EmError } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import type { RunContext } from "../../core/progress.js";
import { type Annotation, fittedAnnotation } from "../../messages/supportSet/annotation.js";
import { annotationJson, annotationOfJson, chipCsv } from "../../messages/supportSet/annotationFile.js";
import { fittedGrid, type Sides } from "../../messages/supportSet/chipGrid.js";
import { done, type History, redone, undone } from "../../messages/supportSet/history.js";
import { readSegmentation, type Segmentation } from "../../messages/supportSet/segmentation.js";
import { type SupportSetState, supportSetTraits } from "../../messages/supportSet/supportSetState.js";
import type { ImageLook } from "../image/imageLook.js";
import { imageState } from "../image/imageState.js";
import type { ImageSession } from "../image/imageWidget.js";
import { displaySymbol, viewBundle } from "../viewBundle.js";
import { WidgetModel } from "../widgetModel.js";
import { packedSegmentation, type Segment, segmentRequest } from "./segment.js";
import { changedAnnotation, type SupportSetChange, type SupportSetValue, supportSetValue } from "./supportSetValue.js";

const definition = { name: "SupportSet", traits: supportSetTraits };

/** What is lent to a support set: its kernel, how it segments, and its still picture. */
export interface SupportSetSession extends ImageSession {
  readonly segment: Segment;
  still(micrograph: Micrograph, value: SupportSetValue): Readonly<Record<string, unknown>>;
}

/**
 * The chips of a micrograph, and examples of classes that a person picks among them. The micrograph never changes.
 *
 * @example
 * const picks = em.widgets.supportSet(haadf, { chipPx: 48, classes: ["film", "substrate"] });
 * display(picks);
 * const { classes } = await picks.changed();
 */
export class SupportSetWidget {
  readonly micrograph: Micrograph;
  readonly #session: SupportSetSession;
  readonly #model: WidgetModel<SupportSetState>;

  constructor(micrograph: Micrograph, look: ImageLook, annotation: Annotation, session: SupportSetSession) {
    this.micrograph = micrograph;
    this.#session = session;
    const state = { ...imageState(micrograph, look), ...empty, annotation: fittedAnnotation(annotation, micrograph) };
    this.#model = new WidgetModel(definition, state, session.host);
    this.#model.served.handle("segment", async (asked) => void (await this.segment(asked)));
  }

  /** The grid, the classes with their chips and the ignored chips, as they are now. */
  get current(): SupportSetValue {
    return supportSetValue(this.#history().annotation, this.micrograph);
  }

  /** The last segmentation, by the front end's button or by `segment`; undefined before the first. */
  get segmentation(): Segmentation | undefined {
    const { segmentation, probabilities, nearest, unlike } = this.#model.state;
    return readSegmentation(segmentation, { probabilities, nearest, unlike }, this.micrograph);
  }

  /**
   * Sets the grid, the classes with their chips, or the ignored chips, in all views at once. It can be undone there too.
   *
   * Errors: BadOption for a grid that does not fit, a chip that there is not, or a name that is given twice.
   *
   * @example
   * picks.set({ grid: { chipWidthPx: 32, chipHeightPx: 32 }, classes: [{ name: "film", chips: [3, 4] }] });
   */
  set(change: SupportSetChange): this {
    const history = this.#history();
    this.#model.set(done(history, changedAnnotation(history.annotation, change, this.micrograph)));
    return this;
  }

  /** Takes back the last change, of a person or of code; nothing when there is none. */
  undo(): this {
    this.#model.set(undone(this.#history()));
    return this;
  }

  /** Does again what was taken back last. */
  redo(): this {
    this.#model.set(redone(this.#history()));
    return this;
  }

  /**
   * What is picked, after a person has next picked, named or divided something at the front end.
   *
   * Errors: Aborted when the cell is interrupted, or the widget closed.
   */
  async changed({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<SupportSetValue> {
    const before = this.#model.state.annotation;
    // Contrast and colour maps are changed by people too, and say nothing of the picks.
    do await this.#model.changed(signal);
    while (this.#model.state.annotation === before);
    return this.current;
  }

  /** Calls the listener whenever a person has picked, named or divided something; the result ends that. */
  onChange(listener: (value: SupportSetValue) => void): () => void {
    return this.#model.onChange((change) => {
      if (change.annotation) listener(this.current);
    });
  }

  /**
   * Segments the image from what is picked, as the button does, and shows the result.
   *
   * Errors: BadOption unless two classes have examples; BadShape when the callback's result does not fit; Aborted; and whatever the callback throws.
   */
  async segment({ signal = this.#session.signal(), onProgress }: RunContext = {}): Promise<Segmentation> {
    const { annotation } = this.#history();
    const request = segmentRequest(this.micrograph, annotation);
    const context = { signal: signal ?? new AbortController().signal, ...(onProgress && { onProgress }) };
    const result = await this.#session.segment(request, context);
    if (signal?.aborted)
      throw new EmError("Aborted", "the segmentation was stopped", { fix: "Start it again.", cause: signal.reason });
    this.#model.set(packedSegmentation(request, annotation, result));
    return this.segmentation!;
  }

  /** The annotation as JSON, to be kept beside the image; `load` takes it again. */
  toJson(): string {
    return annotationJson(this.#history().annotation, this.micrograph, this.micrograph.title);
  }

  /**
   * Takes an annotation that `toJson` or the front end's button has written. It can be undone.
   *
   * Errors: BadFile for anything else.
   */
  load(json: string): this {
    const read = annotationOfJson(json);
    if (!read)
      throw new EmError("BadFile", "this is no annotation of a support set", {
        fix: "Give the text of a file that the button JSON or toJson() has written.",
      });
    this.#model.set(done(this.#history(), fittedAnnotation(read, this.micrograph)));
    return this;
  }

  /** One row per chip as CSV: its place, its label, and what the segmentation has found. */
  toCsv(): string {
    return chipCsv(this.#history().annotation, this.micrograph, this.segmentation, this.#model.state.leastProbability);
  }

  /** The part of the image that is shown now, with all that is drawn over it, as the bytes of a PNG. Errors: NotConnected when it is not shown. */
  async snapshot({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    const { buffers } = await this.#model.request("snapshot", null, signal);
    return buffers[0] ?? new Uint8Array();
  }

  /** Takes it out of the notebook and lets go of its pixels. */
  close(): void {
    this.#model.close();
  }

  [displaySymbol](): Readonly<Record<string, unknown>> {
    return viewBundle(this.#model.modelId(), this.#session.still(this.micrograph, this.current));
  }

  /** What a front end has sent may be well formed and still not fit the image. */
  #history(): History {
    const { annotation, past, future } = this.#model.state;
    return { annotation: fittedAnnotation(annotation, this.micrograph), past, future };
  }
}

const empty = {
  past: [],
  future: [],
  leastProbability: 0.5,
  segmentation: null,
  probabilities: new Uint8Array(),
  nearest: new Uint8Array(),
  unlike: new Uint8Array(),
} as const;

/** An annotation without labels: square chips, and classes of these names. */
export function firstAnnotation(image: Sides, chipPx: number, classNames: readonly string[]): Annotation {
  const grid = fittedGrid({ chipWidthPx: chipPx, chipHeightPx: chipPx, offsetXPx: 0, offsetYPx: 0 }, image);
  return changedAnnotation({ grid, classes: [], labels: [] }, { classes: classNames.map((name) => ({ name })) }, image);
}
