import { chmodSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openFile, resolvePath } from "../../src/io/openFile.js";
import { expectError } from "./expectError.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { writeNumpy } from "./writeNumpy.js";

const folder = temporaryFolder();
const good = folder.write("haadf_07.npy", writeNumpy("'<u2'", [2, 2], Uint16Array.of(0, 1, 2, 3)));

test("a file opens with its name, origin and hash", async () => {
  const m = await openFile(good);
  assert.is(m.title, "haadf_07.npy");
  assert.is(m.pixelNm, undefined);
  assert.is(m.isCounts, undefined);
  assert.is(m.metadata["Format"]?.value, "NPY");
  assert.is(m.provenance.operation, "em.open");
  assert.is(m.provenance.inputs[0]?.name, "haadf_07.npy");
  assert.match(m.provenance.inputs[0]?.sha256 ?? "", /^[0-9a-f]{64}$/);
  assert.match(m.notes.join(" "), /isCounts: true/);
});

test("what the user says goes before what the file says", async () => {
  const m = await openFile(good, { pixelNm: 0.02, isCounts: true, title: "my frame" });
  assert.is(m.pixelNm, 0.02);
  assert.is(m.isCounts, true);
  assert.is(m.title, "my frame");
  assert.is(m.metadata["Pixel size"]?.from, "given to em.open");
  assert.equal(m.notes, []);
});

test("a missing file names its nearest neighbour or what the folder holds", async () => {
  await expectError("BadFile", openFile(join(folder.path, "hadf_07.npy")), /Did you mean haadf_07\.npy\?/);
  await expectError("BadFile", openFile(join(folder.path, "haadf_07.tif")), /Did you mean haadf_07\.npy\?/);
  await expectError("BadFile", openFile(join(folder.path, "quite-another.xyz")), /no such file.*haadf_07\.npy/);
  await expectError("BadFile", openFile(join(folder.path, "none", "a.npy")), /there is no folder/);
  await mkdir(join(folder.path, "bare"), { recursive: true });
  await expectError("BadFile", openFile(join(folder.path, "bare", "a.npy")), /there is no file/);
});

test("a folder, an empty file and an unreadable one are told apart", async () => {
  await expectError("BadFile", openFile(folder.path), /a folder/);
  await expectError("BadFile", openFile(folder.write("empty.npy", "")), /empty \(0 bytes\)/);
  await expectError("BadFile", openFile(join(good, "inside.npy")), /no folder/);
  const secret = folder.write("secret.npy", "x");
  chmodSync(secret, 0);
  // The administrator may read everything, so the kind of refusal differs; Windows knows no such mode.
  if (process.platform !== "win32" && process.getuid?.() !== 0)
    await expectError("BadFile", openFile(secret), /no permission/);
  if (process.platform === "linux") await expectError("BadFile", openFile("/dev/null"), /device or pipe/);
});

test("what people open by mistake is recognised", async () => {
  const cases: [string | Uint8Array, RegExp][] = [
    ["%PDF-1.7 ...", /a PDF document/],
    ["<!DOCTYPE html><html>", /a web page/],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:0\n", /git lfs pull/],
    ['{"a": 1}', /a JSON text/],
    ["x,y\n1,2\n", /a text file/],
    [Uint8Array.of(0x1f, 0x8b, 8, 0), /gzip/],
    [Uint8Array.of(0, 0, 0, 3, 0, 0, 0, 1), /DM3/],
    [Buffer.concat([Buffer.alloc(208), Buffer.from("MAP "), Buffer.alloc(20)]), /MRC/],
    [Uint8Array.of(0xde, 0xad, 0xbe, 0xef), /not known.*de ad be ef/],
  ];
  for (const [bytes, pattern] of cases) {
    const error = await expectError("BadFile", openFile(folder.write("mistake.npy", bytes)), pattern);
    assert.match(error.fix, /NPY/);
  }
});

test("a wrong ending is only noted", async () => {
  const path = folder.write("really-numpy.tif", writeNumpy("'|u1'", [1, 1], Uint8Array.of(3)));
  assert.match((await openFile(path)).notes.join(" "), /NPY by its content.*"\.tif"/);
});

test("wrong options and paths are refused", async () => {
  await expectError("BadOption", openFile(good, { pixelnm: 1 } as never), /Did you mean pixelNm/);
  await expectError("BadOption", openFile(good, { pixelNm: -1 }), /pixelNm/);
  await expectError("BadOption", openFile(good, { frame: 0.5 }), /frame/);
  await expectError("BadOption", openFile("  "), /quotes/);
  await expectError("BadOption", openFile(7 as never), /quotes/);
  await expectError("BadOption", openFile("a\0b"), /quotes/);
  const negative = folder.write("negative.npy", writeNumpy("'<i2'", [1, 1], Int16Array.of(-3)));
  await expectError("BadOption", openFile(negative, { isCounts: true }), /negative/);
});

test("an interrupted reading ends with Aborted", async () => {
  await expectError("Aborted", openFile(good, { signal: AbortSignal.abort() }), /interrupted/);
});

test("values that float32 cannot hold exactly are noted", async () => {
  const path = folder.write("large.npy", writeNumpy("'<u4'", [1, 1], Uint32Array.of(4_000_000_001)));
  assert.match((await openFile(path)).notes.join(" "), /7 digits/);
});

test("no file stays open, whether it is read or refused", async () => {
  if (process.platform !== "linux") return;
  const openFiles = () => readdirSync("/proc/self/fd").length;
  const before = openFiles();
  for (let i = 0; i < 20; i++) {
    await openFile(good);
    await openFile(folder.write("bad.npy", "nonsense")).catch(() => undefined);
    await openFile(folder.write("cut.npy", "\x93NUMPY")).catch(() => undefined);
  }
  assert.ok(openFiles() <= before + 1, `${openFiles()} files are open, before ${before}`);
});

test("paths: home folder, relative, absolute", () => {
  assert.is(resolvePath("~"), homedir());
  assert.is(resolvePath("~/a.npy"), join(homedir(), "a.npy"));
  assert.is(resolvePath("a.npy"), resolve("a.npy"));
  assert.is(resolvePath("~other.npy"), resolve("~other.npy"));
});

test.run();
