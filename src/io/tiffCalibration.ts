import type { Metadata, MetadataEntry } from "../core/metadata.js";
import { nmPerUnit, squarePixelNm } from "./lengthUnit.js";
import type { TiffDirectory } from "./tiffDirectory.js";

/** What the fields of a TIFF file say about the measurement. */
export interface TiffFacts {
  readonly pixelNm?: number;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
}

/** Pixel size in nm along x and y, and where it was read. */
interface FoundSize {
  readonly xNm: number;
  readonly yNm?: number;
  readonly from: string;
}

/** Reads the pixel size and what else is known, from the fields of the programs that microscopists use. */
export async function readTiffFacts(directory: TiffDirectory): Promise<TiffFacts> {
  const description = (await directory.text(270)) ?? "";
  const found =
    (await digitalMicrograph(directory)) ??
    (await thermoFisher(directory)) ??
    (await zeiss(directory)) ??
    ome(description) ??
    (await imageJ(directory, description)) ??
    (await resolution(directory));
  const { pixelNm, note } = squarePixelNm(found?.xNm, found?.yNm);
  const size: Metadata =
    pixelNm === undefined ? {} : { "Pixel size": { value: pixelNm, unit: "nm", from: found!.from } };
  const words = await wordFields(directory, description);
  return {
    ...(pixelNm !== undefined && { pixelNm }),
    metadata: { ...size, ...jeol(description), ...words },
    notes: note ? [note] : [],
  };
}

/** Gatan's DigitalMicrograph, and programs that copy it: units as text, scales as numbers. */
async function digitalMicrograph(directory: TiffDirectory): Promise<FoundSize | undefined> {
  const perUnit = nmPerUnit(await directory.text(65003));
  const x = await directory.value(65009);
  const y = await directory.value(65010);
  if (perUnit === undefined || x === undefined) return undefined;
  return { xNm: x * perUnit, ...(y !== undefined && { yNm: y * perUnit }), from: "TIFF tag 65009 (DigitalMicrograph)" };
}

/** Thermo Fisher (FEI): a text of sections with PixelWidth and PixelHeight in metres. */
async function thermoFisher(directory: TiffDirectory): Promise<FoundSize | undefined> {
  const text = (await directory.text(34682)) ?? (await directory.text(34680));
  const width = /^PixelWidth\s*=\s*([\d.eE+-]+)/m.exec(text ?? "")?.[1];
  const height = /^PixelHeight\s*=\s*([\d.eE+-]+)/m.exec(text ?? "")?.[1];
  if (width === undefined) return undefined;
  return { xNm: Number(width) * 1e9, yNm: Number(height ?? width) * 1e9, from: "TIFF tag 34682 (Thermo Fisher)" };
}

/** Zeiss scanning microscopes: a text with a line "Image Pixel Size = 2.3 nm". */
async function zeiss(directory: TiffDirectory): Promise<FoundSize | undefined> {
  const text = await directory.text(34118);
  const match = /(?:Image )?Pixel Size\s*=\s*([\d.eE+-]+)\s*(\S+)/i.exec(text ?? "");
  const perUnit = nmPerUnit(match?.[2]);
  return match && perUnit !== undefined
    ? { xNm: Number(match[1]) * perUnit, from: "TIFF tag 34118 (Zeiss)" }
    : undefined;
}

/** OME-TIFF: attributes of the Pixels element; the unit is µm where it is not given. */
function ome(description: string): FoundSize | undefined {
  const size = (axis: "X" | "Y") => {
    const value = new RegExp(`PhysicalSize${axis}="([^"]+)"`).exec(description)?.[1];
    const perUnit = nmPerUnit(new RegExp(`PhysicalSize${axis}Unit="([^"]+)"`).exec(description)?.[1] ?? "µm");
    return value === undefined || perUnit === undefined ? undefined : Number(value) * perUnit;
  };
  const xNm = size("X");
  const yNm = size("Y");
  return xNm === undefined ? undefined : { xNm, ...(yNm !== undefined && { yNm }), from: "OME-XML" };
}

/** ImageJ: the unit stands in the description, the resolution fields count pixels per unit. */
async function imageJ(directory: TiffDirectory, description: string): Promise<FoundSize | undefined> {
  if (!description.startsWith("ImageJ=")) return undefined;
  const perUnit = nmPerUnit(/^unit=(.*)$/m.exec(description)?.[1]);
  const x = await directory.value(282);
  const y = await directory.value(283);
  if (perUnit === undefined || !x) return undefined;
  return { xNm: perUnit / x, ...(y && { yNm: perUnit / y }), from: "ImageJ description and resolution" };
}

/** The resolution fields alone: believed only above 2,540 pixels per inch, since printing programs write 72 or 300 into every file. */
async function resolution(directory: TiffDirectory): Promise<FoundSize | undefined> {
  const unit = (await directory.value(296)) ?? 2;
  const perUnit = unit === 2 ? 2.54e7 : unit === 3 ? 1e7 : undefined;
  const x = await directory.value(282);
  const y = await directory.value(283);
  if (perUnit === undefined || !x || !y || perUnit / x > 1e4) return undefined;
  return { xNm: perUnit / x, yNm: perUnit / y, from: "TIFF resolution" };
}

const jeolFields: readonly (readonly [string, string, string?])[] = [
  ["Instruments", "Instrument"],
  ["AccelerationVoltage", "Accelerating voltage", "V"],
  ["SelectorString", "Magnification"],
  ["ImageSourceDetector", "Detector"],
  ["ExposureTimeValue", "Exposure", "s"],
  ["DateTime", "Date"],
];

/** JEOL's TEM Center: an XML text. */
function jeol(description: string): Metadata {
  if (!description.includes("<TemReporter")) return {};
  const entries: Record<string, MetadataEntry> = {};
  for (const [element, name, unit] of jeolFields) {
    const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(description)?.[1];
    if (!text) continue;
    const value = unit && Number.isFinite(Number(text)) ? Number(text) : text;
    entries[name] = { value, ...(unit && { unit }), from: "TEM Center description" };
  }
  return entries;
}

async function wordFields(directory: TiffDirectory, description: string): Promise<Metadata> {
  const entries: Record<string, MetadataEntry> = {};
  const add = (name: string, value: string | undefined, tag: string) => {
    if (value?.trim()) entries[name] = { value: value.trim(), from: `TIFF tag ${tag}` };
  };
  add("Software", await directory.text(305), "Software");
  add("Written", await directory.text(306), "DateTime");
  add("Description", description.includes("<TemReporter") ? undefined : description, "ImageDescription");
  return entries;
}
