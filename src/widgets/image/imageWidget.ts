import type { Micrograph } from "../../core/micrograph.js";
import { displayMicrograph } from "../../core/micrographDisplay.js";
import { type ImageState, imageTraits } from "../../messages/imageState.js";
import { displaySymbol, viewBundle } from "../viewBundle.js";
import type { WidgetHost } from "../widgetHost.js";
import { WidgetModel } from "../widgetModel.js";
import { changedLook, type ImageLook } from "./imageLook.js";
import { imageState } from "./imageState.js";

const definition = { name: "Image", traits: imageTraits };

/** What is lent to an image widget by the kernel that it runs in. */
export interface ImageSession {
  readonly host: WidgetHost | undefined;
  /** The signal of the running cell. */
  signal(): AbortSignal | undefined;
}

/**
 * A micrograph to move in: drag, zoom, read values. As the last line of a cell it shows itself; its pixels never change.
 *
 * @example
 * const view = em.widgets.image(haadf);
 * view.look({ gamma: 0.7, colourMap: "magma" });
 * view
 */
export class ImageWidget {
  readonly micrograph: Micrograph;
  readonly #session: ImageSession;
  readonly #model: WidgetModel<ImageState>;

  constructor(micrograph: Micrograph, look: ImageLook, session: ImageSession) {
    this.micrograph = micrograph;
    this.#session = session;
    this.#model = new WidgetModel(definition, imageState(micrograph, look), session.host);
  }

  /** How it is shown now, also after a person has changed it. */
  get current(): ImageLook {
    const { colourMap, low, high, gamma } = this.#model.state;
    return { colourMap, low, high, gamma };
  }

  /**
   * Changes how it is shown, in all its views at once.
   *
   * Errors: BadOption for a value that cannot be shown.
   *
   * @example
   * view.look({ low: 0, high: 40 });
   */
  look(change: Partial<ImageLook>): this {
    this.#model.set(changedLook(this.current, change));
    return this;
  }

  /**
   * How it is shown after the next change that a person makes at the front end.
   *
   * Errors: Aborted when the cell is interrupted, or the widget closed.
   */
  async changed({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<ImageLook> {
    await this.#model.changed(signal);
    return this.current;
  }

  /** Calls the listener whenever a person has changed how it is shown; the result ends that. */
  onChange(listener: (look: ImageLook) => void): () => void {
    return this.#model.onChange(() => listener(this.current));
  }

  /**
   * The part of the image that is shown now, with all that is drawn over it, as the bytes of a PNG.
   *
   * Errors: NotConnected when it is not shown; Aborted when the cell is interrupted; Protocol when the view could not do it.
   */
  async snapshot({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    const { buffers } = await this.#model.request("snapshot", null, signal);
    return buffers[0] ?? new Uint8Array();
  }

  /** Takes it out of the notebook and lets go of its pixels. */
  close(): void {
    this.#model.close();
  }

  [displaySymbol](): Readonly<Record<string, unknown>> {
    const still = displayMicrograph(this.micrograph, {});
    return viewBundle(this.#model.modelId(), still);
  }
}
