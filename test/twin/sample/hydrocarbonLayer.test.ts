import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { HydrocarbonLayer, type LayerExposure } from "../../../src/twin/sample/hydrocarbonLayer.js";
import { sampleParameters } from "../../../src/twin/sample/sampleParameters.js";
import { square } from "../specimens/fields.js";

const field = (change: Partial<LayerExposure> = {}): LayerExposure => ({
  ...{ centreXNm: 0, centreYNm: 0, widthNm: 50, heightNm: 50, currentPicoAmp: 50, timeS: 60 },
  ...change,
});
const near = (a: number, b: number, within = 1e-9) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

test("a field of 50 nm at 50 pA grows 0.5 nm in a minute, and ten times that in ten", () => {
  const layer = new HydrocarbonLayer();
  assert.is(layer.thicknessNmAt(0, 0), 0);
  layer.deposit(field());
  near(layer.thicknessNmAt(0, 0), 0.5);
  near(layer.thicknessNmAt(24, -24), 0.5);
  for (let k = 0; k < 9; k++) layer.deposit(field());
  near(layer.thicknessNmAt(10, 3), 5);
  assert.is(layer.fieldCount, 1);
});

test("growth rises with the current and then no more, and is faster in a smaller field", () => {
  const layer = new HydrocarbonLayer();
  const at = (currentPicoAmp: number, widthNm = 50) => layer.growthNmPerMin(widthNm, widthNm, currentPicoAmp);
  near(at(50), 0.5);
  assert.is(at(0), 0);
  assert.ok(at(5) < at(20) && at(20) < at(50) && at(50) < at(500));
  near(at(1) / at(0.5), 2, 0.02);
  near(at(5000) / at(1000), 1, 1e-6);
  near(at(50, 10), 2.5);
  near(at(50, 500), 0.05);
  assert.ok(Number.isFinite(at(50, 0)) && at(50, 0) === at(50, 5));
});

test("around a field the layer falls as 1/r and ends where molecules no longer come from", () => {
  const layer = new HydrocarbonLayer();
  layer.deposit(field());
  const profile = [26, 40, 60, 100, 160, 224].map((x) => layer.thicknessNmAt(x, 0));
  for (let k = 1; k < profile.length; k++) assert.ok(profile[k]! < profile[k - 1]! && profile[k]! > 0);
  assert.ok(profile[0]! < 0.25 && profile[0]! > 0.2);
  // 25 nm beyond the edge of a field of 25 nm radius: half, but for the end of its reach.
  near(layer.thicknessNmAt(50, 0), 0.25 * 0.5 * (1 - 25 / 200));
  assert.is(layer.thicknessNmAt(226, 0), 0);
  near(layer.thicknessNmAt(-60, 0), layer.thicknessNmAt(0, 60));
});

test("layers of several fields add up", () => {
  const [one, other, both] = [new HydrocarbonLayer(), new HydrocarbonLayer(), new HydrocarbonLayer()];
  const second = field({ centreXNm: 70, timeS: 30 });
  one.deposit(field());
  other.deposit(second);
  both.deposit(field());
  both.deposit(second);
  assert.is(both.fieldCount, 2);
  for (const [x, y] of [
    [0, 0],
    [35, 5],
    [70, -20],
    [140, 60],
  ] as const)
    near(both.thicknessNmAt(x, y), one.thicknessNmAt(x, y) + other.thicknessNmAt(x, y));
});

test("a beam shower leaves less to grow there, and takes nothing away", () => {
  const layer = new HydrocarbonLayer();
  layer.deposit(field());
  // 100 e/A2 over 2 um: 4e8 A2 and 4e10 electrons, 6.4 nC.
  layer.shower(field({ widthNm: 2000, heightNm: 2000, currentPicoAmp: 10_681.2, timeS: 0.6 }));
  near(layer.thicknessNmAt(0, 0), 0.5);
  near(layer.mobileFractionAt(0, 0), Math.exp(-1), 1e-3);
  near(layer.mobileFractionAt(999, -999), Math.exp(-1), 1e-3);
  assert.is(layer.mobileFractionAt(1001, 0), 1);
  layer.deposit(field());
  near(layer.thicknessNmAt(0, 0), 0.5 + 0.5 * Math.exp(-1), 1e-3);
  for (let k = 0; k < 9; k++)
    layer.shower(field({ widthNm: 2000, heightNm: 2000, currentPicoAmp: 10_681.2, timeS: 0.6 }));
  near(layer.mobileFractionAt(0, 0), Math.exp(-10), 1e-6);
});

