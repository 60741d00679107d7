import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import { displayPattern, type PatternShowOptions, PatternView } from "./diffractionDisplay.js";
import { electronWavelengthNm } from "./electronWavelength.js";
import { EmError } from "./error.js";
import { hashBytes } from "./hashBytes.js";
import { imageStats } from "./imageStats.js";
import { freezeMetadata, type Metadata } from "./metadata.js";
import type { Provenance } from "./provenance.js";
import { version } from "./version.js";

/** What a DiffractionPattern is made of. */
export interface DiffractionPatternParts {
  /** sizePx x sizePx values, row after row. @unitless */
  readonly data: Float32Array;
  /** Pixels a side. */
  readonly sizePx: number;
  /** Angle per pixel; left out where it is not known. */
  readonly pixelMrad?: number;
  /** Accelerating voltage; left out where it is not known. */
  readonly accelKv?: number;
  /** Where the undiffracted beam lies. Default: the middle, (sizePx - 1) / 2. */
  readonly centreXPx?: number;
  readonly centreYPx?: number;
  readonly isCounts?: boolean;
  /** Default "diffraction pattern". */
  readonly title?: string;
  readonly metadata?: Metadata;
  readonly notes?: readonly string[];
  readonly provenance?: Provenance;
}

/**
 * A diffraction pattern: a square of intensities over angles, with its calibration, metadata and origin.
 *
 * It never changes. As the last line of a cell it shows itself with the logarithm of its intensities and a scale bar.
 *
 * @example
 * pattern.show({ scale: "power", gamma: 0.3, bar: "perNm" })
 */
export class DiffractionPattern {
  /** sizePx x sizePx values, row after row. Do not change them. @unitless */
  readonly data: Float32Array;
  readonly sizePx: number;
  /** Angle per pixel; undefined when it is not known. */
  readonly pixelMrad: number | undefined;
  /** Accelerating voltage; undefined when it is not known. */
  readonly accelKv: number | undefined;
  /** Where the undiffracted beam lies; 0 is the centre of the first pixel. */
  readonly centreXPx: number;
  readonly centreYPx: number;
  /** true: whole numbers of electrons; undefined: not known. */
  readonly isCounts: boolean | undefined;
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
  readonly provenance: Provenance;
  #sha256: string | undefined;

  /** Errors: BadShape when the values make no square; BadOption for calibrations without a meaning, or counts that are none. */
  constructor(parts: DiffractionPatternParts) {
    checkParts(parts);
    this.data = parts.data;
    this.sizePx = parts.sizePx;
    this.pixelMrad = parts.pixelMrad;
    this.accelKv = parts.accelKv;
    this.centreXPx = parts.centreXPx ?? (parts.sizePx - 1) / 2;
    this.centreYPx = parts.centreYPx ?? (parts.sizePx - 1) / 2;
    this.isCounts = parts.isCounts;
    this.title = parts.title ?? "diffraction pattern";
    this.metadata = freezeMetadata(parts.metadata ?? {});
    this.notes = Object.freeze([...(parts.notes ?? [])]);
    this.provenance = Object.freeze(parts.provenance ?? { operation: "new DiffractionPattern", version, inputs: [] });
    Object.freeze(this);
  }

  /** Spatial frequency per pixel, from the angle and the wavelength; undefined when one of them is not known. */
  get pixelPerNm(): number | undefined {
    if (this.pixelMrad === undefined || this.accelKv === undefined) return undefined;
    return (this.pixelMrad * 1e-3) / electronWavelengthNm(this.accelKv);
  }

  /** SHA-256 of the values (Float32) in hex; computed when first asked for. */
  get sha256(): string {
    this.#sha256 ??= hashBytes(this.data);
    return this.#sha256;
  }

  /** The value of a pixel, both coordinates counted from 0. Errors: BadOption outside the pattern. */
  at(xPx: number, yPx: number): number {
    const isInside = [xPx, yPx].every((n) => Number.isInteger(n) && n >= 0 && n < this.sizePx);
    if (!isInside)
      throw new EmError("BadOption", `the pattern has no pixel ${xPx}, ${yPx}`, {
        fix: `Give whole numbers from 0 to ${this.sizePx - 1}.`,
      });
    return this.data[yPx * this.sizePx + xPx]!;
  }

  /**
   * The pattern shown in another way: as the last line of a cell, or inside display(...).
   *
   * Errors: BadOption for an unknown option.
   */
  show(options: PatternShowOptions = {}): PatternView {
    return new PatternView(this, options);
  }

  [displaySymbol](): MimeBundle {
    return displayPattern(this, {});
  }
}

function checkParts({
  data,
  sizePx,
  pixelMrad,
  accelKv,
  centreXPx,
  centreYPx,
  isCounts,
}: DiffractionPatternParts): void {
  if (!(data instanceof Float32Array) || !Number.isInteger(sizePx) || sizePx < 1 || data.length !== sizePx * sizePx)
    throw new EmError("BadShape", `${data?.length} values do not make a pattern of ${sizePx} x ${sizePx} px`, {
      fix: "data must be a Float32Array of sizePx x sizePx values.",
    });
  if (pixelMrad !== undefined && !(pixelMrad > 0 && pixelMrad < 1000))
    throw new EmError("BadOption", `pixelMrad is ${pixelMrad} mrad`, { fix: "Give an angle above 0 mrad." });
  if (accelKv !== undefined) electronWavelengthNm(accelKv);
  for (const centre of [centreXPx, centreYPx])
    if (centre !== undefined && !Number.isFinite(centre))
      throw new EmError("BadOption", `the centre lies at ${centre} px`, { fix: "Give finite pixel coordinates." });
  if (isCounts && !imageStats(data).wholeNumbers)
    throw new EmError("BadOption", "isCounts is true, but some values are negative or not whole numbers", {
      fix: "Leave isCounts out: such values are not counted electrons.",
    });
}
