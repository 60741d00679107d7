/** One field of a TIFF directory: tag, type (2 text, 3 short, 4 long, 5 fraction, 12 double), values. */
export type TiffField = readonly [number, 2 | 3 | 4 | 5 | 12, readonly number[] | string];

/** Writes a little-endian TIFF by hand: each page is its fields and its pixels; 273 (StripOffsets) is filled in. */
export function writeTiff(
  pages: readonly { readonly fields: readonly TiffField[]; readonly pixels: Buffer }[],
): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let offset = 8;
  pages.forEach(({ fields, pixels }, page) => {
    const all = [...fields.filter(([tag]) => tag !== 273), [273, 4, [0]] as TiffField].sort((a, b) => a[0] - b[0]);
    const directory = Buffer.alloc(2 + 12 * all.length + 4);
    const extras: Buffer[] = [];
    let far = offset + directory.length;
    directory.writeUInt16LE(all.length, 0);
    all.forEach(([tag, type, values], i) => {
      const body = encode(type, values);
      const at = 2 + 12 * i;
      directory.writeUInt16LE(tag, at);
      directory.writeUInt16LE(type, at + 2);
      directory.writeUInt32LE(typeof values === "string" ? body.length : values.length, at + 4);
      if (body.length <= 4) body.copy(directory, at + 8);
      else {
        directory.writeUInt32LE(far, at + 8);
        extras.push(body);
        far += body.length;
      }
    });
    directory.writeUInt32LE(far, 2 + 12 * all.findIndex(([tag]) => tag === 273) + 8);
    const end = far + pixels.length;
    directory.writeUInt32LE(page < pages.length - 1 ? end : 0, directory.length - 4);
    parts.push(directory, ...extras, pixels);
    offset = end;
  });
  return Buffer.concat(parts);
}

function encode(type: number, values: readonly number[] | string): Buffer {
  if (typeof values === "string") return Buffer.from(`${values}\0`, "latin1");
  const size = { 2: 1, 3: 2, 4: 4, 5: 8, 12: 8 }[type]!;
  const body = Buffer.alloc(size * values.length);
  values.forEach((value, i) => {
    if (type === 3) body.writeUInt16LE(value, 2 * i);
    else if (type === 4) body.writeUInt32LE(value, 4 * i);
    else if (type === 12) body.writeDoubleLE(value, 8 * i);
    else {
      body.writeUInt32LE(Math.round(value * 1000), 8 * i);
      body.writeUInt32LE(1000, 8 * i + 4);
    }
  });
  return body;
}

/** The fields of an image of bytes without compression. */
export function greyFields(widthPx: number, heightPx: number, extra: readonly TiffField[] = []): TiffField[] {
  const plain: TiffField[] = [
    [256, 4, [widthPx]],
    [257, 4, [heightPx]],
    [258, 3, [8]],
    [259, 3, [1]],
    [262, 3, [1]],
    [277, 3, [1]],
    [278, 4, [heightPx]],
    [279, 4, [widthPx * heightPx]],
  ];
  const tags = new Set(extra.map(([tag]) => tag));
  return [...plain.filter(([tag]) => !tags.has(tag)), ...extra];
}
