import { homedir } from "node:os";
import { extname, join, resolve } from "node:path";
import { EmError, throwIfAborted } from "../core/error.js";
import { hashBytes } from "../core/hashBytes.js";
import { imageStats } from "../core/imageStats.js";
import type { Metadata } from "../core/metadata.js";
import { Micrograph } from "../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import { version } from "../core/version.js";
import { damagedFile } from "./badFile.js";
import { type FileSource, withFile } from "./fileSource.js";
import type { Format, ImageRead, OpenOptions } from "./format.js";
import { formats } from "./formats.js";
import { unknownFormat } from "./unknownFormat.js";

/** Hashing takes 0.8 s per GB. */
const hashedWholeBytes = 500e6;

const rules: OptionRules<OpenOptions> = {
  pixelNm: { kind: "number", min: 1e-6, max: 1e6, unit: "nm" },
  isCounts: { kind: "boolean" },
  frame: { kind: "number", min: 0, integer: true },
  array: { kind: "text" },
  dataset: { kind: "text" },
  title: { kind: "text" },
  signal: { kind: "other", expects: "an AbortSignal", accepts: (v) => v instanceof AbortSignal },
};

/**
 * Opens an image file; its format is told by its content, not by its ending.
 *
 * Errors: BadFile (missing, empty, cut short, damaged, unknown, too large for memory), BadOption, Aborted.
 */
export async function openFile(path: string, given: OpenOptions = {}): Promise<Micrograph> {
  const options = resolveOptions<OpenOptions>("em.open", given, {}, rules);
  throwIfAborted(options.signal, "em.open");
  return withFile(resolvePath(path), options.signal, async (source) => {
    const head = await source.read(0, Math.min(source.sizeBytes, 4096));
    const format = formats.find((candidate) => candidate.matches(head));
    if (!format)
      throw unknownFormat(
        source.name,
        head,
        formats.map(({ name }) => name),
      );
    const image = await readWith(format, source, options);
    throwIfAborted(options.signal, `opening ${source.name}`);
    return asMicrograph(source, format, image, options);
  });
}

/** The absolute path of what a user wrote: "~" is the home folder, a relative path starts at the working folder. */
export function resolvePath(path: string): string {
  if (typeof path !== "string" || path.trim() === "" || path.includes("\0"))
    throw new EmError("BadOption", "em.open: the path is not a text with a file's name", {
      fix: 'Give the path of a file in quotes: em.open("folder/frame.npy").',
    });
  const home = /^~(?=$|[/\\])/.test(path) ? join(homedir(), path.slice(1)) : path;
  return resolve(home);
}

/** Readers rest on libraries that throw many kinds of errors on damaged files; only EmErrors leave this module. */
async function readWith(format: Format, source: FileSource, options: OpenOptions): Promise<ImageRead> {
  try {
    return await format.read(source, options);
  } catch (error) {
    throw error instanceof EmError ? error : damagedFile(source.name, format.name, error);
  }
}

async function asMicrograph(source: FileSource, format: Format, image: ImageRead, options: OpenOptions) {
  const isCounts = options.isCounts ?? image.isCounts;
  const title = image.part ? `${source.name}, ${image.part}` : source.name;
  return new Micrograph({
    data: image.data,
    widthPx: image.widthPx,
    heightPx: image.heightPx,
    pixelNm: options.pixelNm ?? image.pixelNm,
    isCounts,
    title: options.title ?? title,
    metadata: metadataOf(format, image.metadata, options),
    notes: [...endingNotes(source, format), ...image.notes, ...valueNotes(image, isCounts)],
    provenance: { operation: "em.open", version, inputs: [await inputOf(source, title, image)] },
  });
}

/** The file's own hash; of a file that would take long to read through, the hash of the values that were taken from it. */
async function inputOf(source: FileSource, title: string, { data }: ImageRead) {
  if (source.sizeBytes <= hashedWholeBytes) return { name: title, sha256: await source.hash() };
  return { name: `${title} (pixel values as float32)`, sha256: hashBytes(data) };
}

function metadataOf(format: Format, metadata: Metadata, options: OpenOptions): Metadata {
  const told: Metadata =
    options.pixelNm === undefined
      ? {}
      : { "Pixel size": { value: options.pixelNm, unit: "nm", from: "given to em.open" } };
  return { Format: { value: format.name, from: "content of the file" }, ...metadata, ...told };
}

function endingNotes(source: FileSource, format: Format): string[] {
  const ending = extname(source.name).toLowerCase();
  if (format.endings.includes(ending)) return [];
  return [`The file is ${format.name} by its content, though its name ends in "${ending}".`];
}

function valueNotes(image: ImageRead, isCounts: boolean | undefined): string[] {
  const stats = imageStats(image.data);
  const notes: string[] = [];
  const { nonFinite } = stats;
  if (nonFinite > 0) notes.push(`${nonFinite} of ${image.data.length} pixels are NaN or infinite.`);
  if (Math.max(Math.abs(stats.min), Math.abs(stats.max)) > 2 ** 24)
    notes.push("Some values are above 16,777,216: they are kept to 7 digits (float32).");
  if (isCounts === undefined && stats.wholeNumbers && stats.max > 0 && stats.max < 4096 && stats.mean < 200)
    notes.push("If these values are detected electrons, say so: em.open(path, { isCounts: true }).");
  return notes;
}
