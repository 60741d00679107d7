import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import { binImage, cropImage, type Region } from "./cutImage.js";
import { EmError } from "./error.js";
import { hashBytes } from "./hashBytes.js";
import type { Image } from "./image.js";
import { type ImageStats, imageStats } from "./imageStats.js";
import { freezeMetadata, type Metadata } from "./metadata.js";
import { displayMicrograph, MicrographView, type ShowOptions } from "./micrographDisplay.js";
import type { Provenance } from "./provenance.js";
import { version } from "./version.js";

/** What a Micrograph is made of; all but the image itself may be left out. */
export interface MicrographParts extends Image {
  /** What it is called in displays. Default "micrograph". */
  readonly title?: string;
  readonly metadata?: Metadata;
  /** What was found or done when it was read, in sentences for people. */
  readonly notes?: readonly string[];
  readonly provenance?: Provenance;
}

/**
 * An image from a microscope: Float32 pixel values with their calibration, metadata and origin.
 *
 * It never changes: each method gives a new one. As the last line of a cell it shows itself with a scale bar and its metadata.
 * It is also an `Image`, so operations take it as it is.
 *
 * @example
 * const haadf = await em.open("frame.npy", { pixelNm: 0.02 });
 * haadf.crop({ xPx: 100, yPx: 100, widthPx: 256, heightPx: 256 }).show({ colourMap: "viridis" })
 */
export class Micrograph implements Image {
  /** Pixel values, row after row: the value at column xPx and row yPx is data[yPx * widthPx + xPx]. Do not change them. @unitless */
  readonly data: Float32Array;
  /** Number of columns. */
  readonly widthPx: number;
  /** Number of rows. */
  readonly heightPx: number;
  /** Size of a pixel in nm; undefined when it is not known. Set it with withPixelNm. */
  readonly pixelNm: number | undefined;
  /**
   * true: the values are whole numbers of detected electrons, so noise is Poisson noise and errors have known bounds;
   * false: they are not; undefined: not known. It is never guessed: say so with em.open(path, { isCounts: true }) or withCounts(true).
   */
  readonly isCounts: boolean | undefined;
  /** What it is called in displays. */
  readonly title: string;
  /** Facts about the measurement, each with its unit and where it was read. */
  readonly metadata: Metadata;
  /** What was found or done when it was read, in sentences for people: NaN pixels, colours turned to grey, a wrong file ending. */
  readonly notes: readonly string[];
  /** Where it came from: operation, version, and its inputs by SHA-256. */
  readonly provenance: Provenance;
  #sha256: string | undefined;
  #stats: ImageStats | undefined;

  constructor(parts: MicrographParts) {
    checkParts(parts);
    this.data = parts.data;
    this.widthPx = parts.widthPx;
    this.heightPx = parts.heightPx;
    this.pixelNm = parts.pixelNm;
    this.isCounts = parts.isCounts;
    this.title = parts.title ?? "micrograph";
    this.metadata = freezeMetadata(parts.metadata ?? {});
    this.notes = Object.freeze([...(parts.notes ?? [])]);
    this.provenance = Object.freeze(parts.provenance ?? { operation: "new Micrograph", version, inputs: [] });
    Object.freeze(this);
  }

  /** Width of the field of view in nm; undefined when the pixel size is not known. */
  get widthNm(): number | undefined {
    return this.pixelNm === undefined ? undefined : this.widthPx * this.pixelNm;
  }

  /** Height of the field of view in nm; undefined when the pixel size is not known. */
  get heightNm(): number | undefined {
    return this.pixelNm === undefined ? undefined : this.heightPx * this.pixelNm;
  }

  /** SHA-256 of the pixel values (Float32, row after row) in hex; computed when first asked for. */
  get sha256(): string {
    this.#sha256 ??= hashBytes(this.data);
    return this.#sha256;
  }

  /** Minimum, maximum, mean, standard deviation, sum and number of unusable pixels; computed once. */
  stats(): ImageStats {
    this.#stats ??= Object.freeze(imageStats(this.data));
    return this.#stats;
  }

