import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openFile } from "../../../src/io/openFile.js";
import { fromExactJson, toExactJson } from "../../../src/io/runFolder/exactJson.js";
import { decodeFrame, encodeFrame } from "../../../src/io/runFolder/frameFile.js";
import {
  frameFileName,
  isFrameEntry,
  type StoredRecording,
  sequenceOf,
} from "../../../src/io/runFolder/storedRecording.js";
import { writeNumpyHeader } from "../../../src/io/writeNumpyHeader.js";
import { expectError } from "../expectError.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { assertSame, recordingOf } from "./recordings.js";

const place = { run: "r", sequence: 3, writtenAt: "2026-03-01T10:00:00.000Z" };
const bytesOf = (recording: StoredRecording) => Buffer.concat(encodeFrame(recording, place).parts);

test("every kind of numbers and shape comes back bit for bit, with all that was said of it", () => {
  for (const number of [1, 2, 5, 7, 9, 10]) {
    const recording = recordingOf(number);
    const frame = encodeFrame(recording, { ...place, plan: "p" });
    const bytes = Buffer.concat(frame.parts);
    assert.is(bytes.length, frame.sizeBytes);
    const { description, data, sha256 } = decodeFrame("a.npy", bytes);
    assert.is(sha256, frame.sha256);
    const { run, sequence, plan, writtenAt, dtype, ...rest } = description;
    assert.equal({ run, sequence, plan, writtenAt }, { ...place, plan: "p" });
    assertSame({ ...rest, data }, recording, `${dtype}`);
  }
});

test("bytes, extreme numbers and no numbers at all come back", () => {
  const base = recordingOf(1);
  const arrays = [
    Uint8Array.of(0, 255),
    Int32Array.of(-(2 ** 31), 2 ** 31 - 1),
    Float32Array.of(-0, Infinity, NaN, 1e-45),
    new Uint16Array(0),
  ];
  for (const data of arrays) {
    const recording = { ...base, data, shape: [data.length] };
    const { data: found } = decodeFrame("a.npy", bytesOf(recording));
    assertSame({ ...recording, data: found }, recording);
  }
  const part = new Uint16Array(Uint16Array.of(9, 1, 2, 3, 9).buffer, 2, 3);
  assert.equal([...decodeFrame("a", bytesOf({ ...base, data: part, shape: [3] })).data], [1, 2, 3]);
  const shared = new Uint16Array(new SharedArrayBuffer(4));
  shared.set([7, 8]);
  assert.equal([...decodeFrame("a", bytesOf({ ...base, data: shared, shape: [2] })).data], [7, 8]);
});

test("conditions with NaN and infinities come back; what JSON cannot hold is refused", async () => {
  const value = { a: NaN, b: [Infinity, -Infinity], c: { d: 1.1, e: "NaN", f: null }, g: 5e-324 };
  assert.equal(fromExactJson(toExactJson(value, "x")), value);
  assert.is(fromExactJson("{"), undefined);
  const recording = { ...recordingOf(1), conditions: { a: 1n } };
  await expectError(
    "BadOption",
    Promise.resolve().then(() => encodeFrame(recording, place)),
    /recording cannot be stored/,
  );
});

test("a shape that does not hold the numbers is refused", async () => {
  const base = recordingOf(1);
  for (const shape of [[], [64], [64, 65], [-64, -64], [64.5, 64], [NaN, 64]])
    await expectError(
      "BadShape",
      Promise.resolve().then(() => encodeFrame({ ...base, shape }, place)),
      /shape/,
    );
  const doubles = { ...base, data: new Float64Array(4096) as unknown as Float32Array };
  await expectError(
    "BadShape",
    Promise.resolve().then(() => encodeFrame(doubles, place)),
    /Float64Array/,
  );
});

test("a file that is cut at any length, or has any byte altered, is seen as damaged", async () => {
  const whole = bytesOf({ ...recordingOf(1), data: new Uint16Array(6), shape: [2, 3] });
  const damaged = (bytes: Buffer) =>
    expectError(
      "BadFile",
      Promise.resolve().then(() => decodeFrame("a.npy", bytes)),
      /damaged/,
    );
  for (let length = 0; length < whole.length; length++) await damaged(whole.subarray(0, length));
  for (let at = 0; at < whole.length; at++) {
    const altered = Buffer.from(whole);
    altered[at]! ^= 1;
    await damaged(altered);
  }
  await damaged(Buffer.concat([whole, Buffer.from("\n")]));
});

test("names of files: plain letters, numbers in order, nothing of a path", () => {
  assert.is(frameFileName(1, "haadf"), "000001-haadf.npy");
  assert.is(frameFileName(1_234_567, "../../etc/passwd"), "1234567-etc-passwd.npy");
  assert.is(frameFileName(2, "µ"), "000002-frame.npy");
  assert.is(sequenceOf("000012-haadf.npy"), 12);
  for (const name of ["12-haadf.npy", "000012-haadf.npy.partial", "000012-../a.npy", "notes.txt"])
    assert.is(sequenceOf(name), undefined, name);
  const { description, sizeBytes, sha256 } = encodeFrame(recordingOf(3), place);
  const entry = { ...description, file: "frames/000003-haadf.npy", sizeBytes, sha256 };
  assert.ok(isFrameEntry(entry));
  for (const file of ["frames/../../x/000003-haadf.npy", "/etc/000003-haadf.npy", "frames/000004-haadf.npy"])
    assert.not.ok(isFrameEntry({ ...entry, file }), file);
});

test("emlab opens a frame's file as any other NPY file, and so does numpy", async () => {
  const folder = temporaryFolder();
  const path = folder.write("000001-haadf.npy", bytesOf(recordingOf(1)));
  const opened = await openFile(path);
  assert.equal([...opened.data.subarray(0, 4)], [...recordingOf(1).data.subarray(0, 4)]);
  for (const shape of [[7], [2, 3, 4], [100_000, 1]]) assert.is(writeNumpyHeader("<u2", shape).length % 64, 0);
  const script = `import numpy,sys;a=numpy.load(sys.argv[1]);print(a.dtype,a.shape,int(a[1,1]),a.flags.c_contiguous)`;
  const python = spawnSync("python3", ["-c", script, path], { encoding: "utf8" });
  if (python.status !== 0) {
    console.log("  skipped: there is no python3 with numpy");
    return;
  }
  assert.is(python.stdout.trim(), `uint16 (64, 64) ${recordingOf(1).data[65]} True`);
});

test.run();
