import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import { channelOf, channelRange, checkEnergies, energyOf } from "./energyChannels.js";
import { EmError } from "./error.js";
import { hashBytes } from "./hashBytes.js";
import { imageStats } from "./imageStats.js";
import { freezeMetadata, type Metadata } from "./metadata.js";
import type { Provenance } from "./provenance.js";
import { displaySpectrum } from "./spectrumDisplay.js";
import { version } from "./version.js";

/** What a Spectrum is made of. */
export interface SpectrumParts {
  /** One value per channel. @unitless */
  readonly counts: Float32Array;
  /** Energy in the middle of the first channel. */
  readonly firstEv: number;
  readonly channelEv: number;
  /** true: the values are whole numbers of events. */
  readonly isCounts?: boolean;
  /** What the energies are: "Energy loss", "X-ray energy". Default "Energy". */
  readonly axisName?: string;
  /** Default "spectrum". */
  readonly title?: string;
  readonly metadata?: Metadata;
  readonly notes?: readonly string[];
  readonly provenance?: Provenance;
}

/**
 * A spectrum: one value for each channel of an even energy axis, with its metadata and origin.
 *
 * It never changes: each method gives a new one. As the last line of a cell it shows itself as a plot.
 *
 * @example
 * spectrum.crop(450, 475).sum(457, 461)
 */
export class Spectrum {
  /** One value per channel. Do not change them. @unitless */
  readonly counts: Float32Array;
  /** Energy in the middle of the first channel. */
  readonly firstEv: number;
  /** Width of a channel. */
  readonly channelEv: number;
  /** true: whole numbers of events, so noise is Poisson noise; undefined: not known. */
  readonly isCounts: boolean | undefined;
  /** What the energies are. */
  readonly axisName: string;
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
  readonly provenance: Provenance;
  #sha256: string | undefined;

  /** Errors: BadShape without values; BadOption for an energy axis without a meaning, or counts that are none. */
  constructor(parts: SpectrumParts) {
    checkParts(parts);
    this.counts = parts.counts;
    this.firstEv = parts.firstEv;
    this.channelEv = parts.channelEv;
    this.isCounts = parts.isCounts;
    this.axisName = parts.axisName ?? "Energy";
    this.title = parts.title ?? "spectrum";
    this.metadata = freezeMetadata(parts.metadata ?? {});
    this.notes = Object.freeze([...(parts.notes ?? [])]);
    this.provenance = Object.freeze(parts.provenance ?? { operation: "new Spectrum", version, inputs: [] });
    Object.freeze(this);
  }

  /** Number of channels. @unitless */
  get channels(): number {
    return this.counts.length;
  }

  /** Energy in the middle of the last channel. */
  get lastEv(): number {
    return this.firstEv + (this.channels - 1) * this.channelEv;
  }

  /** SHA-256 of the values (Float32) in hex; computed when first asked for. */
  get sha256(): string {
    this.#sha256 ??= hashBytes(this.counts);
    return this.#sha256;
  }

  /** Energy in the middle of a channel. Errors: BadOption for a channel that does not exist. */
  energyEv(channel: number): number {
    return energyOf(this, channel);
  }

  /** The channel in which an energy lies. Errors: BadOption beyond the ends of the axis. */
  channelAt(energyEv: number): number {
    return channelOf(this, energyEv);
  }

  /**
   * Sum of the channels whose middles lie from one energy to another, both included.
   *
   * Errors: BadOption when the energies do not rise or no channel lies there.
   */
  sum(fromEv: number, toEv: number): number {
    const { start, end } = channelRange(this, fromEv, toEv);
    let total = 0;
    for (let i = start; i < end; i++) total += this.counts[i]!;
    return total;
  }

  /** The part from one energy to another, both included. Errors: BadOption as for sum. */
  crop(fromEv: number, toEv: number): Spectrum {
    const { start, end } = channelRange(this, fromEv, toEv);
    const { channelEv, isCounts, axisName, title, metadata, notes } = this;
    return new Spectrum({
      counts: this.counts.slice(start, end),
      firstEv: this.energyEv(start),
      ...{ channelEv, isCounts, axisName, title, metadata, notes },
      provenance: {
        operation: `Spectrum.crop(${fromEv}, ${toEv})`,
        version,
        inputs: [{ name: title, sha256: this.sha256 }],
      },
    });
  }

  [displaySymbol](): MimeBundle {
    return displaySpectrum(this);
  }
}

function checkParts({ counts, firstEv, channelEv, isCounts }: SpectrumParts): void {
  if (!(counts instanceof Float32Array) || counts.length === 0)
    throw new EmError("BadShape", "a spectrum has no values", {
      fix: "counts must be a Float32Array that is not empty.",
    });
  checkEnergies(firstEv, channelEv);
  if (isCounts && !imageStats(counts).wholeNumbers)
    throw new EmError("BadOption", "isCounts is true, but some values are negative or not whole numbers", {
      fix: "Leave isCounts out: such values are not counted events.",
    });
}
