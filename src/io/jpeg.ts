import { badFile, damagedFile, truncatedFile } from "./badFile.js";
import type { Format } from "./format.js";
import { toLuminance } from "./luminance.js";
import { checkImageMemory } from "./memoryBudget.js";

/** JPEG pictures, 8 bits per colour. Source: ITU-T T.81. */
export const jpeg: Format = {
  name: "JPEG",
  endings: [".jpg", ".jpeg"],
  matches: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,
  async read(source) {
    const bytes = await source.readAll();
    const { widthPx, heightPx } = readFrameHeader(source.name, bytes);
    checkImageMemory(source.name, widthPx, heightPx, 24);
    if (widthPx * heightPx > 2000 * bytes.length)
      throw damagedFile(
        source.name,
        "JPEG",
        new Error(`${bytes.length} bytes cannot hold ${widthPx} x ${heightPx} px`),
      );
    if (Buffer.from(bytes.buffer, bytes.byteOffset).lastIndexOf(Buffer.from([0xff, 0xd9])) < 0)
      throw badFile(
        source.name,
        "the file is cut short: the end of the picture is missing",
        "Copy or download it again.",
      );
    const { default: decoder } = await import("jpeg-js");
    const picture = decoder.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: 2000,
      maxMemoryUsageInMB: 16_000,
    });
    const { data, note } = toLuminance(picture.data, 3);
    return {
      data,
      widthPx,
      heightPx,
      isCounts: false,
      metadata: { "Number type": { value: "uint8", from: "JPEG" } },
      notes: ["JPEG keeps 8 bits and loses detail: its values are no electron counts.", ...(note ? [note] : [])],
    };
  },
};

/** Walks the segments to the one that says the size. Errors: BadFile when the file ends first, or is of a kind that is not supported. */
function readFrameHeader(name: string, bytes: Uint8Array): { widthPx: number; heightPx: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) throw damagedFile(name, "JPEG", new Error(`no segment begins at byte ${at}`));
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at++;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return checkFrameHeader(name, marker, { heightPx: view.getUint16(at + 5), widthPx: view.getUint16(at + 7) });
    else if (marker === 0xda || marker === 0xd9) throw damagedFile(name, "JPEG", new Error("its size is missing"));
    else at += 2 + view.getUint16(at + 2);
  }
  throw truncatedFile(name, at + 9, bytes.length);
}

function checkFrameHeader(name: string, marker: number, size: { widthPx: number; heightPx: number }) {
  if (marker > 0xc2)
    throw badFile(name, "it is a lossless or arithmetic JPEG, which is not supported", "Save it as TIFF or PNG.");
  if (size.widthPx === 0 || size.heightPx === 0)
    throw damagedFile(name, "JPEG", new Error(`its size is ${size.widthPx} x ${size.heightPx} px`));
  return size;
}
