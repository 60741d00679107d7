import type { ImageState } from "../../../../src/messages/imageState.js";
import { mostBinning } from "../../../../src/messages/live/frameHeader.js";
import { liveTraits } from "../../../../src/messages/live/liveState.js";
import { type ReadState, readState } from "../../../../src/messages/traits.js";
import { drawnEvent, type ImageCanvas } from "../../canvas/imageCanvas.js";
import type { Raster } from "../../canvas/pyramid.js";
import { button, element } from "../element.js";
import { ImageView } from "../image/view.js";
import type { LiveModel } from "./model.js";

const words = {
  waiting: "Waiting for the first frame.",
  running: "Live.",
  stopping: "Stops after the frame that is being taken; an interrupt of the cell ends it at once.",
  ended: "Ended: this is the last frame.",
};
const noPixels = new Uint8Array();

/** Frames as they come, with the controls of an image. */
export class LiveView extends ImageView {
  #status!: HTMLElement;
  #stop!: HTMLButtonElement;
  #isFullSize = false;
  #isShown = false;
  /** The number of the frame that the canvas has. @unitless */
  #number = 0;
  /** The contrast that is shown: each change of it costs the page a layout. @unitless */
  #low = Number.NaN;
  #high = Number.NaN;

  override remove(): void {
    if (this.#isShown) this.#live.frames.leave();
    super.remove();
  }

  protected override show(): void {
    const { wrong } = this.#state();
    if (wrong !== undefined) {
      this.el.append(element("p", { text: `This live view cannot be shown: its "${wrong}" is missing or wrong.` }));
      return;
    }
    this.#isShown = true;
    this.#bar();
    if (this.#live.frames.newest) super.show();
    else
      this.listenToOnce(this.model, "frame", () => {
        super.show();
        this.#sawFrame();
      });
    this.listenTo(this.model, "frame", () => this.#sawFrame());
    this.listenTo(this.model, "change:mode", () => this.#tellMode());
    this.listenTo(this.model, "change:isAutoContrast", () => this.showLook());
    this.#tellMode();
    this.#live.frames.enter();
  }

  protected override readImage(): ReadState<ImageState> {
    const { state, wrong } = this.#state();
    const frame = this.#live.frames.newest;
    if (!state) return { wrong };
    if (!frame) return { wrong: "first frame" };
    const { autoLow, autoHigh } = frame.header;
    const { low, high } = state.isAutoContrast ? { low: autoLow, high: autoHigh } : state;
    // What is drawn comes from the frame itself, by rasterOf.
    return {
      state: { ...frame.header, ...state, title: titleOf(state.title, frame.header), low, high, pixels: noPixels },
    };
  }

  protected override rasterOf(): Raster {
    const frame = this.#live.frames.newest;
    this.#number = frame?.header.number ?? 0;
    return frame?.raster ?? { values: noPixels, width: 0, height: 0 };
  }

  protected override prepare({ element }: ImageCanvas): void {
    const drawn = () => {
      this.#live.frames.drawn(this.#number);
      this.#want();
    };
    element.addEventListener(drawnEvent, drawn, { signal: this.signal });
  }

  /** What came while the line was cut is lost: the kernel sends the last frame again. */
  protected override connectionChanged(): void {
    super.connectionChanged();
    if (!this.#isShown) return;
    this.#tellMode();
    if (this.isConnected) this.#live.frames.ready();
  }

  /** The contrast follows the frames again when it is set to what suits them. */
  protected override change(values: Readonly<Record<string, unknown>>): void {
    const auto = this.#live.frames.newest?.header;
    if (!("low" in values || "high" in values)) {
      super.change(values);
      return;
    }
    const isAuto = values["low"] === auto?.autoLow && values["high"] === auto?.autoHigh;
    const { state } = this.readImage();
    super.change({ low: state?.low, high: state?.high, ...values, isAutoContrast: isAuto });
  }

  get #live(): LiveModel {
    return this.model as unknown as LiveModel;
  }

  #state() {
    return readState(liveTraits, (name) => this.model.get(name));
  }

  #bar(): void {
    this.#status = element("span", { className: "emlab-live-mode", role: "status" });
    this.#stop = button(
      "Stop",
      "Stop after the frame that is being taken; an interrupt of the cell ends it at once",
      () => void this.#askStop(),
      this.signal,
    );
    const box = element("input");
    box.type = "checkbox";
    const setSize = () => {
      this.#isFullSize = box.checked;
      this.#want();
    };
    box.addEventListener("change", setSize, { signal: this.signal });
    const full = element(
      "label",
      { className: "emlab-label", title: "All pixels of each frame, also where they are not seen" },
      [box, element("span", { text: "full size" })],
    );
    this.el.append(
      element("div", { className: "emlab-controls", role: "toolbar", label: "Live" }, [this.#stop, full, this.#status]),
    );
  }

  async #askStop(): Promise<void> {
    try {
      await this.#live.requests.ask("stop", null, this.signal);
    } catch (error) {
      if (!this.signal.aborted) this.#status.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  #sawFrame(): void {
    if (!this.canvas) return;
    this.showImage();
    const { state } = this.readImage();
    if (!state || (state.low === this.#low && state.high === this.#high)) return;
    [this.#low, this.#high] = [state.low, state.high];
    this.showLook();
  }

  #tellMode(): void {
    const mode = this.#state().state?.mode ?? "waiting";
    // Why nothing comes is said above it.
    this.#status.textContent = this.isConnected || mode === "ended" ? words[mode] : "No frames come.";
    this.#stop.disabled = !this.isConnected || mode === "ended" || mode === "stopping";
  }

  /** Asks for as many pixels as the view has when it shows the whole frame. */
  #want(): void {
    const frame = this.#live.frames.newest;
    const screen = this.canvas?.screen;
    if (!frame || !screen || screen.width === 0) return;
    const { widthPx, heightPx, binning } = frame.header;
    const surplus = Math.max((widthPx * binning) / screen.width, (heightPx * binning) / screen.height);
    this.#live.frames.want(this.#isFullSize ? 1 : Math.min(mostBinning, Math.max(1, Math.floor(surplus))));
  }
}

function titleOf(title: string, header: { readonly title: string; readonly binning: number }): string {
  const frame = header.title === "" ? "" : `: ${header.title}`;
  return `${title}${frame}${header.binning === 1 ? "" : `, ${header.binning} x ${header.binning} px in one`}`;
}
