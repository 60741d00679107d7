import { badFile, damagedFile, truncatedFile } from "./badFile.js";
import type { FileSource } from "./fileSource.js";

/** Size in bytes of one value of each TIFF field type, by the type's number. Source: TIFF 6.0, section 2; BigTIFF. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** More values in one field, or more images in one file, than any sound file has. */
const mostValues = 20_000_000;
const mostImages = 200_000;

/** What a TIFF file says about its byte order and the size of its offsets. */
export interface TiffKind {
  readonly littleEndian: boolean;
  readonly big: boolean;
}

/** One field of a directory, still unread. */
interface Field {
  readonly type: number;
  readonly count: number;
  /** Where its values lie in the file. @unitless */
  readonly offset: number;
}

/** The fields of one image of a TIFF file. */
export class TiffDirectory {
  readonly kind: TiffKind;
  readonly #fields: ReadonlyMap<number, Field>;
  readonly #source: FileSource;

  constructor(kind: TiffKind, fields: ReadonlyMap<number, Field>, source: FileSource) {
    this.kind = kind;
    this.#fields = fields;
    this.#source = source;
  }

  has(tag: number): boolean {
    return this.#fields.has(tag);
  }

  /** All values of a field as numbers (fractions divided out); undefined when there is no such field. */
  async values(tag: number): Promise<number[] | undefined> {
    const field = this.#fields.get(tag);
    if (!field) return undefined;
    const bytes = await this.#bytes(field);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = typeBytes[field.type]!;
    return Array.from({ length: field.count }, (_, i) => readValue(view, i * size, field.type, this.kind.littleEndian));
  }

  /** The first value of a field. */
  async value(tag: number): Promise<number | undefined> {
    return (await this.values(tag))?.[0];
  }

  /** A field as text, up to its first zero. */
  async text(tag: number): Promise<string | undefined> {
    const field = this.#fields.get(tag);
    if (!field) return undefined;
    const bytes = Buffer.from(await this.#bytes(field));
    const end = bytes.indexOf(0);
    const used = bytes.subarray(0, end < 0 ? bytes.length : end);
    const utf8 = used.toString("utf8");
    return utf8.includes("\ufffd") ? used.toString("latin1") : utf8;
  }

  async #bytes({ type, count, offset }: Field): Promise<Uint8Array<ArrayBuffer>> {
    return this.#source.read(offset, count * typeBytes[type]!);
  }
}

function readValue(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}

/** True for the first bytes of a TIFF or BigTIFF file. */
export function isTiff(head: Uint8Array): boolean {
  return ["49492a00", "4d4d002a", "49492b00", "4d4d002b"].includes(Buffer.from(head.subarray(0, 4)).toString("hex"));
}

/** Reads the directories of all images. Errors: BadFile when one lies beyond the file's end or they go round in a circle. */
export async function readTiffDirectories(source: FileSource): Promise<TiffDirectory[]> {
  const head = await source.read(0, Math.min(16, source.sizeBytes));
  const kind = { littleEndian: head[0] === 0x49, big: head[kindByte(head)] === 0x2b };
  if (head.length < (kind.big ? 16 : 8)) throw truncatedFile(source.name, kind.big ? 16 : 8, head.length);
  const view = new DataView(head.buffer);
  let offset = kind.big ? Number(view.getBigUint64(8, kind.littleEndian)) : view.getUint32(4, kind.littleEndian);
  const directories: TiffDirectory[] = [];
  const seen = new Set<number>();
  while (offset !== 0) {
    if (seen.has(offset)) throw damagedFile(source.name, "TIFF", new Error("its directories go round in a circle"));
    if (seen.size >= mostImages) throw damagedFile(source.name, "TIFF", new Error(`more than ${mostImages} images`));
    seen.add(offset);
    const { fields, next } = await readDirectory(source, kind, offset);
    directories.push(new TiffDirectory(kind, fields, source));
    offset = next;
  }
  if (directories.length === 0)
    throw badFile(source.name, "the TIFF file holds no image", "Save the image again: writing it was not finished.");
  return directories;
}

function kindByte(head: Uint8Array): 2 | 3 {
  return head[0] === 0x49 ? 2 : 3;
}

async function readDirectory(source: FileSource, kind: TiffKind, offset: number) {
  const { littleEndian, big } = kind;
  const lead = await source.read(offset, big ? 8 : 2);
  const leadView = new DataView(lead.buffer);
  const count = big ? Number(leadView.getBigUint64(0, littleEndian)) : leadView.getUint16(0, littleEndian);
  if (count > 65_535) throw damagedFile(source.name, "TIFF", new Error(`a directory of ${count} fields`));
  const entryBytes = big ? 20 : 12;
  const start = offset + lead.length;
  const body = await source.read(start, count * entryBytes + (big ? 8 : 4));
  const view = new DataView(body.buffer);
  const fields = new Map<number, Field>();
  for (let i = 0; i < count; i++) {
    const field = readField(source, kind, view, i * entryBytes, start);
    if (field) fields.set(view.getUint16(i * entryBytes, littleEndian), field);
  }
  const end = count * entryBytes;
  const next = big ? Number(view.getBigUint64(end, littleEndian)) : view.getUint32(end, littleEndian);
  return { fields, next };
}

/** A field whose values lie beyond the end of the file, or of an unknown type, is left out: it may not be needed. */
function readField(source: FileSource, { littleEndian, big }: TiffKind, view: DataView, at: number, start: number) {
  const type = view.getUint16(at + 2, littleEndian);
  const count = big ? Number(view.getBigUint64(at + 4, littleEndian)) : view.getUint32(at + 4, littleEndian);
  const bytes = (typeBytes[type] ?? 0) * count;
  if (bytes === 0 || count > mostValues) return undefined;
  const inline = at + (big ? 12 : 8);
  const far = big ? Number(view.getBigUint64(inline, littleEndian)) : view.getUint32(inline, littleEndian);
  const offset = bytes <= (big ? 8 : 4) ? start + inline : far;
  return offset + bytes > source.sizeBytes ? undefined : { type, count, offset };
}
