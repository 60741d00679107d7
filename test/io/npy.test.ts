import { statSync, truncateSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openFile } from "../../src/io/openFile.js";
import { expectError } from "./expectError.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { writeNumpy, writeNumpyHeader } from "./writeNumpy.js";

const folder = temporaryFolder();
let made = 0;
const file = (bytes: Uint8Array) => folder.write(`a${made++}.npy`, bytes);

test("each number type gives its values", async () => {
  const typed: [string, ArrayBufferView][] = [
    ["'|u1'", Uint8Array.of(1, 2, 3, 4, 5, 250)],
    ["'|i1'", Int8Array.of(-1, 2, -3, 4, 5, 6)],
    ["'|b1'", Uint8Array.of(0, 1, 1, 0, 0, 1)],
    ["'<u2'", Uint16Array.of(1, 2, 3, 4, 5, 65535)],
    ["'<i2'", Int16Array.of(-1, 2, 3, 4, 5, -32768)],
    ["'<u4'", Uint32Array.of(1, 2, 3, 4, 5, 16777216)],
    ["'<i4'", Int32Array.of(-1, 2, 3, 4, 5, -6)],
    ["'<f4'", Float32Array.of(0.5, 2, 3, 4, 5, -6)],
    ["'<f8'", Float64Array.of(0.25, 2, 3, 4, 5, -6)],
    ["'<u8'", BigUint64Array.of(1n, 2n, 3n, 4n, 5n, 6n)],
    ["'<i8'", BigInt64Array.of(-1n, 2n, 3n, 4n, 5n, 6n)],
  ];
  for (const [descr, body] of typed) {
    const m = await openFile(file(writeNumpy(descr, [2, 3], body)));
    assert.is(m.widthPx, 3, descr);
    assert.is(m.heightPx, 2);
    assert.equal([...m.data], [...(body as Uint8Array)].map(Number), descr);
  }
});

test("half precision gives its values, subnormal, infinite and NaN ones too", async () => {
  const m = await openFile(
    file(writeNumpy("'<f2'", [1, 6], Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00, 0x7e00, 0x3555))),
  );
  assert.is(m.at(0, 0), 1);
  assert.is(m.at(1, 0), -2);
  assert.is(m.at(2, 0), 2 ** -24);
  assert.is(m.at(3, 0), Infinity);
  assert.ok(Number.isNaN(m.at(4, 0)));
  assert.ok(Math.abs(m.at(5, 0) - 1 / 3) < 2e-4);
  assert.match(m.notes.join(" "), /2 of 6 pixels are NaN or infinite/);
});

test("big-endian files give the same values", async () => {
  const body = Buffer.alloc(24);
  [1.5, -2, 1e6].forEach((value, i) => {
    body.writeDoubleBE(value, 8 * i);
  });
  assert.equal([...(await openFile(file(writeNumpy("'>f8'", [1, 3], body)))).data], [1.5, -2, 1e6]);
  const short = Buffer.from([0x01, 0x02, 0xff, 0xfe]);
  assert.equal([...(await openFile(file(writeNumpy("'>u2'", [1, 2], short)))).data], [0x0102, 0xfffe]);
  const single = Buffer.alloc(4);
  single.writeFloatBE(-0.75);
  assert.equal([...(await openFile(file(writeNumpy("'>f4'", [1, 1], single)))).data], [-0.75]);
});

test("column-major arrays and stacks are put in order", async () => {
  const flat = await openFile(file(writeNumpy("'|u1'", [2, 3], Uint8Array.of(1, 4, 2, 5, 3, 6), true)));
  assert.equal([...flat.data], [1, 2, 3, 4, 5, 6]);
  // a[k, l, y, x] = 1000 k + 100 l + 10 y + x, stored with the first axis fastest
  const shape = [2, 3, 2, 4] as const;
  const body = new Uint16Array(48);
  let i = 0;
  for (let x = 0; x < shape[3]; x++)
    for (let y = 0; y < shape[2]; y++)
      for (let l = 0; l < shape[1]; l++) for (let k = 0; k < shape[0]; k++) body[i++] = 1000 * k + 100 * l + 10 * y + x;
  const path = file(writeNumpy("'<u2'", shape, body, true));
  const frame = await openFile(path, { frame: 4 });
  assert.equal([...frame.data], [1100, 1101, 1102, 1103, 1110, 1111, 1112, 1113]);
});

