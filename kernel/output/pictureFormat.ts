import { types } from "node:util";
import { EmError } from "../../src/core/error.js";
import { nameOfKind, type Shown } from "./mediaFormats.js";

/** The size at which a picture is shown, in px of the screen; by default its own. */
export interface PictureSize {
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
}

interface PictureKind {
  readonly name: "PNG" | "JPEG";
  readonly mimeType: string;
  readonly firstBytes: readonly number[];
}

const png: PictureKind = {
  name: "PNG",
  mimeType: "image/png",
  firstBytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};
const jpeg: PictureKind = { name: "JPEG", mimeType: "image/jpeg", firstBytes: [0xff, 0xd8, 0xff] };
const kinds = { png, jpeg };

/** Other files that people have at hand, by how they begin. */
const knownStarts: readonly (readonly [string, RegExp])[] = [
  ["a PNG", /^89504e470d0a1a0a/],
  ["a JPEG", /^ffd8ff/],
  ["a GIF", /^474946/],
  ["a TIFF", /^(?:49492a00|4d4d002a)/],
  ["a WebP", /^52494646.{8}57454250/],
  ["an NPY file", /^934e554d5059/],
  ["an SVG or HTML text", /^(?:efbbbf)?3c/],
];

/** A PNG or JPEG file, from its bytes or from their base64, in the form that front ends show. */
export function pictureFormat(kind: keyof typeof kinds, picture: unknown, size: PictureSize): Shown {
  const { name, mimeType, firstBytes } = kinds[kind];
  const bytes = bytesOf(kind, picture);
  if (!firstBytes.every((byte, i) => bytes[i] === byte)) {
    const start = bytes.subarray(0, 16).toString("hex");
    const found =
      knownStarts.find(([, pattern]) => pattern.test(start))?.[0] ??
      `no ${name} (it begins with ${start.slice(0, 8) || "nothing"})`;
    throw new EmError("BadOption", `display.${kind} was given ${bytes.length} bytes that are ${found}`, {
      fix: `Give the content of a ${name} file: display.${kind}(await readFile("image.${kind}")).`,
    });
  }
  const shape = pngShape(kind, bytes);
  const metadata = { [mimeType]: checkedSize(kind, size) };
  return {
    data: { [mimeType]: bytes.toString("base64"), "text/plain": `${name} image${shape}, ${bytes.length} bytes` },
    metadata,
  };
}

function bytesOf(kind: string, picture: unknown): Buffer {
  if (ArrayBuffer.isView(picture)) return Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  if (types.isAnyArrayBuffer(picture)) return Buffer.from(picture);
  if (typeof picture === "string") {
    const text = picture.replace(/^data:image\/\w+;base64,/, "").replace(/\s+/g, "");
    if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return Buffer.from(text, "base64");
    throw new EmError(
      "BadOption",
      `display.${kind} was given a text that is no base64: ${JSON.stringify(picture.slice(0, 40))}`,
      {
        fix: `To show a file, give its bytes: display.${kind}(await readFile("image.${kind}")), with import { readFile } from "node:fs/promises".`,
      },
    );
  }
  throw new EmError("BadOption", `display.${kind} was given ${nameOfKind(picture)}`, {
    fix: "Give the bytes of the file (a Uint8Array or ArrayBuffer), or a text with their base64.",
  });
}

/** ", 640 x 480 px" from the header of a PNG. */
function pngShape(kind: string, bytes: Buffer): string {
  if (kind !== "png" || bytes.length < 24) return "";
  return `, ${bytes.readUInt32BE(16)} x ${bytes.readUInt32BE(20)} px`;
}

function checkedSize(kind: string, { widthPx, heightPx }: PictureSize): Readonly<Record<string, number>> {
  const size: Record<string, number> = {};
  for (const [name, key, value] of [
    ["widthPx", "width", widthPx],
    ["heightPx", "height", heightPx],
  ] as const) {
    if (value === undefined) continue;
    if (typeof value !== "number" || !(value > 0 && value <= 100_000)) {
      throw new EmError("BadOption", `display.${kind}: ${name} is ${String(value)}`, {
        fix: `${name} must be a number above 0 px.`,
      });
    }
    size[key] = value;
  }
  return size;
}
