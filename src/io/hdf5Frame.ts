import type { Dataset } from "h5wasm/node";
import { badFile, damagedFile } from "./badFile.js";
import type { ChosenFrame } from "./chooseFrame.js";
import { toLuminance } from "./luminance.js";

/** Filters that the library can undo: deflate, shuffle, Fletcher's sum, szip, n-bit, scale-offset. */
const knownFilters = [1, 2, 3, 4, 5, 6];

/** The number type of a dataset as numpy says it. */
export function typeName({ metadata }: Dataset): string {
  const { type, size, signed } = metadata;
  if (type === 8) return "bool";
  return `${type === 1 ? "float" : signed ? "int" : "uint"}${8 * size}`;
}

/** Reads one frame of a dataset as Float32, rows first. Errors: BadFile for types and filters that are not supported. */
export function readHdf5Frame(
  name: string,
  dataset: Dataset,
  stored: readonly number[],
  chosen: ChosenFrame,
  framesLast: boolean,
): { data: Float32Array; note?: string } {
  checkSupported(name, dataset);
  const { widthPx, heightPx, channels, frame } = chosen;
  const values = asNumbers(dataset.slice(framesOf(stored, frame, framesLast, channels)));
  if (!values || values.length !== widthPx * heightPx * channels)
    throw damagedFile(name, "HDF5", new Error(`${values?.length ?? "no"} values instead of ${widthPx * heightPx}`));
  return channels > 1 ? toLuminance(values, channels) : { data: values };
}

function checkSupported(name: string, dataset: Dataset): void {
  const { type, size } = dataset.metadata;
  if (type === 1 && size === 2)
    throw badFile(name, "it holds numbers of half precision (float16)", "Save the image as float32.");
  const sizes = type === 1 ? [4, 8] : [1, 2, 4, 8];
  if (![0, 1, 8].includes(type) || !sizes.includes(size))
    throw badFile(name, "it holds no plain numbers", "Save the image as whole numbers or float32.");
  const unknown = dataset.filters.find(({ id }) => !knownFilters.includes(id));
  if (unknown)
    throw badFile(
      name,
      `its compression is not supported (${unknown.name || `HDF5 filter ${unknown.id}`})`,
      "Save it again without compression or with gzip.",
    );
}

/** The ranges along each axis that make up a frame; leading axes count as one, the last fastest. */
function framesOf(stored: readonly number[], frame: number, last: boolean, channels: number): [number, number][] {
  const whole = stored.map((n): [number, number] => [0, n]);
  if (channels > 1) return whole;
  if (last && stored.length === 3) return [whole[0]!, whole[1]!, [frame, frame + 1]];
  let rest = frame;
  for (let axis = stored.length - 3; axis >= 0; axis--) {
    const index = rest % stored[axis]!;
    whole[axis] = [index, index + 1];
    rest = Math.floor(rest / stored[axis]!);
  }
  return whole;
}

function asNumbers(values: unknown): Float32Array | undefined {
  if (!ArrayBuffer.isView(values) || values instanceof DataView) return undefined;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return Float32Array.from(values as Iterable<bigint>, Number);
  return new Float32Array(values as Uint16Array);
}
