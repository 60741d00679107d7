import { crc32, deflateSync } from "node:zlib";
import { encode } from "fast-png";
import jpeg from "jpeg-js";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openFile } from "../../src/io/openFile.js";
import { expectError } from "./expectError.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
let made = 0;
const file = (bytes: Uint8Array) => folder.write(`p${made++}.png`, bytes);

function chunk(type: string, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}

/** A PNG whose header may say something else than its pixels. */
function writePng(
  widthPx: number,
  heightPx: number,
  rows: Uint8Array,
  { bits = 8, colour = 0, interlaced = 0 } = {},
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([bits, colour, 0, 0, interlaced], 8);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", new Uint8Array(0))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...parts]);
}

test("bits packed in bytes are taken apart", async () => {
  const two = await openFile(
    file(writePng(5, 2, Uint8Array.of(0, 0b00011011, 0b01000000, 0, 0b11100100, 0b10000000), { bits: 2 })),
  );
  assert.equal([...two.data], [0, 1, 2, 3, 1, 3, 2, 1, 0, 2]);
  const four = await openFile(file(writePng(3, 1, Uint8Array.of(0, 0x1f, 0x70), { bits: 4 })));
  assert.equal([...four.data], [1, 15, 7]);
});

test("16 bits, alpha and interlaced pictures keep their values", async () => {
  const data = Uint16Array.from({ length: 12 }, (_, i) => 5000 * i);
  const deep = await openFile(file(encode({ width: 4, height: 3, data, depth: 16, channels: 1 })));
  assert.equal([...deep.data], [...data]);
  const alpha = Uint8Array.of(10, 255, 20, 0);
  const clear = await openFile(file(encode({ width: 2, height: 1, data: alpha, channels: 2 })));
  assert.equal([...clear.data], [10, 20]);
  const woven = Uint8Array.from({ length: 121 }, (_, i) => i);
  const interlaced = encode({ width: 11, height: 11, data: woven, channels: 1 }, { interlace: "Adam7" });
  assert.equal([...(await openFile(file(interlaced))).data], [...woven]);
});

test("texts in a picture become metadata", async () => {
  const data = Uint8Array.of(1);
  const m = await openFile(file(encode({ width: 1, height: 1, data, channels: 1, text: { Author: "A. Person" } })));
  assert.equal(m.metadata["Author"], { value: "A. Person", from: "PNG text" });
});

test("a bomb and pictures that are not what they say are refused", async () => {
  await expectError("BadFile", openFile(file(writePng(4, 4, Buffer.alloc(60_000_000)))), /damaged/);
  await expectError("BadFile", openFile(file(writePng(50_000, 50_000, Buffer.alloc(100)))), /cannot hold|memory/);
  await expectError("BadFile", openFile(file(writePng(4, 4, Buffer.alloc(10)))), /cut short/);
  await expectError("BadFile", openFile(file(writePng(0, 4, Buffer.alloc(10)))), /0 x 4 px/);
  await expectError("BadFile", openFile(file(writePng(4, 4, Buffer.alloc(20), { bits: 3 }))), /header says/);
  await expectError("BadFile", openFile(file(writePng(4, 4, Buffer.alloc(20), { colour: 5 }))), /header says/);
  const whole = writePng(4, 4, Buffer.alloc(20));
  await expectError("BadFile", openFile(file(whole.subarray(0, 20))), /cut short/);
  await expectError("BadFile", openFile(file(whole.subarray(0, whole.length - 12))), /cut short/);
});

test("JPEG: what is announced is checked before it is decoded", async () => {
  const grey = Buffer.alloc(16 * 16 * 4, 100);
  const whole = jpeg.encode({ width: 16, height: 16, data: grey }, 95).data;
  const m = await openFile(file(whole));
  assert.ok(Math.abs(m.at(3, 3) - 100) <= 1);
  const size = whole.indexOf(Buffer.from([0xff, 0xc0])) + 5;
  const huge = Buffer.from(whole);
  huge.writeUInt16BE(65_535, size);
  huge.writeUInt16BE(65_535, size + 2);
  await expectError("BadFile", openFile(file(huge)), /cannot hold|memory/);
  const none = Buffer.from(whole);
  none.writeUInt16BE(0, size);
  await expectError("BadFile", openFile(file(none)), /16 x 0 px|damaged/);
  const lossless = Buffer.from(whole);
  lossless[size - 4] = 0xc3;
  await expectError("BadFile", openFile(file(lossless)), /lossless/);
  await expectError("BadFile", openFile(file(whole.subarray(0, whole.length - 2))), /end of the picture/);
  await expectError(
    "BadFile",
    openFile(file(Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0, 0, 0, 0]))),
    /size is missing/,
  );
});

test.run();
