import { crc32, deflateRawSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openFile } from "../../src/io/openFile.js";
import { expectError } from "./expectError.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { writeNumpy } from "./writeNumpy.js";

const folder = temporaryFolder();
let made = 0;
const file = (bytes: Uint8Array) => folder.write(`z${made++}.npz`, bytes);

interface Packed {
  readonly name: string;
  readonly content: Buffer;
  readonly deflate?: boolean;
  /** What the directory says instead of the truth. */
  readonly says?: { readonly size?: number; readonly crc?: number; readonly method?: number; readonly flags?: number };
  /** Writes the sizes as ZIP64 does. */
  readonly wide?: boolean;
}

/** Writes a ZIP archive by hand, so that it can be wrong in a chosen way. */
function writeZip(entries: readonly Packed[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, deflate, says = {}, wide } of entries) {
    const packed = deflate ? deflateRawSync(content) : content;
    const method = says.method ?? (deflate ? 8 : 0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const extra = Buffer.alloc(wide ? 20 : 0);
    if (wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(content.length), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
    }
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(says.flags ?? 0, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(says.crc ?? crc32(content), 16);
    entry.writeUInt32LE(wide ? 0xffffffff : packed.length, 20);
    entry.writeUInt32LE(wide ? 0xffffffff : (says.size ?? content.length), 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name), extra);
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const array = writeNumpy(
  "'|u1'",
  [4, 5],
  Uint8Array.from({ length: 20 }, (_, i) => i),
);

test("stored, deflated and ZIP64 entries open", async () => {
  for (const how of [{}, { deflate: true }, { wide: true }, { wide: true, deflate: true }]) {
    const m = await openFile(file(writeZip([{ name: "img.npy", content: array, ...how }])));
    assert.is(m.at(4, 3), 19);
    assert.is(m.title.split(", ")[1], "img");
  }
});

test("the only image among other arrays is found by its shape", async () => {
  const list = writeNumpy("'<f8'", [7, 2], new Float64Array(14));
  const m = await openFile(
    file(
      writeZip([
        { name: "positions.npy", content: list },
        { name: "haadf.npy", content: array, deflate: true },
        { name: "readme.txt", content: Buffer.from("x") },
      ]),
    ),
  );
  assert.match(m.title, /haadf$/);
});

test("archives that lie or are damaged are refused", async () => {
  const cases: [readonly Packed[], RegExp][] = [
    [[{ name: "a.npy", content: array, says: { crc: 1 } }], /check sum/],
    [[{ name: "a.npy", content: array, deflate: true, says: { size: 10 } }], /damaged/],
    [[{ name: "a.npy", content: array, deflate: true, says: { size: 500 } }], /cut short/],
    [[{ name: "a.npy", content: array, deflate: true, says: { size: 4_000_000_000 } }], /cannot hold/],
    [[{ name: "a.npy", content: array, says: { method: 12 } }], /compression \(number 12\)/],
    [[{ name: "a.npy", content: array, says: { flags: 1 } }], /encrypted/],
    [[{ name: "a.npy", content: Buffer.from("no array at all") }], /not an NPY array/],
    [[{ name: "a.txt", content: Buffer.from("x") }], /no NPY array/],
    [[], /no NPY array/],
  ];
  for (const [entries, pattern] of cases) await expectError("BadFile", openFile(file(writeZip(entries))), pattern);
});

test("a bomb is stopped where its announced size ends", async () => {
  const zeros = Buffer.alloc(50_000_000);
  const bomb = { name: "a.npy", content: zeros, deflate: true, says: { size: 1000 } };
  await expectError("BadFile", openFile(file(writeZip([bomb]))), /damaged/);
});

test.run();
