import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import { channelRange, checkEnergies } from "./energyChannels.js";
import { EmError } from "./error.js";
import { hashBytes } from "./hashBytes.js";
import { freezeMetadata, type Metadata } from "./metadata.js";
import type { Provenance } from "./provenance.js";
import { Spectrum } from "./spectrum.js";
import { displaySpectrumSeries } from "./spectrumSeriesDisplay.js";
import { version } from "./version.js";

/** What a SpectrumSeries is made of. */
export interface SpectrumSeriesParts {
  /** frames x channels values, one spectrum after the other. @unitless */
  readonly data: Float32Array;
  /** When each spectrum was taken, in rising order; as many as there are frames. */
  readonly timesS: Float64Array;
  /** Energy in the middle of the first channel. */
  readonly firstEv: number;
  readonly channelEv: number;
  readonly isCounts?: boolean;
  /** What the energies are. Default "Energy". */
  readonly axisName?: string;
  /** Default "spectrum series". */
  readonly title?: string;
  readonly metadata?: Metadata;
  readonly notes?: readonly string[];
  readonly provenance?: Provenance;
}

/**
 * Spectra of one place one after the other in time, all on the same energy axis.
 *
 * It never changes. As the last line of a cell it shows itself as a map of energy and time.
 *
 * @example
 * series.window(529, 532) // the prepeak of oxygen over time
 */
export class SpectrumSeries {
  /** frames x channels values, one spectrum after the other. Do not change them. @unitless */
  readonly data: Float32Array;
  /** When each spectrum was taken. Do not change them. */
  readonly timesS: Float64Array;
  readonly firstEv: number;
  readonly channelEv: number;
  readonly isCounts: boolean | undefined;
  readonly axisName: string;
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
  readonly provenance: Provenance;
  #sha256: string | undefined;

  /** Errors: BadShape when the values do not fill the frames; BadOption for times that fall or an axis without a meaning. */
  constructor(parts: SpectrumSeriesParts) {
    checkParts(parts);
    this.data = parts.data;
    this.timesS = parts.timesS;
    this.firstEv = parts.firstEv;
    this.channelEv = parts.channelEv;
    this.isCounts = parts.isCounts;
    this.axisName = parts.axisName ?? "Energy";
    this.title = parts.title ?? "spectrum series";
    this.metadata = freezeMetadata(parts.metadata ?? {});
    this.notes = Object.freeze([...(parts.notes ?? [])]);
    this.provenance = Object.freeze(parts.provenance ?? { operation: "new SpectrumSeries", version, inputs: [] });
    Object.freeze(this);
  }

  /** Number of spectra. @unitless */
  get frames(): number {
    return this.timesS.length;
  }

  /** Number of channels. @unitless */
  get channels(): number {
    return this.data.length / this.timesS.length;
  }

  /** SHA-256 of the values (Float32) in hex; computed when first asked for. */
  get sha256(): string {
    this.#sha256 ??= hashBytes(this.data);
    return this.#sha256;
  }

  /** One of the spectra, counted from 0. Errors: BadOption for one that does not exist. */
  at(frame: number): Spectrum {
    if (!Number.isInteger(frame) || frame < 0 || frame >= this.frames)
      throw new EmError("BadOption", `there is no spectrum ${frame}`, { fix: `Give 0 to ${this.frames - 1}.` });
    const counts = this.data.slice(frame * this.channels, (frame + 1) * this.channels);
    return this.#spectrum(counts, `at(${frame})`, `${this.title}, ${this.timesS[frame]} s`);
  }

  /** The sum of all spectra. */
  sumSpectrum(): Spectrum {
    const sums = new Float64Array(this.channels);
    for (let i = 0; i < this.data.length; i++) sums[i % this.channels]! += this.data[i]!;
    return this.#spectrum(Float32Array.from(sums), "sumSpectrum()", `${this.title}, sum`);
  }

  /** For each spectrum the sum from one energy to another, both included. Errors: BadOption as for Spectrum.sum. */
  window(fromEv: number, toEv: number): Float64Array {
    const { start, end } = channelRange(this, fromEv, toEv);
    return Float64Array.from({ length: this.frames }, (_, frame) => {
      let sum = 0;
      for (let i = start; i < end; i++) sum += this.data[frame * this.channels + i]!;
      return sum;
    });
  }

  [displaySymbol](): MimeBundle {
    return displaySpectrumSeries(this);
  }

  #spectrum(counts: Float32Array, step: string, title: string): Spectrum {
    const { firstEv, channelEv, isCounts, axisName, metadata } = this;
    const inputs = [{ name: this.title, sha256: this.sha256 }];
    const provenance = { operation: `SpectrumSeries.${step}`, version, inputs };
    return new Spectrum({ counts, firstEv, channelEv, isCounts, axisName, metadata, title, provenance });
  }
}

function checkParts({ data, timesS, firstEv, channelEv }: SpectrumSeriesParts): void {
  const isSeries = data instanceof Float32Array && timesS instanceof Float64Array && timesS.length > 0;
  if (!isSeries || data.length === 0 || data.length % timesS.length !== 0)
    throw new EmError("BadShape", `${data?.length} values do not make ${timesS?.length} spectra`, {
      fix: "data must be a Float32Array of frames x channels values, timesS a Float64Array of as many values as frames.",
    });
  const rises = timesS.every((time, i) => Number.isFinite(time) && (i === 0 || time >= timesS[i - 1]!));
  if (!rises)
    throw new EmError("BadOption", "timesS has values that fall or are not finite", {
      fix: "Give the times in seconds in rising order.",
    });
  checkEnergies(firstEv, channelEv);
}
