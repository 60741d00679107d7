import { test } from "uvu";
import * as assert from "uvu/assert";
import type { OpenOptions } from "../../src/io/format.js";
import { openFile } from "../../src/io/openFile.js";
import { expectError } from "./expectError.js";
import { fixturePath, fixtureValue } from "./fixtureFolder.js";

/** Opens a fixture and compares each pixel with what the reference program was given. */
async function check(name: string, options: OpenOptions = {}, expected = fixtureValue, tolerance = 0) {
  const m = await openFile(fixturePath(name), options);
  assert.equal([m.widthPx, m.heightPx], [30, 20], name);
  for (let y = 0; y < 20; y++)
    for (let x = 0; x < 30; x++) {
      const wanted = expected(y, x, options.frame ?? 0);
      assert.ok(Math.abs(m.at(x, y) - wanted) <= tolerance, `${name} at ${x}, ${y}: ${m.at(x, y)}, not ${wanted}`);
    }
  return m;
}

test("numpy's arrays and archives", async () => {
  await check("uint16.npy");
  await check("fortran-float64.npy");
  assert.is((await check("stored.npz")).title, "stored.npz, img");
  await check("deflated.npz", { array: "a" });
  await check("deflated.npz", { array: "b", frame: 2 });
  await expectError("BadFile", openFile(fixturePath("deflated.npz")), /a \(20 x 30\), b \(3 x 20 x 30\).*array: "a"/);
  await expectError("BadOption", openFile(fixturePath("deflated.npz"), { array: "image" }), /It has: a, b/);
});

test("tifffile's number types and byte orders", async () => {
  for (const name of ["uint8", "uint16", "int16", "uint32", "int32", "float32", "float64"]) await check(`${name}.tif`);
  await check("int8.tif", {}, (y, x) => Math.floor(((fixtureValue(y, x) << 24) >> 24) / 2));
  await check("float16.tif");
  await check("big-endian.tif");
  await check("bigtiff.tif");
});

test("tifffile's compressions, predictors and layouts", async () => {
  for (const name of ["deflate", "deflate-big-endian", "float-predictor", "packbits", "tiled"])
    await check(`${name}.tif`);
  const large = await openFile(fixturePath("lzw.tif"));
  assert.equal([large.widthPx, large.heightPx], [240, 160]);
  for (let y = 0; y < 160; y++)
    for (let x = 0; x < 240; x++) assert.is(large.at(x, y), fixtureValue(y % 20, x % 30), `${x}, ${y}`);
  await expectError("BadFile", openFile(fixturePath("zstd.tif")), /compression is not supported \(Zstandard\)/);
});

test("coloured, inverted and two-level TIFF become brightness", async () => {
  assert.equal(
    (await check("rgb.tif")).notes.filter((note) => /colour/.test(note)),
    [],
  );
  const planar = await check("rgb-planar.tif", {}, (y, x) => fixtureValue(y, x) + 0.114, 1e-4);
  assert.match(planar.notes.join(), /in colour/);
  assert.match((await check("white-is-zero.tif")).notes.join(), /white as zero/);
  await check("bilevel.tif", {}, (y, x) => (fixtureValue(y, x) > 120 ? 1 : 0));
});

test("the calibration of each program is found", async () => {
  const cases: [string, number | undefined, RegExp][] = [
    ["imagej-stack.tif", 0.02, /ImageJ/],
    ["ome.tif", 0.02, /OME/],
    ["fei.tif", 0.025, /Thermo/],
    ["zeiss.tif", 2.3, /Zeiss/],
    ["velox.emd", 0.02, /Velox/],
    ["berkeley.emd", 0.05, /EMD/],
    ["hyperspy.hspy", 0.03, /HyperSpy/],
    ["dpi.tif", undefined, /^$/],
    ["uint16.tif", undefined, /^$/],
  ];
  for (const [name, pixelNm, from] of cases) {
    const m = await check(name);
    if (pixelNm === undefined) assert.is(m.pixelNm, undefined, name);
    else assert.ok(Math.abs(m.pixelNm! / pixelNm - 1) < 1e-6, `${name}: ${m.pixelNm}`);
    assert.match(m.metadata["Pixel size"]?.from ?? "", from, name);
  }
  const notSquare = await check("not-square.tif");
  assert.is(notSquare.pixelNm, undefined);
  assert.match(notSquare.notes.join(), /0\.01 x 0\.02 nm.*not square/);
});

