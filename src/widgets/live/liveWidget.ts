// Timers of Node itself: those of globalThis belong to the cell that sets them, and end with it.
import { setImmediate as turn } from "node:timers/promises";
import { EmError, throwIfAborted } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import { type LiveState, liveTraits } from "../../messages/live/liveState.js";
import { frameEvent, pageEvent } from "../../messages/live/pageReport.js";
import { changedLook, type ImageLook } from "../image/imageLook.js";
import type { ImageSession } from "../image/imageWidget.js";
import { displaySymbol, viewBundle } from "../viewBundle.js";
import { WidgetModel } from "../widgetModel.js";
import { packFrame } from "./framePixels.js";
import { FrameStream } from "./frameStream.js";
import { type Contrast, RunningContrast } from "./runningContrast.js";

const definition = { name: "Live", traits: liveTraits };

/** What is lent to a live view by the kernel that it runs in. */
export interface LiveSession extends ImageSession {
  /** The contrast that suits a frame. */
  contrastOf(data: Float32Array): Contrast;
  /** What is shown where there is no front end, and in a notebook that was saved. */
  still(last: Micrograph | undefined): Readonly<Record<string, unknown>>;
}

/**
 * Frames as they come: drag, zoom, read values while the next one is taken. Pages that are slow see fewer frames, and always the last one.
 *
 * @example
 * const view = em.widgets.live();
 * display(view);
 * await view.follow(em.acquire.live({ sizePx: 64 }), { frames: 3 });
 */
export class LiveWidget {
  readonly #session: LiveSession;
  readonly #model: WidgetModel<LiveState>;
  readonly #stream: FrameStream<Micrograph>;
  readonly #contrast: RunningContrast;
  readonly #stopping = new Set<AbortController>();
  #last: Micrograph | undefined;

  constructor(title: string, look: Pick<ImageLook, "colourMap" | "gamma">, session: LiveSession) {
    this.#session = session;
    const state: LiveState = { ...look, title, low: 0, high: 1, isAutoContrast: true, mode: "waiting" };
    this.#model = new WidgetModel(definition, state, session.host);
    this.#contrast = new RunningContrast((data) => session.contrastOf(data));
    this.#stream = new FrameStream((frame, number, binning) => this.#send(frame, number, binning));
    this.#model.events.handle(pageEvent, (body) => this.#stream.receive(body));
    this.#model.served.handle("stop", () => this.stop());
  }

  /** The frame that was shown last; undefined before the first. */
  get last(): Micrograph | undefined {
    return this.#last;
  }

  /** How it is shown now, also after a person has changed it. */
  get current(): ImageLook & Pick<LiveState, "isAutoContrast"> {
    const { colourMap, low, high, gamma, isAutoContrast } = this.#model.state;
    return { colourMap, low, high, gamma, isAutoContrast };
  }

  /**
   * Changes how it is shown; low and high hold the contrast where it is.
   *
   * Errors: BadOption for a value that cannot be shown.
   *
   * @example
   * view.look({ colourMap: "viridis" });
   */
  look(change: Partial<ImageLook>): this {
    const { isAutoContrast, ...look } = this.current;
    const isHeld = change.low !== undefined || change.high !== undefined;
    this.#model.set({ ...changedLook(look, change), isAutoContrast: isAutoContrast && !isHeld });
    return this;
  }

  /** Shows a frame. What the pages had no time for is left out. */
  show(frame: Micrograph): this {
    this.#last = frame;
    if (this.#model.state.mode !== "running" && this.#model.state.mode !== "stopping")
      this.#model.set({ mode: "running" });
    this.#stream.push(frame);
    return this;
  }

  /**
   * Shows frames until there are no more, until so many were shown, or until somebody presses Stop; gives the last one.
   *
   * The source is told to end, so that no more dose is spent: em.acquire.live takes no further frame.
   * Errors: Aborted when the cell is interrupted; those of the source; BadShape where it had no frame.
   *
   * @example
   * const last = await view.follow(em.acquire.live({ sizePx: 64 }), { frames: 2 });
   */
  async follow(
    source: AsyncIterable<Micrograph>,
    { frames = Number.POSITIVE_INFINITY, signal = this.#session.signal() }: FollowOptions = {},
  ): Promise<Micrograph> {
    const stopping = new AbortController();
    this.#stopping.add(stopping);
    let [count, last] = [0, undefined as Micrograph | undefined];
    try {
      for await (const frame of source) {
        throwIfAborted(signal, "the live view");
        last = frame;
        count += 1;
        this.show(frame);
        // A source that never waits would let no page answer.
        await turn();
        if (count >= frames || stopping.signal.aborted) break;
      }
    } finally {
      this.#stopping.delete(stopping);
      this.#model.set({ mode: "ended" });
    }
    if (last) return last;
    throw new EmError("BadShape", "the live view was given no frame", {
      fix: "Give it a source with frames: view.follow(em.acquire.live()).",
    });
  }

  /** Ends what it follows, after the frame that is being taken. The view's Stop button does the same; an interrupt of the cell ends it at once. */
  stop(): void {
    if (this.#stopping.size > 0) this.#model.set({ mode: "stopping" });
    for (const stopping of this.#stopping) stopping.abort();
  }

  /** Calls the listener whenever a person has changed how it is shown; the result ends that. */
  onChange(listener: (look: LiveWidget["current"]) => void): () => void {
    return this.#model.onChange(() => listener(this.current));
  }

  /**
   * What is shown now, as the bytes of a PNG.
   *
   * Errors: NotConnected when it is not shown; Aborted when the cell is interrupted; Protocol when the view could not do it.
   */
  async snapshot({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    const { buffers } = await this.#model.request("snapshot", null, signal);
    return buffers[0] ?? new Uint8Array();
  }

  /** Takes it out of the notebook, and ends what it follows. */
  close(): void {
    this.stop();
    this.#stream.close();
    this.#model.close();
  }

  [displaySymbol](): Readonly<Record<string, unknown>> {
    return viewBundle(this.#model.modelId(), this.#session.still(this.#last));
  }

  #send(frame: Micrograph, number: number, binning: number): void {
    const { header, pixels } = packFrame(frame, number, binning, this.#contrast.next(frame.data));
    this.#model.sendCustom({ kind: "event", name: frameEvent, body: header }, [pixels]);
  }
}

/** How frames are followed; every option may be left out. */
export interface FollowOptions {
  /** Ends after so many. Default: never. @unitless */
  readonly frames?: number;
  /** Ends it with an error; by default the cell's interrupt does. */
  readonly signal?: AbortSignal;
}
