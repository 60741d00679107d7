import { test } from "uvu";
import * as assert from "uvu/assert";
import type { StageAxis } from "../../../src/instrument/stagePosition.js";
import { couplingMatrix } from "../../../src/twin/stage/axisSettings.js";
import { stageValues } from "../../../src/twin/stage/stageParameters.js";
import { deviation, exact, makeStage, mean, near } from "./stageSetup.js";

const seeds = Array.from({ length: 200 }, (_, i) => i);
const settleS = 80;
/** Drift is another matter. */
const still = { driftSettledNmPerMin: 0, driftInsertedNmPerMin: 0 };

async function reversalNm(seed: number, axis: StageAxis, byUm: number) {
  const { stage, clock } = makeStage(seed, still);
  const arrive = async (fromUm: number) => {
    await stage.move({ [axis]: fromUm });
    await stage.move({ [axis]: 0 });
    clock.advance(settleS);
    return stage.truth()[axis];
  };
  const fromBelow = await arrive(-byUm);
  return 1000 * ((await arrive(byUm)) - fromBelow);
}

test("reversal loses the configured backlash: the mean within 3 sigma, the scatter that of two arrivals", async () => {
  for (const [axis, backlashNm] of [
    ["xUm", 400],
    ["yUm", 400],
    ["zUm", 300],
  ] as const) {
    const shifts = await Promise.all(seeds.map((seed) => reversalNm(seed, axis, 2)));
    // 60 nm between two arrivals, and 1 % of two steps of 2 um.
    const sigma = Math.hypot(60, 20 * Math.SQRT2);
    near(mean(shifts), backlashNm, (3 * sigma) / Math.sqrt(seeds.length), axis);
    near(deviation(shifts), sigma, (3 * sigma) / Math.sqrt(2 * seeds.length), `scatter of ${axis}`);
  }
});

test("reversal of a tilt loses 0.05 degrees", async () => {
  const shifts: number[] = [];
  for (const seed of seeds.slice(0, 60)) {
    const { stage } = makeStage(seed);
    await stage.move({ alphaDeg: -1 });
    await stage.move({ alphaDeg: 0 });
    const below = stage.truth().alphaDeg;
    await stage.move({ alphaDeg: 1 });
    await stage.move({ alphaDeg: 0 });
    shifts.push(stage.truth().alphaDeg - below);
  }
  near(mean(shifts), 0.05, (3 * Math.hypot(0.01, 0.01 * Math.SQRT2)) / Math.sqrt(60));
});

test("a return that always comes from the same side is off by less than 3 sigma of the repeatability", async () => {
  const direct: number[] = [];
  const approached: number[] = [];
  for (const seed of seeds) {
    const { stage, clock } = makeStage(seed);
    const approach = async () => {
      await stage.move({ xUm: 10 - 1 });
      await stage.move({ xUm: 10 });
      clock.advance(settleS);
      return stage.truth().xUm;
    };
    const there = await approach();
    await stage.move({ xUm: 30 });
    await stage.move({ xUm: 10 });
    clock.advance(settleS);
    direct.push(1000 * (stage.truth().xUm - there));
    approached.push(1000 * ((await approach()) - there));
  }
  const size = (errors: number[]) => Math.sqrt(mean(errors.map((error) => error ** 2)));
  assert.ok(size(direct) > 400, `direct ${size(direct)} nm`);
  near(size(approached), 61.6, 3 * (61.6 / Math.sqrt(2 * seeds.length)), "root mean square of the returns");
  const within = approached.filter((error) => Math.abs(error) < 180).length;
  assert.ok(within >= 0.97 * seeds.length, `${within} of ${seeds.length} within 180 nm`);
});

test("the reports see neither the backlash nor the creep: motors, 20 nm and whole nanometres", async () => {
  const errors: number[] = [];
  for (const seed of seeds) {
    const { stage } = makeStage(seed);
    await stage.move({ xUm: 5, yUm: -3, alphaDeg: 2 });
    const { reported, commanded, measured } = await stage.move({ xUm: 2 });
    assert.equal(commanded, { xUm: 2, yUm: -3, zUm: 0, alphaDeg: 2, betaDeg: 0 });
    assert.equal(measured, {});
    assert.is(reported.zUm, 0, "an axis that has not moved");
    for (const axis of ["xUm", "yUm"] as const) {
      near(reported[axis] * 1000, Math.round(reported[axis] * 1000), 1e-6);
      errors.push(1000 * (reported[axis] - commanded[axis]));
    }
    near(reported.alphaDeg * 100, Math.round(reported.alphaDeg * 100), 1e-9);
  }
  near(mean(errors), 0, 3);
  near(deviation(errors), 20, 3);
});

test("an axis at rest is reported the same however often it is asked, and asking changes nothing", async () => {
  const run = async (questions: number) => {
    const { stage } = makeStage(5);
    const reports = [];
    for (const xUm of [3, 1, 7]) {
      await stage.move({ xUm });
      for (let i = 0; i < questions; i++) {
        reports.push((await stage.report()).reported.xUm);
        stage.truth();
        stage.truth(10_000);
      }
      assert.is(new Set(reports.slice(-questions)).size, 1);
    }
    return stage.truth();
  };
  assert.equal(await run(1), await run(5));
});

