import { drawPixels } from "./drawPixels.js";
import type { Layer, Placement } from "./layer.js";
import { Pyramid, type Raster } from "./pyramid.js";
import { type Look, type ShadeTable, shadeTable } from "./shadeTable.js";
import { svgPicture } from "./svgPicture.js";
import { centred, fitted, moved, pixelAt, type Size, type ViewTransform, zoomedAt } from "./viewTransform.js";

/** Told after each drawing: the name of the event that the element dispatches. */
export const drawnEvent = "emlab-drawn";

/**
 * An image on the screen, with layers over it, of which a part or all is seen.
 *
 * Whatever changes is drawn with the next frame of the screen, once. All lengths are pixels of the screen, not CSS pixels.
 */
export class ImageCanvas {
  /** To be put into the page; it takes the size that its style gives it. */
  readonly element = document.createElement("div");
  readonly #pixels = canvasOf("emlab-canvas-pixels");
  readonly #overlay = canvasOf("emlab-canvas-overlay");
  readonly #resized = new ResizeObserver(() => this.#resize());
  #pyramid: Pyramid;
  #shades: ShadeTable;
  #layers: readonly Layer[] = [];
  #view: ViewTransform = { scale: 1, offsetX: 0, offsetY: 0 };
  #isFitted = true;
  #frame = 0;
  #isOverlayOld = true;
  #buffer: ImageData | undefined;

