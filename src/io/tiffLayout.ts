import { badFile, damagedFile } from "./badFile.js";
import type { NumberType } from "./numberType.js";
import type { TiffDirectory } from "./tiffDirectory.js";

/** How the pixels of a TIFF image lie in the file. */
export interface TiffLayout {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Values per pixel. @unitless */
  readonly samples: number;
  /** How a value is stored; below 8 bits the values are packed and this is uint8. */
  readonly type: NumberType;
  /** Bits per value: 1, 2, 4, 8, 16, 32 or 64. @unitless */
  readonly bits: number;
  /** Compression by its TIFF number: 1 is none. @unitless */
  readonly compression: number;
  /** 1 none, 2 differences along the row, 3 the same for floating point. @unitless */
  readonly predictor: number;
  /** True when each colour is stored apart. */
  readonly planar: boolean;
  /** What the values mean: 0 white is zero, 1 black is zero, 2 RGB, 3 palette. @unitless */
  readonly photometric: number;
  readonly blockWidthPx: number;
  readonly blockHeightPx: number;
  readonly tiled: boolean;
  /** Where each strip or tile begins in the file. @unitless */
  readonly offsets: readonly number[];
  /** Bytes of each strip or tile in the file. @unitless */
  readonly byteCounts: readonly number[];
}

/** Reads the layout from a directory. Errors: BadFile when a needed field is missing or makes no sense. */
export async function readTiffLayout(name: string, directory: TiffDirectory): Promise<TiffLayout> {
  const number = async (tag: number, otherwise: number) => (await directory.value(tag)) ?? otherwise;
  const widthPx = await number(256, 0);
  const heightPx = await number(257, 0);
  const samples = await number(277, 1);
  const tiled = directory.has(322);
  const layout = {
    widthPx,
    heightPx,
    samples,
    ...(await readType(name, directory)),
    compression: await number(259, 1),
    predictor: await number(317, 1),
    planar: (await number(284, 1)) === 2 && samples > 1,
    photometric: await number(262, 1),
    tiled,
    blockWidthPx: tiled ? await number(322, 0) : widthPx,
    blockHeightPx: tiled ? await number(323, 0) : Math.min(heightPx, await number(278, heightPx)),
    offsets: (await directory.values(tiled ? 324 : 273)) ?? [],
    byteCounts: (await directory.values(tiled ? 325 : 279)) ?? [],
  };
  return { ...layout, byteCounts: checkLayout(name, layout) };
}

async function readType(name: string, directory: TiffDirectory): Promise<{ type: NumberType; bits: number }> {
  const allBits = (await directory.values(258)) ?? [1];
  const formats = (await directory.values(339)) ?? [1];
  const bits = allBits[0] ?? 1;
  const format = formats[0] ?? 1;
  const kind = ({ 1: "uint", 2: "int", 3: "float", 4: "uint" } as const)[format];
  const sizes = kind === "float" ? [16, 32, 64] : kind === "int" ? [8, 16, 32, 64] : [1, 2, 4, 8, 16, 32, 64];
  const mixed = allBits.some((b) => b !== bits) || formats.some((f) => f !== format);
  if (!kind || mixed || !sizes.includes(bits))
    throw badFile(
      name,
      `its values are of a kind that is not supported (${format === 5 || format === 6 ? "complex" : `${bits} bits, format ${format}`})`,
      "Save it again as 8 or 16 bit or 32 bit float TIFF.",
    );
  const bytes = Math.max(1, bits / 8) as NumberType["bytes"];
  return { type: { kind, bytes, bigEndian: !directory.kind.littleEndian }, bits };
}

/** Checks the layout and gives the byte counts, which old files of one uncompressed block may leave out. */
function checkLayout(name: string, layout: TiffLayout): readonly number[] {
  const { widthPx, heightPx, samples, blockWidthPx, blockHeightPx, offsets, byteCounts } = layout;
  const sizes = [widthPx, heightPx, samples, blockWidthPx, blockHeightPx];
  if (!sizes.every((n) => Number.isInteger(n) && n > 0) || samples > 4096 || Math.max(...sizes) > 2 ** 31)
    throw damagedFile(name, "TIFF", new Error(`an image of ${widthPx} x ${heightPx} px, ${samples} values per pixel`));
  const blocks = blocksAcross(layout) * blocksDown(layout) * (layout.planar ? samples : 1);
  if (offsets.length < blocks)
    throw damagedFile(name, "TIFF", new Error(`${blocks} blocks are needed, ${offsets.length} are listed`));
  if (byteCounts.length >= blocks) return byteCounts;
  if (layout.compression !== 1) throw damagedFile(name, "TIFF", new Error("the sizes of its blocks are missing"));
  return offsets.map((_, i) => blockBytes(layout, blockRows(layout, i)));
}

/** Blocks side by side. */
export function blocksAcross({ widthPx, blockWidthPx }: TiffLayout): number {
  return Math.ceil(widthPx / blockWidthPx);
}

/** Blocks one below the other. */
export function blocksDown({ heightPx, blockHeightPx }: TiffLayout): number {
  return Math.ceil(heightPx / blockHeightPx);
}

/** Rows that a block holds: tiles are always full, the last strip may be shorter. */
export function blockRows(layout: TiffLayout, block: number): number {
  if (layout.tiled) return layout.blockHeightPx;
  const row = Math.floor(block / blocksAcross(layout)) % blocksDown(layout);
  return Math.min(layout.blockHeightPx, layout.heightPx - row * layout.blockHeightPx);
}

/** Bytes of a row of a block when it is not compressed: rows begin at whole bytes. */
export function rowBytes({ blockWidthPx, samples, planar, bits }: TiffLayout): number {
  return Math.ceil((blockWidthPx * (planar ? 1 : samples) * bits) / 8);
}

/** Bytes of a block when it is not compressed. */
export function blockBytes(layout: TiffLayout, rows: number): number {
  return rows * rowBytes(layout);
}
