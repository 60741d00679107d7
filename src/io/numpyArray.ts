import { throwIfAborted } from "../core/error.js";
import { truncatedFile } from "./badFile.js";
import { type ChosenFrame, chooseFrame } from "./chooseFrame.js";
import type { ImageRead, OpenOptions } from "./format.js";
import { toLuminance } from "./luminance.js";
import { checkImageMemory, checkMemory } from "./memoryBudget.js";
import { numberTypeName, toFloat32 } from "./numberType.js";
import type { NumpyHeader } from "./numpyHeader.js";

/** Bytes that hold an array: a file, or memory. */
export interface ArrayBytes {
  readonly sizeBytes: number;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Reads one image of a numpy array; of a stack in C order only the frame that is asked for is read. */
export async function readNumpyImage(
  name: string,
  header: NumpyHeader,
  bytes: ArrayBytes,
  options: OpenOptions,
): Promise<ImageRead> {
  const { type, shape, dataOffset } = header;
  const chosen = chooseFrame(name, shape, options.frame, type.kind === "uint" && !header.fortranOrder);
  const count = shape.reduce((product, n) => product * n, 1);
  if (dataOffset + count * type.bytes > bytes.sizeBytes)
    throw truncatedFile(name, dataOffset + count * type.bytes, bytes.sizeBytes);
  const values = header.fortranOrder
    ? await readColumnMajor(name, header, bytes, chosen)
    : await readRowMajor(name, header, bytes, chosen);
  throwIfAborted(options.signal, `opening ${name}`);
  const { data, note } = chosen.channels > 1 ? toLuminance(values, chosen.channels) : { data: values };
  return {
    data,
    widthPx: chosen.widthPx,
    heightPx: chosen.heightPx,
    metadata: {
      "Number type": { value: numberTypeName(type), from: "NPY header" },
      ...(chosen.frames > 1 && { Shape: { value: shape.join(" x "), from: "NPY header" } }),
    },
    notes: [...chosen.notes, ...(note ? [note] : [])],
    ...(chosen.frames > 1 && { part: `frame ${chosen.frame}` }),
  };
}

async function readRowMajor(name: string, { type, dataOffset }: NumpyHeader, bytes: ArrayBytes, chosen: ChosenFrame) {
  const { widthPx, heightPx, channels, frame } = chosen;
  checkImageMemory(name, widthPx, heightPx, channels * (type.bytes + 4) + 4);
  const length = widthPx * heightPx * channels * type.bytes;
  return toFloat32(await bytes.read(dataOffset + frame * length, length), type);
}

/** In column-major order the axes run the other way round: the frames' pixels lie scattered, so all is read. */
async function readColumnMajor(name: string, header: NumpyHeader, bytes: ArrayBytes, chosen: ChosenFrame) {
  const { type, shape, dataOffset } = header;
  const { widthPx, heightPx, frame } = chosen;
  const count = shape.reduce((product, n) => product * n, 1);
  checkMemory(name, count * (type.bytes + 4) + 4 * widthPx * heightPx, `an array of shape ${shape.join(" x ")}`);
  const all = toFloat32(await bytes.read(dataOffset, count * type.bytes), type);
  const frames = count / (widthPx * heightPx);
  const first = columnMajorIndex(shape.slice(0, -2), frame);
  const data = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) data[y * widthPx + x] = all[first + frames * (y + heightPx * x)]!;
  return data;
}

/** Where a frame that is counted with the last axis fastest lies when the first axis is the fastest. */
function columnMajorIndex(axes: readonly number[], frame: number): number {
  let rest = frame;
  const position = new Array<number>(axes.length).fill(0);
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    position[axis] = rest % axes[axis]!;
    rest = Math.floor(rest / axes[axis]!);
  }
  let index = 0;
  for (let axis = axes.length - 1; axis >= 0; axis--) index = index * axes[axis]! + position[axis]!;
  return index;
}