test("a stack gives the frame that is asked for and says which", async () => {
  const path = file(
    writeNumpy(
      "'<u2'",
      [3, 2, 2],
      Uint16Array.from({ length: 12 }, (_, i) => i),
    ),
  );
  const first = await openFile(path);
  assert.equal([...first.data], [0, 1, 2, 3]);
  assert.match(first.notes.join(" "), /frame 0 of 3.*\{ frame: n \}/);
  const last = await openFile(path, { frame: 2 });
  assert.equal([...last.data], [8, 9, 10, 11]);
  assert.match(last.title, /frame 2/);
  assert.is(last.metadata["Shape"]?.value, "3 x 2 x 2");
  await expectError("BadOption", openFile(path, { frame: 3 }), /no frame 3.*0 to 2/);
});

test("a colour array becomes brightness, grey stays exact", async () => {
  const pixels = Uint8Array.from({ length: 6 * 5 * 3 }, (_, i) => (i < 3 ? [255, 0, 0][i]! : 7));
  const m = await openFile(file(writeNumpy("'|u1'", [5, 6, 3], pixels)));
  assert.is(m.widthPx, 6);
  assert.ok(Math.abs(m.at(0, 0) - 0.299 * 255) < 1e-4);
  assert.is(m.at(1, 0), 7);
  assert.match(m.notes.join(" "), /in colour/);
});

test("headers of version 2 and 3 and long ones are read", async () => {
  const text = "{'descr': '<u2', 'fortran_order': False, 'shape': (1, 2), }";
  for (const version of [2, 3]) {
    const m = await openFile(file(writeNumpyHeader(text.padEnd(3000), Uint16Array.of(7, 8), version)));
    assert.equal([...m.data], [7, 8]);
  }
});

test("what is no image is refused with what was found", async () => {
  const some = new Uint8Array(64);
  const cases: [string, RegExp][] = [
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (16,), }", /shape 16 is not an image/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (), }", /not an image/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (0, 5), }", /no pixels/],
    ["{'descr': '<c16', 'fortran_order': False, 'shape': (2, 2), }", /complex numbers.*np\.abs/],
    ["{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }", /Python objects/],
    ["{'descr': '<U3', 'fortran_order': False, 'shape': (2, 2), }", /text/],
    ["{'descr': '<f16', 'fortran_order': False, 'shape': (2, 2), }", /not supported/],
    ["{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2, 2), }", /named fields/],
    ["{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2, 2), }", /header is not readable/],
    ["{'fortran_order': False, 'shape': (2, 2), }", /no number type/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (9007199254740993, 9), }", /its shape is/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 100000), }", /cut short.*40 GB/],
  ];
  for (const [text, pattern] of cases)
    await expectError("BadFile", openFile(file(writeNumpyHeader(text, some))), pattern);
});

test("a file that ends early, in its header or in its values, says so", async () => {
  const whole = writeNumpy("'<f4'", [8, 8], new Float32Array(64));
  await expectError("BadFile", openFile(file(whole.subarray(0, whole.length - 1))), /cut short.*announces/);
  for (const length of [6, 7, 9, 30]) await expectError("BadFile", openFile(file(whole.subarray(0, length))));
});

/** A file that announces much and takes no room on the disk: what is not written reads as zeros. */
function sparse(descr: string, shape: readonly number[], bytes: number): string {
  const path = file(writeNumpy(descr, shape, new Uint8Array(0)));
  truncateSync(path, statSync(path).size + bytes);
  return path;
}

test("an image that is too large for memory is refused before it is read", async () => {
  if (process.platform !== "linux") return; // elsewhere the file would take its room
  const path = sparse("'<f4'", [120_000, 120_000], 4 * 120_000 ** 2);
  await expectError("BadFile", openFile(path), /120000 x 120000 px would take 173 GB of memory, above the limit/);
});

test("of a stack larger than memory a frame opens", async () => {
  if (process.platform !== "linux") return;
  const path = sparse("'<u2'", [100_000, 500, 1000], 2 * 100_000 * 500 * 1000);
  const m = await openFile(path, { frame: 99_999 });
  assert.equal([m.widthPx, m.heightPx, m.stats().max], [1000, 500, 0]);
  assert.match(m.provenance.inputs[0]?.name ?? "", /frame 99999 \(pixel values as float32\)/);
  assert.is(m.provenance.inputs[0]?.sha256, m.sha256);
});

test.run();
