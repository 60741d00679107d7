import { test } from "uvu";
import * as assert from "uvu/assert";
import { detectorParameters } from "../../../src/twin/detectors/detectorParameters.js";
import { FactorLine } from "../../../src/twin/detectors/factorLine.js";
import { imageGrid } from "../../../src/twin/detectors/imageGrid.js";
import { scanFrame } from "../../../src/twin/detectors/scanFrame.js";
import { thicknessGroups } from "../../../src/twin/detectors/thicknessGroups.js";
import { thicknessTransfer, transferFactor, transferReachNm } from "../../../src/twin/detectors/thicknessTransfer.js";
import { probeTransfer } from "../../../src/twin/optics/probeTransfer.js";
import { TransferLine } from "../../../src/twin/optics/transferLine.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { idealProbe } from "../optics/probes.js";
import { columnsAt, flatView, idealScan } from "./scenes.js";

const values = valuesOf(detectorParameters);
const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);
const straight = { leanA: 0, leanB: 0 };
const frameOf = (leanX = 0) => scanFrame(idealScan(50, 50, 0.1), { ...flatView, leanX });
const wedge = {
  ...columnsAt(Array.from({ length: 100 }, (_, i) => [0.4 * (i % 10) - 2, 0.4 * Math.floor(i / 10) - 2] as const)),
  thicknessNm: Float32Array.from({ length: 100 }, (_, i) => i / 5),
};

test("the terms of a thickness: none up to 2 nm, whole from 3 nm on, a background that grows", () => {
  const thin = thicknessTransfer(1.9, straight, values);
  assert.equal([thin.backgroundFraction, thin.blurSigmaNm, thin.drawnAlongNm, transferReachNm(thin)], [0, 0, 0, 0]);
  const bulk = [3, 10, 20].map((t) => thicknessTransfer(t, straight, values));
  for (const { blurSigmaNm } of bulk) near(blurSigmaNm, 0.02, 1e-12);
  const shares = bulk.map((t) => t.backgroundFraction);
  assert.ok(shares[0]! > 0.1 && shares[1]! > shares[0]! && shares[2]! > shares[1]! && shares[2]! < 0.6, `${shares}`);
  assert.ok(thicknessTransfer(1e5, straight, values).backgroundFraction < 1);
});

test("the factor is 1 at frequency zero, falls, and has its zeros where a leaning column is a whole period long", () => {
  const transfer = thicknessTransfer(10, { leanA: 0.03, leanB: 0.04 }, values);
  near(transferFactor(transfer, 0, 0), 1, 1e-12);
  near(transferFactor(transfer, 1 / 0.3, 0), 0, 1e-9);
  near(transferFactor(transfer, 0, 1 / 0.4), 0, 1e-9);
  const upright = thicknessTransfer(10, straight, values);
  for (let k = 0; k < 20; k++) assert.ok(transferFactor(upright, k + 1, 0) < transferFactor(upright, k, 0));
});

test("lines of factors are the factors", () => {
  for (const lean of [straight, { leanA: 0.02, leanB: -0.01 }]) {
    for (const thicknessNm of [1, 2.5, 12]) {
      const transfer = thicknessTransfer(thicknessNm, lean, values);
      const line = new FactorLine(transfer, 30, 0.4);
      for (const k of [0, -3.3, 7.1]) {
        line.at(k).forEach((factor, u) => {
          near(factor, transferFactor(transfer, u * 0.4, k), 1e-5, `${thicknessNm} nm at ${u * 0.4}, ${k}:`);
        });
      }
    }
  }
});

test("groups share the columns out: nothing is lost, and mean thickness stays", () => {
  for (const lean of [0, 0.02]) {
    const groups = thicknessGroups(wedge, frameOf(lean), 1, values);
    assert.ok(groups.length > 2 && groups.length <= 6, `${groups.length} groups`);
    let [signal, thickness] = [0, 0];
    for (const { haadfNm2, thicknessNm } of groups) {
      for (const weight of haadfNm2) {
        signal += weight;
        thickness += weight * thicknessNm;
      }
    }
    near(signal / (100 * 1e-3), 1, 1e-9);
    near(thickness / (100 * 1e-3), 9.9, 1e-5);
  }
});

test("one group where the thickness is the same or thin, none where nothing is in view", () => {
  const even = { ...wedge, thicknessNm: new Float32Array(100).fill(7) };
  assert.equal(
    thicknessGroups(even, frameOf(), 1, values).map((group) => group.thicknessNm),
    [7],
  );
  const thin = { ...wedge, thicknessNm: wedge.thicknessNm.map((t) => t / 11) };
  assert.is(thicknessGroups(thin, frameOf(), 1, values).length, 1);
  const far = scanFrame(idealScan(50, 50, 0.1, { centreXNm: 1000 }), flatView);
  assert.equal(thicknessGroups(wedge, far, 1, values), []);
  const dark = { ...wedge, haadfNm2: new Float64Array(100) };
  assert.equal(thicknessGroups(dark, frameOf(), 1, values), []);
  const lost = { ...even, xNm: even.xNm.map((x, i) => (i === 3 ? Number.NaN : x)) };
  assert.is(thicknessGroups(lost, frameOf(), 1, values)[0]!.aNm.length, 99);
});

test("the grid is as coarse as the probe allows, and holds the scan and its margin", () => {
  const cutoffPerNm = 14;
  for (const [pixelNm, perPixel] of [
    [0.19, 7],
    [0.03, 2],
    [0.02, 1],
    [0.009, 1 / 3],
  ] as const) {
    const frame = scanFrame(idealScan(60, 40, pixelNm), flatView);
    const grid = imageGrid(frame, cutoffPerNm, 0.5);
    near(grid.perPixel, perPixel, 1e-12, `${pixelNm} nm:`);
    assert.ok(0.5 / grid.stepAlongNm >= 1.25 * cutoffPerNm - 1e-9);
    assert.ok(grid.leastAlongNm < frame.leastAlongNm - 0.5);
    assert.ok(grid.leastAcrossNm + grid.heightPx * grid.stepAcrossNm > frame.mostAcrossNm + 0.5);
  }
});

test("the transfer between the steps of its table is as smooth as the probe is small", () => {
  const table = probeTransfer(idealProbe({ comaXNm: 60, defocusNm: 3 }));
  const coarse = new TransferLine(table, 20, 2 * table.stepPerNm);
  coarse.moveTo(3 * table.stepPerNm);
  for (let i = 0; i < 20 && 2 * i <= table.reach; i++) {
    const at = (table.reach + 3) * table.pitch + 2 * i + 1;
    near(coarse.re[i]!, table.re[at]!, 1e-6);
    near(coarse.im[i]!, table.im[at]!, 1e-6);
  }
  // Half a step off, a middle of its neighbours of either side.
  const fine = new TransferLine(table, 40, table.stepPerNm / 2);
  fine.moveTo(2.5 * table.stepPerNm);
  for (let i = 1; i + 1 < 40; i += 2) {
    near(fine.re[i]!, (fine.re[i - 1]! + fine.re[i + 1]!) / 2, 0.02);
  }
  fine.moveTo(1e4);
  assert.ok(fine.re.every((value) => value === 0) && fine.im.every((value) => value === 0));
});

test.run();
