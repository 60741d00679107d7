import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSession } from "../../../src/em/index.js";
import { acquireOptions, imageRequestOf, scannedArea, wholeArea } from "../../../src/em/instrument/acquireOptions.js";

const test = suite("options of acquisitions");
const name = "em.acquire.haadf";

test.after.each(() => bindSession({}));

test("defaults are filled in, and a frame is square where nothing else is said", () => {
  const settings = acquireOptions(name, "scan", undefined);
  assert.equal(scannedArea(settings), { widthPx: 512, heightPx: 512, fovNm: 10, dwellUs: 4, scanRotationDeg: 0 });
  assert.is(acquireOptions(name, "scan", { sizePx: 64 } as never).heightPx, 64);
  assert.is(acquireOptions(name, "scan", { sizePx: 64, heightPx: 16 } as never).heightPx, 16);
  assert.is(acquireOptions("em.acquire.edsMap", "map", {}).dwellUs, 1000);
  assert.is("heightPx" in acquireOptions("em.acquire.eds", "spectrum", {}), false);
});

test("every number is refused outside its range, and as NaN, Infinity, text and null, with unit and range", () => {
  const wrong = [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e12, "5", null, {}, true];
  for (const field of ["fovNm", "sizePx", "heightPx", "dwellUs", "scanRotationDeg"]) {
    for (const value of wrong) {
      if (field === "scanRotationDeg" && value === -1) continue;
      const take = () => acquireOptions(name, "scan", { [field]: value } as never);
      assert.throws(take, (error: Error) => error.message.startsWith(`${name}: ${field} is`), `${field} ${value}`);
    }
  }
  assert.throws(() => acquireOptions(name, "scan", { sizePx: 12.5 } as never), /sizePx is 12.5/);
  assert.throws(() => acquireOptions(name, "scan", { fov: 3 } as never), /no option "fov"/);
  assert.throws(() => acquireOptions(name, "scan", "x" as never), /one options object/);
});

test("the signal of the cell is taken where none is given", () => {
  const cell = new AbortController();
  const own = new AbortController();
  bindSession({ signal: () => cell.signal });
  assert.is(acquireOptions(name, "scan", {}).signal, cell.signal);
  assert.is(acquireOptions(name, "scan", { signal: own.signal }).signal, own.signal);
  assert.throws(() => acquireOptions(name, "scan", { signal: 1 } as never), /signal/);
  assert.throws(() => acquireOptions(name, "scan", { onProgress: 1 } as never), /onProgress/);
});

test("a spectrum of an area is a map of one pixel that lasts as long as the exposure", () => {
  assert.equal(wholeArea({ fovNm: 4, exposureS: 2.5 }), {
    widthPx: 1,
    heightPx: 1,
    fovNm: 4,
    dwellUs: 2.5e6,
    scanRotationDeg: 0,
  });
  const request = imageRequestOf(["haadf", "bf"], acquireOptions(name, "scan", { sizePx: 8 } as never));
  assert.equal([request.kind, request.detectors, request.widthPx], ["image", ["haadf", "bf"], 8]);
});

test.run();
