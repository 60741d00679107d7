import { type ImageState, readImageState } from "../../../../src/messages/imageState.js";
import { unpackPixels } from "../../../../src/messages/pixelValues.js";
import type { ReadState } from "../../../../src/messages/traits.js";
import { crosshairLayer } from "../../canvas/crosshairLayer.js";
import { pngOf } from "../../canvas/exportPng.js";
import { ImageCanvas } from "../../canvas/imageCanvas.js";
import type { Layer } from "../../canvas/layer.js";
import { navigate, type Reading } from "../../canvas/navigation.js";
import type { Raster } from "../../canvas/pyramid.js";
import { scaleBarLayer } from "../../canvas/scaleBarLayer.js";
import { element } from "../element.js";
import type { Pictured } from "../emlabModel.js";
import { EmlabView } from "../emlabView.js";
import { type ImageControls, imageControls } from "./controls.js";
import { readoutText } from "./readout.js";
import { saveActions } from "./saveActions.js";

/** An image with its controls: pan, zoom, contrast, gamma, colour map, values of pixels, PNG, SVG. */
export class ImageView extends EmlabView implements Pictured {
  #canvas: ImageCanvas | undefined;
  #controls!: ImageControls;
  #title!: HTMLElement;
  #readout!: HTMLElement;
  #reading: Reading;
  /** What the scale bar was drawn for. */
  #pixelNm: number | null = null;

  async snapshot(): Promise<ArrayBuffer> {
    if (!this.#canvas) throw new Error("the image cannot be shown");
    return (await pngOf(this.#canvas.snapshot())).arrayBuffer();
  }

  /** What the image is drawn on; undefined when it cannot be shown. */
  protected get canvas(): ImageCanvas | undefined {
    return this.#canvas;
  }

  /** What the keys do, for screen readers. */
  protected get keysText(): string {
    return "Arrows move, + and - zoom, 0 fits, 1 shows it at full size.";
  }

  /** What the pointer does. */
  protected get hintText(): string {
    return "Click, then use the wheel to zoom; drag to move.";
  }

  /** What else lies over the image, below the scale bar. */
  protected layers(): readonly Layer[] {
    return [];
  }

  /** What else is to be told of the place that is read; "" for nothing. */
  protected textAt(_found: { readonly xPx: number; readonly yPx: number } | undefined): string {
    return "";
  }

  /** The image and its look as they are now, or what is wrong with them. */
  protected readImage(): ReadState<ImageState> {
    return readImageState((name) => this.model.get(name));
  }

  /** The values of the image, as they are drawn. */
  protected rasterOf({ pixelFormat, pixels, widthPx, heightPx }: ImageState): Raster {
    return { values: unpackPixels(pixelFormat, pixels), width: widthPx, height: heightPx };
  }

  /** Listens to the canvas before navigation does: what is stopped here does not move the image. */
  protected prepare(_canvas: ImageCanvas): void {}

  /** Draws all layers anew. */
  protected redrawLayers(): void {
    this.#layers();
  }

  /** Shows a text where values are read. */
  protected tell(text: string): void {
    this.#readout.textContent = text;
  }

  #sayAloud(text: string): void {
    this.#readout.setAttribute("aria-live", "polite");
    this.tell(text);
  }

  override remove(): void {
    this.#canvas?.dispose();
    super.remove();
  }

  protected override show(): void {
    const { state, wrong } = this.readImage();
    if (!state) {
      this.el.append(element("p", { text: `This image cannot be shown: its "${wrong}" is missing or wrong.` }));
      return;
    }
    const canvas = new ImageCanvas(this.rasterOf(state), state);
    this.#canvas = canvas;
    this.#describe(canvas.element, state);
    this.#readout = element("output", { className: "emlab-readout" });
    this.#controls = imageControls(
      {
        change: (look) => this.change(look),
        fitWhole: () => canvas.fitWhole(),
        fullSize: () => canvas.fullSize(),
        zoom: (factor) => canvas.zoom(factor, canvas.screen.width / 2, canvas.screen.height / 2),
        ...saveActions(
          canvas,
          () => String(this.model.get("title")),
          (text) => this.#sayAloud(text),
        ),
      },
      this.signal,
    );
    this.#controls.show(state);
    this.#title = element("div", { className: "emlab-title", text: state.title });
    this.el.append(this.#title, this.#controls.element, canvas.element, this.#readout);
    this.prepare(canvas);
    navigate(canvas, (reading) => this.#readOut(reading), this.signal);
    this.#layers();
    this.#readOut(undefined);
    this.listenTo(this.model, "change:colourMap change:low change:high change:gamma", () => this.showLook());
    this.listenTo(this.model, "change:pixels", () => this.showImage());
  }

  #describe(canvas: HTMLElement, { title, widthPx, heightPx }: ImageState): void {
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", "image");
    canvas.setAttribute("aria-label", `${title}, ${widthPx} by ${heightPx} pixels. ${this.keysText}`);
  }

  /** Shows the look anew. */
  protected showLook(): void {
    const { state } = this.readImage();
    if (!state) return;
    this.#canvas?.setLook(state);
    this.#controls.show(state);
  }

  /** Shows the image anew. */
  protected showImage(): void {
    const { state } = this.readImage();
    const canvas = this.#canvas;
    if (!state || !canvas) return;
    const { width, height } = canvas.image;
    canvas.setImage(this.rasterOf(state));
    if (this.#title.textContent !== state.title) {
      this.#title.textContent = state.title;
      this.#describe(canvas.element, state);
    }
    // The scale bar goes with these; of live frames they hardly change.
    const isAlike = width === canvas.image.width && height === canvas.image.height && this.#pixelNm === state.pixelNm;
    if (!isAlike) this.#layers();
    if (this.#reading?.by === "pointer") this.#readOut(this.#reading);
  }

  #layers(): void {
    const { state } = this.readImage();
    if (!state || !this.#canvas) return;
    this.#pixelNm = state.pixelNm;
    const bar = scaleBarLayer(this.#canvas.image, state.pixelNm);
    const over = this.#reading?.by === "keyboard" ? [bar, crosshairLayer] : [bar];
    this.#canvas.setLayers([...this.layers(), ...over]);
  }

  #readOut(reading: Reading): void {
    const wasBy = this.#reading?.by;
    this.#reading = reading;
    if (wasBy !== reading?.by) this.#layers();
    // Read aloud for whoever moves by keys; a pointer passes too many pixels.
    this.#readout.setAttribute("aria-live", reading?.by === "keyboard" ? "polite" : "off");
    const { state } = this.readImage();
    const found = reading && this.#canvas?.valueAt(reading.x, reading.y);
    const more = this.textAt(found);
    if (!state) return;
    const text = found ? readoutText(found, state) : this.hintText;
    this.tell(more === "" ? text : found ? `${text}; ${more}` : more);
  }
}
