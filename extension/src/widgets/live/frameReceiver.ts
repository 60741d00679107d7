import { type FrameHeader, readFrameHeader } from "../../../../src/messages/live/frameHeader.js";
import { drawnEvery, type PageReport } from "../../../../src/messages/live/pageReport.js";
import { type PixelArray, unpackPixels } from "../../../../src/messages/pixelValues.js";
import type { Raster } from "../../canvas/pyramid.js";

/** A frame that can be drawn. */
export interface LiveFrame {
  readonly header: FrameHeader;
  readonly raster: Raster;
}

/** After so long each frame that was drawn is acknowledged, be it the only one (ms). */
const restMs = 60;

/** The frames of a live view as they come to this page: the newest is kept, and the kernel hears what was drawn. */
export class FrameReceiver {
  readonly #page = crypto.randomUUID();
  readonly #tell: (report: PageReport) => void;
  readonly #came: () => void;
  #newest: LiveFrame | undefined;
  #drawn = 0;
  #told = 0;
  #binning = 1;
  #viewCount = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (report: PageReport) => void, came: () => void) {
    this.#tell = tell;
    this.#came = came;
  }

  /** The newest frame that has come. */
  get newest(): LiveFrame | undefined {
    return this.#newest;
  }

  /** Takes a frame; anything else is left out. */
  receive(body: unknown, [pixels]: readonly DataView[]): void {
    const header = pixels && readFrameHeader(body, pixels.byteLength);
    if (!header) return;
    // The kernel counts from 1 again: another one has taken over.
    if (header.number < this.#told) this.#drawn = this.#told = 0;
    this.#newest = { header, raster: rasterOf(header, pixels) };
    this.#came();
  }

  /** A view shows frames from now on. */
  enter(): void {
    this.#viewCount += 1;
    this.ready();
  }

  /** A view shows them no more. */
  leave(): void {
    this.#viewCount -= 1;
    if (this.#viewCount === 0) this.#report("left");
  }

  /** Asks for frames that have as many pixels as can be seen. */
  want(binning: number): void {
    if (binning === this.#binning) return;
    this.#binning = binning;
    this.ready();
  }

  /** Says that this page can draw. */
  ready(): void {
    if (this.#viewCount > 0) this.#report("ready");
  }

  /** A view has drawn a frame. */
  drawn(number: number): void {
    this.#drawn = Math.max(this.#drawn, number);
    if (this.#drawn === this.#told) return;
    if (this.#drawn - this.#told >= drawnEvery) this.#acknowledge();
    else this.#timer ??= setTimeout(() => this.#acknowledge(), restMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #acknowledge(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#told = this.#drawn;
    this.#report("drawn");
  }

  #report(what: PageReport["what"]): void {
    this.#tell({ what, page: this.#page, number: this.#drawn, binning: this.#binning });
  }
}

/** The values of a frame: sums of electrons become means, which is what the contrast is about. */
function rasterOf({ pixelFormat, widthPx, heightPx, isSum, binning }: FrameHeader, pixels: DataView): Raster {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const values = unpackPixels(pixelFormat, bytes);
  return { values: isSum ? divided(values, binning ** 2) : values, width: widthPx, height: heightPx };
}

/** In a loop: Float32Array.from with a function takes ten times as long, of which a page would feel each frame. */
function divided(values: PixelArray, by: number): Float32Array {
  const means = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) means[i] = values[i]! / by;
  return means;
}
