import { checkFrame, stackNote } from "./chooseFrame.js";
import type { FileSource } from "./fileSource.js";
import type { Format, ImageRead, OpenOptions } from "./format.js";
import { toLuminance } from "./luminance.js";
import { numberTypeName } from "./numberType.js";
import { readTiffFacts } from "./tiffCalibration.js";
import { isTiff, readTiffDirectories, type TiffDirectory } from "./tiffDirectory.js";
import { blockBytes, readTiffLayout, type TiffLayout } from "./tiffLayout.js";
import { readTiffPixels } from "./tiffPixels.js";

/** TIFF and BigTIFF; of a stack only the frame that is asked for is read. Source: TIFF 6.0 (Adobe 1992). */
export const tiff: Format = {
  name: "TIFF",
  endings: [".tif", ".tiff", ".btf", ".stk"],
  matches: isTiff,
  async read(source, options) {
    const all = await readTiffDirectories(source);
    const pages = await withoutThumbnails(all);
    const first = pages[0]!;
    const description = (await first.text(270)) ?? "";
    const layout = await readTiffLayout(source.name, first);
    const joined = pages.length === 1 ? joinedFrames(source, layout, description) : 0;
    return joined > 1
      ? readPage(source, options, first, joined, (frame) => frameOfJoined(layout, frame))
      : readPage(source, options, pages[options.frame ?? 0] ?? first, pages.length);
  },
};

/** Images that are reduced copies of others do not count. */
async function withoutThumbnails(directories: readonly TiffDirectory[]): Promise<readonly TiffDirectory[]> {
  if (directories.length === 1) return directories;
  const kept: TiffDirectory[] = [];
  for (const directory of directories) if (!(((await directory.value(254)) ?? 0) & 1)) kept.push(directory);
  return kept.length > 0 ? kept : directories;
}

/** ImageJ writes stacks over 4 GB with one directory: the other frames follow the first one's pixels. */
function joinedFrames(source: FileSource, layout: TiffLayout, description: string): number {
  const images = Number(/^images=(\d+)$/m.exec(description)?.[1] ?? 1);
  if (!description.startsWith("ImageJ=") || layout.compression !== 1 || layout.tiled) return 1;
  const room = source.sizeBytes - layout.offsets[0]!;
  return room >= images * blockBytes(layout, layout.heightPx) ? images : 1;
}

function frameOfJoined(layout: TiffLayout, frame: number): TiffLayout {
  const bytes = blockBytes(layout, layout.heightPx);
  const offset = layout.offsets[0]! + frame * bytes;
  return { ...layout, blockHeightPx: layout.heightPx, offsets: [offset], byteCounts: [bytes] };
}

async function readPage(
  source: FileSource,
  options: OpenOptions,
  page: TiffDirectory,
  frames: number,
  place: (frame: number) => TiffLayout | undefined = () => undefined,
): Promise<ImageRead> {
  const frame = checkFrame(source.name, options.frame, frames);
  const layout = place(frame) ?? (await readTiffLayout(source.name, page));
  const values = await readTiffPixels(source, layout);
  const { data, notes } = await toGrey(values, layout, page);
  const facts = await readTiffFacts(page);
  const type = layout.bits < 8 ? `uint${layout.bits}` : numberTypeName(layout.type);
  return {
    data,
    widthPx: layout.widthPx,
    heightPx: layout.heightPx,
    ...(facts.pixelNm !== undefined && { pixelNm: facts.pixelNm }),
    metadata: { "Number type": { value: type, from: "TIFF tags" }, ...facts.metadata },
    notes: [...(frames > 1 ? [stackNote(frame, frames, options.frame)] : []), ...notes, ...facts.notes],
    ...(frames > 1 && { part: `frame ${frame}` }),
  };
}

/** Turns colours, palettes and "white is zero" into values that grow with brightness; masks of one bit stay as they are. */
async function toGrey(values: Float32Array, layout: TiffLayout, page: TiffDirectory) {
  const { samples, photometric, bits, type } = layout;
  if (photometric === 3 && samples === 1) {
    const map = (await page.values(320)) ?? [];
    const entries = map.length / 3;
    const colours = new Float32Array(values.length * 3);
    for (let i = 0; i < values.length; i++)
      for (let c = 0; c < 3; c++) colours[3 * i + c] = (map[c * entries + values[i]!] ?? 0) / 257;
    const { data, note } = toLuminance(colours, 3);
    return { data, notes: note ? [note] : [] };
  }
  if (photometric === 0 && samples === 1 && bits >= 8 && type.kind === "uint") {
    const white = 2 ** bits - 1;
    return {
      data: values.map((v) => white - v),
      notes: ["The file stores white as zero: its values are turned round."],
    };
  }
  if (samples === 1) return { data: values, notes: [] };
  if (photometric === 2 && samples >= 3) {
    const { data, note } = toLuminance(values, samples);
    return { data, notes: note ? [note] : [] };
  }
  const data = new Float32Array(values.length / samples);
  for (let i = 0; i < data.length; i++) data[i] = values[i * samples]!;
  return { data, notes: [`Each pixel has ${samples} values: the first is taken.`] };
}