test("creep: what is missing falls from 150 nm with 8 s, on the side that the axis came from", async () => {
  const { stage, clock } = makeStage(1, { ...exact, creepNm: 150 });
  await stage.move({ xUm: 10 });
  const startS = clock.nowS();
  for (const afterS of [0, 1, 8, 24, 80]) {
    near(stage.truth(startS + afterS).xUm, 10 - 0.15 * Math.exp(-afterS / 8), 1e-12, `after ${afterS} s`);
  }
  await stage.move({ xUm: 0 });
  assert.ok(stage.truth().xUm > 0.14, "downwards it is above");
  for (let i = 0; i < 50; i++) await stage.move({ xUm: -5 * (i + 1) * 0.1 });
  near(stage.truth().xUm, -25 + 0.15, 1e-9, "many steps in a row leave no more than one");
});

test("short steps creep in proportion", async () => {
  const { stage } = makeStage(1, { ...exact, creepNm: 150 });
  await stage.move({ yUm: 0.1 });
  near(stage.truth().yUm, 0.1 - 0.015, 1e-9);
});

test("gain: a step is wrong by half a percent, the same each time, with a sign of its own for each axis", async () => {
  const signs = new Set<string>();
  for (let seed = 0; seed < 30; seed++) {
    const { stage } = makeStage(seed, { ...exact, gainErrorPercent: 0.5 });
    await stage.move({ xUm: 40, yUm: -40 });
    const { xUm, yUm } = stage.truth();
    near(Math.abs(xUm - 40), 0.2, 1e-9);
    near(Math.abs(yUm + 40), 0.2, 1e-9);
    signs.add(`${Math.sign(xUm - 40)} ${Math.sign(yUm + 40)}`);
    await stage.move({ xUm: 0, yUm: 0 });
    near(stage.truth().xUm, 0, 1e-12, "and returns");
  }
  assert.is(signs.size, 4);
});

test("coupling: a motion of x moves y and z by one percent, one of z moves x and y", async () => {
  const { stage } = makeStage(3, { ...exact, couplingPercent: 1 });
  await stage.move({ xUm: 50 });
  near(Math.abs(stage.truth().yUm), 0.5, 1e-12);
  near(Math.abs(stage.truth().zUm), 0.5, 1e-12);
  near(stage.truth().xUm, 50, 1e-12);
  await stage.move({ xUm: 0, zUm: -20 });
  near(Math.abs(stage.truth().yUm), 0.2, 1e-12);
  const matrix = couplingMatrix(stageValues(), 3);
  assert.equal([matrix[0], matrix[4], matrix[8]], [1, 1, 1]);
});

test("the random error of an arrival grows with the step before it", async () => {
  const errors = await Promise.all(
    seeds.map(async (seed) => {
      const { stage } = makeStage(seed, { ...exact, stepErrorPercent: 1 });
      await stage.move({ xUm: 50 });
      return stage.truth().xUm - 50;
    }),
  );
  near(mean(errors), 0, (3 * 0.5) / Math.sqrt(seeds.length));
  near(deviation(errors), 0.5, (3 * 0.5) / Math.sqrt(2 * seeds.length));
});

test("a step within the play moves the motor and nothing else", async () => {
  const { stage, clock } = makeStage(8, still);
  await stage.move({ xUm: 5 });
  clock.advance(settleS);
  const before = stage.truth().xUm;
  const { reported } = await stage.move({ xUm: 4.7 });
  near(reported.xUm, 4.7, 0.1);
  near(stage.truth().xUm, before, 1e-5);
  await stage.move({ xUm: 4.4 });
  clock.advance(settleS);
  near(stage.truth().xUm, before - 0.2, 0.25, "0.6 um back less the 0.4 um of the play");
});

test("the same seed gives the same numbers, another seed others", async () => {
  const run = async (seed: number) => {
    const { stage, clock } = makeStage(seed);
    const path = [];
    for (const target of [
      { xUm: 12, yUm: 3 },
      { alphaDeg: 10, betaDeg: -4 },
      { xUm: -3, zUm: 2 },
    ]) {
      path.push(await stage.move(target), stage.truth());
    }
    await stage.move({ xUm: 1 }, { drive: "piezo" });
    clock.advance(1000);
    return JSON.stringify([path, stage.truth()]);
  };
  assert.is(await run(7), await run(7));
  assert.is.not(await run(7), await run(8));
});

test("what one axis does leaves the scatter of another unchanged", async () => {
  const run = async (alone: boolean) => {
    const { stage } = makeStage(4, { ...exact, repeatabilityXyNm: 60 });
    await stage.move(alone ? { xUm: 2 } : { xUm: 2, yUm: 9 });
    await stage.move({ xUm: 4 });
    return stage.truth().xUm;
  };
  assert.is(await run(true), await run(false));
});

test.run();
