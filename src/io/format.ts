import type { Metadata } from "../core/metadata.js";
import type { FileSource } from "./fileSource.js";

/** What a user may say about a file that is opened. */
export interface OpenOptions {
  /** Size of a pixel in nm, when the file does not say it or says it wrongly. Default: what the file says. */
  readonly pixelNm?: number;
  /** true: the values are whole numbers of detected electrons. Default: what the file says, else not known. */
  readonly isCounts?: boolean;
  /** Which image of a stack, counted from 0. Default 0. @unitless */
  readonly frame?: number;
  /** Which array of an NPZ file. Default: its only image. */
  readonly array?: string;
  /** Which dataset of an HDF5 file, for example "/scan/haadf". Default: its only image. */
  readonly dataset?: string;
  /** What the micrograph is called. Default: the file's name. */
  readonly title?: string;
  /** Stops the reading. */
  readonly signal?: AbortSignal;
}

/** An image as a format's reader gives it. */
export interface ImageRead {
  /** heightPx x widthPx values, row after row. @unitless */
  readonly data: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelNm?: number;
  readonly isCounts?: boolean;
  readonly metadata: Metadata;
  /** Sentences about what was found or done. */
  readonly notes: readonly string[];
  /** Which part of the file it is: "frame 3", "array img". */
  readonly part?: string;
}

/** A file format: how it is known by its first bytes and how it is read. */
export interface Format {
  /** The name that people use. */
  readonly name: string;
  /** The endings that its files have, with the dot, in small letters. */
  readonly endings: readonly string[];
  /** True when a file that begins with these bytes (up to 4 kB) is of this format. */
  matches(head: Uint8Array): boolean;
  /** Reads the image. Errors: BadFile, BadOption, Aborted. */
  read(source: FileSource, options: OpenOptions): Promise<ImageRead>;
}
