import { closestName } from "../core/closestName.js";
import { EmError } from "../core/error.js";
import { badFile } from "./badFile.js";
import type { FileSource } from "./fileSource.js";
import type { Format, ImageRead, OpenOptions } from "./format.js";
import { readNumpyImage } from "./numpyArray.js";
import { isNumpy, parseNumpyHeader } from "./numpyHeader.js";
import { isZip, readZipDirectory, readZipEntry, readZipStart, type ZipEntry } from "./zipDirectory.js";

/** NumPy's archive of named arrays. */
export const npz: Format = {
  name: "NPZ",
  endings: [".npz"],
  matches: isZip,
  async read(source, options) {
    const entries = (await readZipDirectory(source)).filter(({ name }) => name.endsWith(".npy"));
    if (entries.length === 0)
      throw badFile(source.name, "this ZIP archive holds no NPY array", "Unpack it and open the image that is in it.");
    const entry = chooseArray(source.name, entries, options.array) ?? (await onlyImage(source, entries));
    return readEntry(source, entry, options);
  },
};

const arrayName = (entry: ZipEntry) => entry.name.slice(0, -4);

function chooseArray(name: string, entries: readonly ZipEntry[], wanted: string | undefined): ZipEntry | undefined {
  if (wanted === undefined) return entries.length === 1 ? entries[0] : undefined;
  const found = entries.find((entry) => arrayName(entry) === wanted);
  if (found) return found;
  const names = entries.map(arrayName);
  const near = closestName(wanted, names);
  throw new EmError("BadOption", `${name} has no array "${wanted}"`, {
    fix: near ? `Did you mean ${near}?` : `It has: ${names.join(", ")}.`,
  });
}

/** Where one array only is an image by its shape, it is the one that is meant. */
async function onlyImage(source: FileSource, entries: readonly ZipEntry[]): Promise<ZipEntry> {
  const shapes = await Promise.all(entries.map((entry) => shapeOf(source, entry)));
  const images = entries.filter((_, i) => isImageShape(shapes[i]));
  if (images.length === 1) return images[0]!;
  const list = entries.slice(0, 30).map((entry, i) => `${arrayName(entry)} (${shapes[i]?.join(" x ") || "one value"})`);
  throw badFile(
    source.name,
    `it holds ${entries.length} arrays, ${images.length} of them images: ${list.join(", ")}`,
    `Say which: em.open(path, { array: "${arrayName(images[0] ?? entries[0]!)}" }).`,
  );
}

/** The shape of an array; undefined when it cannot be read without an error. */
async function shapeOf(source: FileSource, entry: ZipEntry): Promise<readonly number[] | undefined> {
  try {
    return parseNumpyHeader(entry.name, await readZipStart(source, entry)).shape;
  } catch {
    return undefined;
  }
}

/** Two axes of more than 3 pixels: a list of positions (n x 2, n x 3) is no image. */
function isImageShape(shape: readonly number[] | undefined): boolean {
  return shape !== undefined && shape.length >= 2 && shape.slice(-2).every((n) => n > 3);
}

async function readEntry(source: FileSource, entry: ZipEntry, options: OpenOptions): Promise<ImageRead> {
  const content = await readZipEntry(source, entry);
  const name = `${source.name}, ${arrayName(entry)}`;
  if (!isNumpy(content)) throw badFile(name, "it is not an NPY array", "Save it again with np.savez.");
  const bytes = {
    sizeBytes: content.length,
    read: async (offset: number, length: number) => content.subarray(offset, offset + length),
  };
  const image = await readNumpyImage(name, parseNumpyHeader(name, content), bytes, options);
  const part = image.part ? `${arrayName(entry)}, ${image.part}` : arrayName(entry);
  return { ...image, part };
}