  constructor(image: Raster, look: Look) {
    this.element.className = "emlab-canvas";
    this.element.append(this.#pixels, this.#overlay);
    this.#pyramid = new Pyramid(image);
    this.#shades = shadeTable(look);
    this.#resized.observe(this.element);
  }

  /** Pixels of the screen in one CSS pixel. */
  get density(): number {
    return window.devicePixelRatio || 1;
  }

  /** The size of the part of the screen that it takes. */
  get screen(): Size {
    return { width: this.#pixels.width, height: this.#pixels.height };
  }

  get image(): Raster {
    return this.#pyramid.image;
  }

  get view(): ViewTransform {
    return this.#view;
  }

  /** Shows another image. One of the same size stays where it is. */
  setImage(image: Raster): void {
    const { width, height } = this.image;
    this.#pyramid = new Pyramid(image);
    if (image.width !== width || image.height !== height) this.fitWhole();
    this.#redrawPixels();
  }

  setLook(look: Look): void {
    this.#shades = shadeTable(look);
    this.#redrawPixels();
  }

  setLayers(layers: readonly Layer[]): void {
    this.#layers = layers;
    this.redraw();
  }

  /** Shows the whole image, also after the screen changes its size. */
  fitWhole(): void {
    this.#isFitted = true;
    this.#show(fitted(this.image, this.screen));
  }

  /** Shows one pixel of the image as one of the screen, around the middle of what is seen. */
  fullSize(): void {
    const { width, height } = this.screen;
    this.zoom(1 / this.#view.scale, width / 2, height / 2);
  }

  /** Zooms; the point under the place stays there. */
  zoom(factor: number, x: number, y: number): void {
    this.#isFitted = false;
    const zoomed = zoomedAt(this.#view, factor, { x, y }, this.image, this.screen);
    this.#show(moved(zoomed, 0, 0, this.image, this.screen));
  }

  pan(dx: number, dy: number): void {
    this.#isFitted = false;
    this.#show(moved(this.#view, dx, dy, this.image, this.screen));
  }

  /** The pixel under a place and its value; undefined beside the image. */
  valueAt(x: number, y: number): { readonly xPx: number; readonly yPx: number; readonly value: number } | undefined {
    const { xPx, yPx } = pixelAt(this.#view, x, y);
    const { values, width, height } = this.image;
    if (xPx < 0 || yPx < 0 || xPx >= width || yPx >= height) return undefined;
    return { xPx, yPx, value: values[yPx * width + xPx]! };
  }

  /** Draws with the next frame of the screen. */
  redraw(): void {
    this.#isOverlayOld = true;
    this.#redrawPixels();
  }

  /** What is seen now, as a picture. */
  snapshot(): HTMLCanvasElement {
    this.#draw();
    return flattened(this.screen, [this.#pixels, this.#overlay]);
  }

  /** The whole image with its layers, one pixel of the picture for each of the image. */
  picture(): HTMLCanvasElement {
    const [pixels, overlay] = [canvasOf(""), canvasOf("")];
    const { screen, view, density } = this.#wholePlace();
    for (const canvas of [pixels, overlay]) Object.assign(canvas, screen);
    this.#drawPixels(pixels, view);
    this.#drawLayers(overlay, view, density, this.#keptLayers);
    return flattened(screen, [pixels, overlay]);
  }

  /** The same as an SVG: lines and letters stay sharp at any size, and can be changed. */
  svg(title: string): string {
    const pixels = canvasOf("");
    const place = this.#wholePlace();
    Object.assign(pixels, place.screen);
    this.#drawPixels(pixels, place.view);
    return svgPicture(title, pixels, this.#keptLayers, place);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    this.element.remove();
  }

  /** The layers stay as they are: with live frames they would be drawn sixty times a second for nothing. */
  #redrawPixels(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #show(view: ViewTransform): void {
    this.#view = view;
    this.redraw();
  }

  #resize(): void {
    const before = this.screen;
    const width = Math.round(this.element.clientWidth * this.density);
    const height = Math.round(this.element.clientHeight * this.density);
    // Hidden: another tab is in front.
    if (width === 0 || height === 0 || (width === before.width && height === before.height)) return;
    for (const canvas of [this.#pixels, this.#overlay]) Object.assign(canvas, { width, height });
    if (this.#isFitted) this.fitWhole();
    else this.pan((width - before.width) / 2, (height - before.height) / 2);
    this.#draw();
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.screen.width === 0 || this.screen.height === 0) return;
    this.#drawPixels(this.#pixels, this.#view);
    if (this.#isOverlayOld) this.#drawLayers(this.#overlay, this.#view, this.density, this.#layers);
    this.#isOverlayOld = false;
    this.element.dispatchEvent(new CustomEvent(drawnEvent));
  }

  /** Where all of the image is drawn in pictures of it; lines and letters as if it were at most 512 px wide. */
  #wholePlace(): Placement {
    const screen: Size = { width: this.image.width, height: this.image.height };
    return { screen, view: centred(screen, screen, 1), density: Math.max(1, screen.width / 512) };
  }

  get #keptLayers(): readonly Layer[] {
    return this.#layers.filter(({ isPointer }) => !isPointer);
  }

  #drawLayers(overlay: HTMLCanvasElement, view: ViewTransform, density: number, layers: readonly Layer[]): void {
    const screen: Size = { width: overlay.width, height: overlay.height };
    const context = overlay.getContext("2d");
    if (!context) return;
    context.clearRect(0, 0, screen.width, screen.height);
    for (const layer of layers) {
      // What a layer sets is its own.
      context.save();
      layer.draw({ context, view, screen, density });
      context.restore();
    }
  }

  #drawPixels(pixels: HTMLCanvasElement, view: ViewTransform): void {
    const screen: Size = { width: pixels.width, height: pixels.height };
    const picture = this.#bufferOf(screen);
    drawPixels(new Uint32Array(picture.data.buffer), screen, this.#pyramid, view, this.#shades);
    pixels.getContext("2d")?.putImageData(picture, 0, 0);
  }

  #bufferOf({ width, height }: Size): ImageData {
    const buffer = this.#buffer;
    if (buffer?.width === width && buffer.height === height) return buffer;
    this.#buffer = new ImageData(width, height);
    return this.#buffer;
  }
}

function canvasOf(name: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.className = name;
  Object.assign(canvas, { width: 0, height: 0 });
  return canvas;
}

function flattened({ width, height }: Size, canvases: readonly HTMLCanvasElement[]): HTMLCanvasElement {
  const canvas = canvasOf("");
  Object.assign(canvas, { width, height });
  for (const from of canvases) canvas.getContext("2d")?.drawImage(from, 0, 0);
  return canvas;
}
