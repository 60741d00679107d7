import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import type { Region } from "./cutImage.js";
import { channelRange, checkEnergies } from "./energyChannels.js";
import { EmError } from "./error.js";
import { hashBytes } from "./hashBytes.js";
import { freezeMetadata, type Metadata } from "./metadata.js";
import { Micrograph } from "./micrograph.js";
import type { Provenance } from "./provenance.js";
import { Spectrum } from "./spectrum.js";
import { version } from "./version.js";

/** The numbers of a spectrum image. */
export type SpectrumImageData = Float32Array | Uint16Array | Int32Array;

/** What a SpectrumImage is made of. */
export interface SpectrumImageParts {
  /** heightPx x widthPx x channels values, the channels of a pixel side by side, then the pixels of a row. @unitless */
  readonly data: SpectrumImageData;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Number of channels. @unitless */
  readonly channels: number;
  /** Energy in the middle of the first channel. */
  readonly firstEv: number;
  readonly channelEv: number;
  /** Size of a pixel; left out where it is not known. */
  readonly pixelNm?: number;
  readonly isCounts?: boolean;
  /** What the energies are: "Energy loss", "X-ray energy". Default "Energy". */
  readonly axisName?: string;
  /** Default "spectrum image". */
  readonly title?: string;
  readonly metadata?: Metadata;
  readonly notes?: readonly string[];
  readonly provenance?: Provenance;
}

/**
 * A spectrum at every pixel of an image, with its calibrations, metadata and origin.
 *
 * It never changes. As the last line of a cell it shows the map of all its counts and the sum of its spectra.
 *
 * @example
 * cube.map(4300, 4700).show({ colourMap: "viridis" }) // titanium K alpha
 */
export class SpectrumImage {
  /** heightPx x widthPx x channels values, the channels of a pixel side by side. Do not change them. @unitless */
  readonly data: SpectrumImageData;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Number of channels. @unitless */
  readonly channels: number;
  /** Energy in the middle of the first channel. */
  readonly firstEv: number;
  /** Width of a channel. */
  readonly channelEv: number;
  /** Size of a pixel; undefined when it is not known. */
  readonly pixelNm: number | undefined;
  /** true: whole numbers of events, so noise is Poisson noise; undefined: not known. */
  readonly isCounts: boolean | undefined;
  readonly axisName: string;
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
  readonly provenance: Provenance;
  #sha256: string | undefined;

  /** Errors: BadShape when the values do not fill the image; BadOption for calibrations without a meaning. */
  constructor(parts: SpectrumImageParts) {
    checkParts(parts);
    this.data = parts.data;
    this.widthPx = parts.widthPx;
    this.heightPx = parts.heightPx;
    this.channels = parts.channels;
    this.firstEv = parts.firstEv;
    this.channelEv = parts.channelEv;
    this.pixelNm = parts.pixelNm;
    this.isCounts = parts.isCounts;
    this.axisName = parts.axisName ?? "Energy";
    this.title = parts.title ?? "spectrum image";
    this.metadata = freezeMetadata(parts.metadata ?? {});
    this.notes = Object.freeze([...(parts.notes ?? [])]);
    this.provenance = Object.freeze(parts.provenance ?? { operation: "new SpectrumImage", version, inputs: [] });
    Object.freeze(this);
  }

  /** SHA-256 of the values in hex; computed when first asked for, about 1 ms per megabyte. */
  get sha256(): string {
    this.#sha256 ??= hashBytes(this.data);
    return this.#sha256;
  }

  /** The spectrum of one pixel. Errors: BadOption outside the image. */
  spectrumAt(xPx: number, yPx: number): Spectrum {
    this.#checkRegion({ xPx, yPx, widthPx: 1, heightPx: 1 });
    const start = (yPx * this.widthPx + xPx) * this.channels;
    const counts = Float32Array.from(this.data.subarray(start, start + this.channels));
    return this.#spectrum(counts, `spectrumAt(${xPx}, ${yPx})`, `${this.title}, pixel ${xPx}, ${yPx}`);
  }