  /**
   * The value of the pixel at column xPx and row yPx, both counted from 0.
   *
   * Errors: BadOption outside the image.
   */
  at(xPx: number, yPx: number): number {
    const value =
      Number.isInteger(xPx) && xPx >= 0 && xPx < this.widthPx ? this.data[yPx * this.widthPx + xPx] : undefined;
    if (value === undefined)
      throw new EmError("BadOption", `the image has no pixel ${xPx}, ${yPx}`, {
        fix: `Give whole numbers: xPx from 0 to ${this.widthPx - 1} and yPx from 0 to ${this.heightPx - 1}.`,
      });
    return value;
  }

  /**
   * The same values with another pixel size, for a file that does not say it.
   *
   * Errors: BadOption unless pixelNm is above 0 nm.
   *
   * @example
   * haadf.withPixelNm(0.0195) // 19.5 pm
   */
  withPixelNm(pixelNm: number): Micrograph {
    return this.#derive({ pixelNm }, `withPixelNm(${pixelNm})`);
  }

  /**
   * The same values, said to be (true) or not to be (false) whole numbers of detected electrons.
   *
   * Errors: BadOption when they are said to be counts but are negative or not whole.
   */
  withCounts(isCounts: boolean): Micrograph {
    return this.#derive({ isCounts }, `withCounts(${isCounts})`);
  }

  /**
   * A rectangle of the image; xPx, yPx is its upper left pixel.
   *
   * Errors: BadOption when the rectangle does not lie within the image.
   *
   * @example
   * haadf.crop({ xPx: 0, yPx: 0, widthPx: 256, heightPx: 256 })
   */
  crop(region: Region): Micrograph {
    return this.#derive(cropImage(this, region), `crop(${JSON.stringify(region)})`);
  }

  /**
   * Joins blocks of factor x factor pixels: counts are added, other values averaged. Rows and columns that fill no block are left out.
   *
   * Errors: BadOption unless the factor is a whole number from 1 to the shorter side.
   *
   * @param factor pixels per side of a block. @unitless
   */
  bin(factor: number): Micrograph {
    return this.#derive(binImage(this, factor), `bin(${factor})`);
  }

  /**
   * The image shown in another way: as the last line of a cell, or inside display(...).
   *
   * Errors: BadOption for an unknown option or colour map.
   *
   * @example
   * haadf.show({ colourMap: "magma", gamma: 0.7, contrast: [0.5, 99.5] })
   */
  show(options: ShowOptions = {}): MicrographView {
    return new MicrographView(this, options);
  }

  [displaySymbol](): MimeBundle {
    return displayMicrograph(this, {});
  }

  #derive(changed: Partial<MicrographParts>, step: string): Micrograph {
    const provenance = {
      operation: `Micrograph.${step}`,
      version,
      inputs: [{ name: this.title, sha256: this.sha256 }],
    };
    const { data, widthPx, heightPx, pixelNm, isCounts, title, metadata, notes } = this;
    const same = { data, widthPx, heightPx, pixelNm, isCounts, title, metadata, notes };
    return new Micrograph({ ...same, ...changed, provenance });
  }
}

function checkParts({ data, widthPx, heightPx, pixelNm, isCounts }: MicrographParts): void {
  const whole = [widthPx, heightPx].every((n) => Number.isInteger(n) && n > 0);
  if (!(data instanceof Float32Array) || !whole || data.length !== widthPx * heightPx)
    throw new EmError("BadShape", `${data?.length} values do not make an image of ${widthPx} x ${heightPx} px`, {
      fix: "data must be a Float32Array of widthPx x heightPx values.",
    });
  if (pixelNm !== undefined && !(pixelNm > 0 && pixelNm < 1e7))
    throw new EmError("BadOption", `pixelNm is ${pixelNm} nm`, {
      fix: "pixelNm must be above 0 nm; for 19.5 pm write 0.0195.",
    });
  if (isCounts && !imageStats(data).wholeNumbers)
    throw new EmError("BadOption", "isCounts is true, but some values are negative or not whole numbers", {
      fix: "Leave isCounts out: such values are not counted electrons.",
    });
}