test("thicknessIn gives the same in its region, and stays as it was", () => {
  const layer = new HydrocarbonLayer();
  for (let k = 0; k < 60; k++) layer.deposit(field({ centreXNm: 137 * k, centreYNm: 61 * (k % 7) }));
  const region = square(400, 900, 100);
  const inRegion = layer.thicknessIn(region);
  const before: number[] = [];
  for (let x = 700; x <= 1100; x += 23) {
    for (let y = -100; y <= 300; y += 31) {
      near(inRegion(x, y), layer.thicknessNmAt(x, y));
      before.push(inRegion(x, y));
    }
  }
  layer.deposit(field({ centreXNm: 900, centreYNm: 100, timeS: 600 }));
  assert.is(inRegion(700, -100), before[0]);
  assert.ok(layer.thicknessNmAt(900, 100) > inRegion(900, 100) + 4);
});

test("memory is bounded: the thinnest of very many fields gives way", () => {
  const layer = new HydrocarbonLayer();
  for (let k = 0; k < 2000; k++) layer.deposit(field({ centreXNm: 1000 * k, timeS: 1 + (k % 10) }));
  assert.is(layer.fieldCount, 512);
  let thickest = 0;
  for (let k = 1500; k < 2000; k++) if (k % 10 === 9 && layer.thicknessNmAt(1000 * k, 0) > 0) thickest++;
  assert.is(thickest, 50);
  for (let k = 0; k < 500; k++) layer.shower(field({ centreXNm: 1000 * k }));
  assert.ok(layer.mobileFractionAt(0, 0) <= 1);
});

test("carbon sends little: 10 nm of it less than a tenth of 10 nm SrTiO3", () => {
  const layer = new HydrocarbonLayer();
  const fraction = layer.haadfFraction(10);
  assert.ok(fraction > 0.003 && fraction < 0.01, `${fraction}`);
  near(layer.haadfFraction(20), 2 * fraction);
});

test("numbers that are none are refused, and nothing is changed by them", () => {
  const layer = new HydrocarbonLayer();
  for (const name of ["centreXNm", "centreYNm", "widthNm", "heightNm", "currentPicoAmp", "timeS"]) {
    for (const value of [NaN, Infinity, ...(name.startsWith("centre") ? [] : [-1])]) {
      for (const act of ["deposit", "shower"] as const) {
        try {
          layer[act](field({ [name]: value }));
          assert.unreachable(`${act} ${name} ${value}`);
        } catch (error) {
          assert.instance(error, EmError);
          assert.is((error as EmError).tag, "BadOption");
          assert.match((error as EmError).message, name);
        }
      }
    }
  }
  assert.is(layer.fieldCount, 0);
  layer.deposit(field({ timeS: 0 }));
  layer.deposit(field({ currentPicoAmp: 0 }));
  assert.is(layer.fieldCount, 0);
});

test("its numbers can be changed, and each has a source and says whether it is a guess", () => {
  const layer = new HydrocarbonLayer({ growthNmPerMin: 2 });
  layer.deposit(field());
  near(layer.thicknessNmAt(0, 0), 2);
  for (const [name, { value, source, isPlaceholder }] of Object.entries(sampleParameters)) {
    assert.ok(Number.isFinite(value) && source.length > 15, name);
    if (source.startsWith("order of magnitude")) assert.ok(isPlaceholder, name);
  }
  assert.ok(sampleParameters.growthNmPerMin.isPlaceholder && sampleParameters.reductionDoseEPerA2.isPlaceholder);
});

test.run();