  /**
   * The sum of all spectra, or of those of a region.
   *
   * Errors: BadOption when the region does not lie within the image. Cost: about 1 ms per million values.
   */
  sumSpectrum(region?: Region): Spectrum {
    const { xPx, yPx, widthPx, heightPx } = region ?? {
      xPx: 0,
      yPx: 0,
      widthPx: this.widthPx,
      heightPx: this.heightPx,
    };
    this.#checkRegion({ xPx, yPx, widthPx, heightPx });
    const sums = new Float64Array(this.channels);
    for (let y = yPx; y < yPx + heightPx; y++)
      for (let x = xPx; x < xPx + widthPx; x++) {
        const start = (y * this.widthPx + x) * this.channels;
        for (let i = 0; i < this.channels; i++) sums[i]! += this.data[start + i]!;
      }
    const step = region ? `sumSpectrum(${JSON.stringify({ xPx, yPx, widthPx, heightPx })})` : "sumSpectrum()";
    return this.#spectrum(Float32Array.from(sums), step, `${this.title}, sum`);
  }

  /**
   * An image of the sum of the channels from one energy to another, both included; all channels when they are left out.
   *
   * Errors: BadOption when the energies do not rise or no channel lies there. Cost: about 1 ms per million values.
   */
  map(fromEv?: number, toEv?: number): Micrograph {
    const lastEv = this.firstEv + (this.channels - 1) * this.channelEv;
    const [from, to] = [fromEv ?? this.firstEv, toEv ?? lastEv];
    const { start, end } = channelRange(this, from, to);
    const pixels = this.widthPx * this.heightPx;
    const data = new Float32Array(pixels);
    for (let p = 0; p < pixels; p++) {
      let sum = 0;
      for (let i = p * this.channels + start; i < p * this.channels + end; i++) sum += this.data[i]!;
      data[p] = sum;
    }
    const { widthPx, heightPx, pixelNm, isCounts, metadata } = this;
    return new Micrograph({
      ...{ data, widthPx, heightPx, pixelNm, isCounts, metadata },
      title: `${this.title}, ${from} to ${to} eV`,
      provenance: this.#derived(`map(${from}, ${to})`),
    });
  }

  [displaySymbol](): MimeBundle {
    const parts = [this.map(), this.sumSpectrum()].map((part) => part[displaySymbol]());
    const { widthPx, heightPx, channels } = this;
    return {
      "text/html": parts.map((part) => part["text/html"]).join(""),
      "image/png": parts[0]!["image/png"],
      "text/plain": `${this.title}: ${widthPx} x ${heightPx} px x ${channels} channels. ${parts[1]!["text/plain"]}`,
    };
  }

  #spectrum(counts: Float32Array, step: string, title: string): Spectrum {
    const { firstEv, channelEv, isCounts, axisName, metadata } = this;
    return new Spectrum({
      ...{ counts, firstEv, channelEv, isCounts, axisName, metadata, title },
      provenance: this.#derived(step),
    });
  }

  #derived(step: string): Provenance {
    const inputs = [{ name: this.title, sha256: this.sha256 }];
    return { operation: `SpectrumImage.${step}`, version, inputs };
  }

  #checkRegion({ xPx, yPx, widthPx, heightPx }: Region): void {
    const whole = [xPx, yPx, widthPx, heightPx].every(Number.isInteger);
    const inside = xPx >= 0 && yPx >= 0 && widthPx > 0 && heightPx > 0;
    if (whole && inside && xPx + widthPx <= this.widthPx && yPx + heightPx <= this.heightPx) return;
    throw new EmError("BadOption", `${widthPx} x ${heightPx} px at ${xPx}, ${yPx} px are not within the image`, {
      fix: `Give whole numbers of pixels; the image is ${this.widthPx} x ${this.heightPx} px.`,
    });
  }
}

function checkParts(parts: SpectrumImageParts): void {
  const { data, widthPx, heightPx, channels, pixelNm } = parts;
  const whole = [widthPx, heightPx, channels].every((n) => Number.isInteger(n) && n > 0);
  const isArray = data instanceof Float32Array || data instanceof Uint16Array || data instanceof Int32Array;
  if (!isArray || !whole || data.length !== widthPx * heightPx * channels)
    throw new EmError(
      "BadShape",
      `${data?.length} values do not make ${widthPx} x ${heightPx} spectra of ${channels} channels`,
      { fix: "data must be a Float32Array, Uint16Array or Int32Array of heightPx x widthPx x channels values." },
    );
  checkEnergies(parts.firstEv, parts.channelEv);
  if (pixelNm !== undefined && !(pixelNm > 0 && pixelNm < 1e7))
    throw new EmError("BadOption", `pixelNm is ${pixelNm} nm`, { fix: "pixelNm must be above 0 nm." });
}
