import { deflateSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeLzw } from "../../src/io/lzw.js";
import { openFile } from "../../src/io/openFile.js";
import { decodePackBits } from "../../src/io/tiffDecompress.js";
import { expectError } from "./expectError.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { greyFields, type TiffField, writeTiff } from "./writeTiff.js";

const folder = temporaryFolder();
let made = 0;
const file = (bytes: Uint8Array) => folder.write(`t${made++}.tif`, bytes);
const pixels = Buffer.from([1, 2, 3, 4, 5, 6]);
const open = (extra: readonly TiffField[], body = pixels) =>
  openFile(file(writeTiff([{ fields: greyFields(3, 2, extra), pixels: body }])));

test("a plain file opens", async () => {
  const m = await open([]);
  assert.equal([...m.data], [1, 2, 3, 4, 5, 6]);
  assert.is(m.pixelNm, undefined);
  assert.is(m.metadata["Number type"]?.value, "uint8");
});

test("the sizes of blocks may be missing without compression, not with it", async () => {
  const fields = greyFields(3, 2).filter(([tag]) => tag !== 279);
  assert.equal([...(await openFile(file(writeTiff([{ fields, pixels }])))).data], [1, 2, 3, 4, 5, 6]);
  const packed = [...fields.filter(([tag]) => tag !== 259), [259, 3, [8]] as TiffField];
  await expectError("BadFile", openFile(file(writeTiff([{ fields: packed, pixels }]))), /sizes of its blocks/);
});

test("a palette gives the brightness of its colours", async () => {
  const map = Array.from({ length: 3 * 256 }, (_, i) => 257 * (255 - (i % 256)));
  const m = await open([
    [262, 3, [3]],
    [320, 3, map],
  ]);
  assert.equal([...m.data], [254, 253, 252, 251, 250, 249]);
});

test("of several values per pixel that are no colours the first is taken", async () => {
  const m = await open(
    [
      [277, 3, [2]],
      [258, 3, [8, 8]],
      [279, 4, [12]],
    ],
    Buffer.from([1, 99, 2, 99, 3, 99, 4, 99, 5, 99, 6, 99]),
  );
  assert.equal([...m.data], [1, 2, 3, 4, 5, 6]);
  assert.match(m.notes.join(), /2 values: the first is taken/);
});

test("reduced copies are not counted as images", async () => {
  const thumbnail = { fields: greyFields(1, 1, [[254, 4, [1]]]), pixels: Buffer.from([9]) };
  const m = await openFile(file(writeTiff([{ fields: greyFields(3, 2), pixels }, thumbnail])));
  assert.is(m.widthPx, 3);
  assert.not.match(m.notes.join(), /frame/);
});

test("ImageJ's large stacks with one directory give each frame", async () => {
  const description = "ImageJ=1.53\nimages=3\nslices=3\nunit=micron\n";
  const stack = Buffer.from(Array.from({ length: 18 }, (_, i) => i));
  const fields = greyFields(3, 2, [
    [270, 2, description],
    [282, 5, [50]],
    [283, 5, [50]],
  ]);
  const path = file(writeTiff([{ fields, pixels: stack }]));
  assert.equal([...(await openFile(path)).data], [0, 1, 2, 3, 4, 5]);
  const last = await openFile(path, { frame: 2 });
  assert.equal([...last.data], [12, 13, 14, 15, 16, 17]);
  assert.is(last.pixelNm, 20);
  await expectError("BadOption", openFile(path, { frame: 3 }), /0 to 2/);
});

test("JEOL's description gives the microscope and its voltage", async () => {
  const xml =
    "<TemReporter><Instruments>JEM-ARM</Instruments><AccelerationVoltage>80000</AccelerationVoltage></TemReporter>";
  const { metadata } = await open([[270, 2, xml]]);
  assert.equal(metadata["Accelerating voltage"], { value: 80000, unit: "V", from: "TEM Center description" });
  assert.is(metadata["Instrument"]?.value, "JEM-ARM");
  assert.is(metadata["Description"], undefined);
});