test("stacks give each frame", async () => {
  for (const name of ["imagej-stack.tif", "velox.emd", "berkeley.emd"]) {
    for (const frame of [0, 1, 2]) await check(name, { frame });
    assert.match((await check(name)).notes.join(), /frame 0 of 3/);
    await expectError("BadOption", openFile(fixturePath(name), { frame: 3 }), /0 to 2/);
  }
});

test("Pillow's pictures", async () => {
  for (const name of ["grey8.png", "grey16.png", "rgba.png", "palette.png"]) await check(name);
  assert.match((await check("rgb.png", {}, (y, x) => fixtureValue(y, x) + 0.114, 1e-4)).notes.join(), /in colour/);
  await check("bilevel.png", {}, (y, x) => (fixtureValue(y, x) > 120 ? 1 : 0));
  await check("grey.jpg", {}, (y, x) => Math.floor(Math.hypot(y - 10, x - 15) * 8), 6);
  const lossy = await check("rgb.jpg", {}, fixtureValue, 60);
  assert.is(lossy.isCounts, false);
  assert.match(lossy.notes.join(), /JPEG/);
});

test("HDF5 files of h5py, by path, by the end of a path, or by themselves", async () => {
  assert.is((await check("one.h5")).metadata["Dataset"]?.value, "/scan/haadf");
  await check("one.h5", { dataset: "/scan/haadf" });
  await check("several.h5", { dataset: "a" });
  await check("several.h5", { dataset: "/b", frame: 2 });
  await expectError("BadFile", openFile(fixturePath("several.h5"), { dataset: "c" }), /float16/);
  await check("several.h5", { dataset: "mask" }, (y, x) => (fixtureValue(y, x) > 120 ? 1 : 0));
  const error = await expectError(
    "BadFile",
    openFile(fixturePath("several.h5")),
    /images: .*\/a \(20 x 30\).*\/b \(3 x/,
  );
  assert.match(error.fix, /dataset: "\/a"/);
  await expectError(
    "BadOption",
    openFile(fixturePath("one.h5"), { dataset: "/scan/hadf" }),
    /Did you mean \/scan\/haadf/,
  );
  await expectError("BadFile", openFile(fixturePath("several.h5"), { dataset: "complex" }), /no plain numbers/);
  await expectError("BadFile", openFile(fixturePath("several.h5"), { dataset: "vector" }), /not an image/);
});

test("Velox files give their detectors and what the microscope knew", async () => {
  const m = await check("velox.emd", { dataset: "HAADF" });
  const facts = Object.fromEntries(Object.entries(m.metadata).map(([name, { value, unit }]) => [name, [value, unit]]));
  assert.equal(facts["Accelerating voltage"], [300, "kV"]);
  assert.equal(facts["Convergence angle"], [30.1, "mrad"]);
  assert.equal(facts["Dwell time"], [2, "us"]);
  assert.equal(facts["Instrument"]?.[0], "Spectra 300");
  assert.equal(facts["Acquired"]?.[0], "2020-09-13T12:26:40.000Z");
  assert.ok(Math.abs((facts["Stage alpha"]![0] as number) - 5.72957795) < 1e-6);
  assert.is((await check("berkeley.emd")).metadata["voltage"]?.value, 80);
});

test("an interrupted HDF5 file ends with Aborted", async () => {
  const controller = new AbortController();
  const opening = openFile(fixturePath("one.h5"), { signal: controller.signal });
  setTimeout(() => controller.abort(), 15);
  await expectError("Aborted", opening, /interrupted/);
});

test.run();