test("DigitalMicrograph's scales and fine resolutions calibrate, printers' ones do not", async () => {
  const gatan: TiffField[] = [
    [65003, 2, "nm"],
    [65009, 12, [0.05]],
    [65010, 12, [0.05]],
  ];
  assert.is((await open(gatan)).pixelNm, 0.05);
  const resolution = (perUnit: number, unit: number): TiffField[] => [
    [282, 5, [perUnit]],
    [283, 5, [perUnit]],
    [296, 3, [unit]],
  ];
  assert.ok(Math.abs((await open(resolution(100_000, 3))).pixelNm! - 100) < 1e-9);
  assert.is((await open(resolution(72, 2))).pixelNm, undefined);
  assert.is((await open(resolution(0, 2))).pixelNm, undefined);
  assert.is((await open(resolution(1, 1))).pixelNm, undefined);
});

test("damaged directories are refused", async () => {
  const round = writeTiff([{ fields: greyFields(3, 2), pixels }]);
  round.writeUInt32LE(8, 8 + 2 + 12 * 9);
  await expectError("BadFile", openFile(file(round)), /circle/);
  const none = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  await expectError("BadFile", openFile(file(none)), /no image/);
  const cases: [readonly TiffField[], RegExp][] = [
    [[[259, 3, [7]]], /not supported \(JPEG\)/],
    [[[259, 3, [777]]], /number 777/],
    [[[258, 3, [12]]], /12 bits/],
    [[[339, 3, [6]]], /complex/],
    [[[317, 3, [9]]], /predictor is 9/],
    [[[317, 3, [3]]], /predictor is 3/],
    [[[256, 4, [0]]], /0 x 2 px/],
    [[[257, 4, [4_000_000_000]]], /damaged|cut short/],
    [[[278, 4, [1]]], /2 blocks are needed, 1 are listed/],
    [[[279, 4, [1000]]], /cut short/],
    [[[279, 4, [2]]], /block 0 has only 2 bytes|cut short/],
  ];
  for (const [extra, pattern] of cases) await expectError("BadFile", open(extra), pattern);
});

test("a block that unpacks to more than it should is cut off, to less is refused", async () => {
  const packed = (bytes: Buffer): Promise<unknown> =>
    open(
      [
        [259, 3, [8]],
        [279, 4, [deflateSync(bytes).length]],
      ],
      deflateSync(bytes),
    );
  await packed(Buffer.concat([pixels, Buffer.alloc(100)]));
  await expectError("BadFile", packed(Buffer.alloc(30_000_000)), /damaged/);
  await expectError("BadFile", packed(Buffer.from([1, 2])), /cut short/);
});

test("an image that cannot be in so small a file is refused before memory is taken", async () => {
  const error = await expectError("BadFile", open([[256, 4, [60_000]], [257, 4, [60_000]], [278, 4, [60_000]], [259, 3, [8]]])); // biome-ignore format: one case
  assert.match(error.message, /memory|has only/);
});

test("runs of bytes unpack; what ends early gives what there was", () => {
  // The example of the TIFF 6.0 specification, section 9.
  const packed = Buffer.from("feaa0280002afdaa0380002a22f7aa", "hex");
  const plain = "aaaaaa80002aaaaaaaaa80002a22aaaaaaaaaaaaaaaaaaaa";
  assert.is(Buffer.from(decodePackBits(packed, 24)).toString("hex"), plain);
  assert.is(decodePackBits(packed, 10).length, 10);
  assert.is(decodePackBits(packed.subarray(0, 4), 24).length, 4);
  assert.equal([...decodePackBits(Buffer.from([128, 0, 7]), 5)], [7]);
});

test("LZW codes unpack; unknown ones are refused", () => {
  const bits = (codes: readonly number[]) => {
    const text = codes.map((code) => code.toString(2).padStart(9, "0")).join("");
    return Buffer.from((text.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2)));
  };
  // The example of the TIFF 6.0 specification, section 13: 7 7 7 8 8 7 7 6 6
  assert.equal([...decodeLzw(bits([256, 7, 258, 8, 8, 258, 6, 6, 257]), 9)], [7, 7, 7, 8, 8, 7, 7, 6, 6]);
  assert.equal([...decodeLzw(bits([256, 7, 258, 8]), 2)], [7, 7]);
  assert.equal([...decodeLzw(bits([256, 1, 256, 2, 257]), 9)], [1, 2]);
  assert.throws(() => decodeLzw(bits([256, 7, 300]), 9), /300 does not exist/);
  assert.throws(() => decodeLzw(bits([256, 300]), 9), /does not exist/);
});

test.run();
