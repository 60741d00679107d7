import { test } from "uvu";
import * as assert from "uvu/assert";
import { PiezoElement } from "../../../src/twin/stage/piezoElement.js";
import { deviation, exact, makeStage, mean, near, rejection } from "./stageSetup.js";

test("the loop over the whole reach opens by its share of the stroke and has its tips at the reach", () => {
  for (const fraction of [0, 0.05, 0.1, 0.2]) {
    const piezo = new PiezoElement(10, fraction);
    let state = piezo.driven(piezo.rest(), 10);
    near(piezo.positionUm(state), 10, 1e-9, "upper tip");
    state = piezo.driven(state, 0);
    const down = piezo.positionUm(state);
    state = piezo.driven(state, -10);
    near(piezo.positionUm(state), -10, 1e-9, "lower tip");
    state = piezo.driven(state, 0);
    near(down - piezo.positionUm(state), 20 * fraction, 1e-9, "opening");
  }
});

test("short strokes have small loops, and no stroke at all leaves the piezo as it is", () => {
  const piezo = new PiezoElement(10, 0.1);
  const loop = (strokeUm: number) => {
    let state = piezo.rest();
    for (const driveUm of [strokeUm, -strokeUm, strokeUm, 0]) state = piezo.driven(state, driveUm);
    const down = piezo.positionUm(state);
    for (const driveUm of [-strokeUm, 0]) state = piezo.driven(state, driveUm);
    return (down - piezo.positionUm(state)) / (2 * strokeUm);
  };
  assert.ok(loop(1) > 0 && loop(1) < loop(3) && loop(3) < loop(10), `${loop(1)} ${loop(3)} ${loop(10)}`);
  near(loop(10), 0.1, 1e-9);
  const state = piezo.driven(piezo.rest(), 3);
  assert.is(piezo.driven(state, 3), state);
});

test("many small steps end where one large one does", () => {
  const piezo = new PiezoElement(10, 0.1);
  let state = piezo.rest();
  for (let i = 1; i <= 70; i++) state = piezo.driven(state, i / 10);
  near(piezo.positionUm(state), piezo.positionUm(piezo.driven(piezo.rest(), 7)), 1e-9);
});

test("the piezo moves x and y finely, without the backlash of the motors", async () => {
  const errors: number[] = [];
  for (let seed = 0; seed < 200; seed++) {
    const { stage } = makeStage(seed, { ...exact, backlashXyNm: 400, piezoSigmaNm: 5 });
    await stage.move({ xUm: 20, yUm: 5 });
    const report = await stage.move({ xUm: 21 }, { drive: "piezo" });
    assert.is(report.drive, "piezo");
    assert.equal(report.commanded.xUm, 21);
    near(report.reported.xUm, 21, 1e-9);
    errors.push(1000 * (stage.truth().xUm - 21));
    await stage.move({ xUm: 19.5 }, { drive: "piezo" });
    errors.push(1000 * (stage.truth().xUm - 19.5));
    near(stage.truth().yUm, 5, 1e-12);
  }
  near(mean(errors), 0, (3 * 5) / 20);
  near(deviation(errors), 5, (3 * 5) / Math.sqrt(800));
});

test("its hysteresis is real and not reported", async () => {
  const { stage } = makeStage(1, { ...exact, piezoHysteresisPercent: 10 });
  const at = async (xUm: number) => {
    const { reported } = await stage.move({ xUm }, { drive: "piezo" });
    near(reported.xUm, xUm, 1e-9);
    return stage.truth().xUm;
  };
  await at(10);
  const down = await at(0);
  await at(-10);
  near(down - (await at(0)), 2, 1e-9);
});

test("beyond its reach, and for other axes, the piezo is refused", async () => {
  const { stage, clock } = makeStage(1, exact);
  await stage.move({ xUm: 50 });
  const startS = clock.nowS();
  const error = await rejection(stage.move({ xUm: 61 }, { drive: "piezo" }), "StageLimit");
  assert.match(error.message, /x = 61 µm/);
  assert.match(error.fix, /10 µm either side of the motor at x = 50 µm/);
  await rejection(stage.move({ yUm: -10.01 }, { drive: "piezo" }), "StageLimit");
  for (const target of [{ zUm: 1 }, { alphaDeg: 0 }, { xUm: 51, betaDeg: 1 }]) {
    await rejection(stage.move(target, { drive: "piezo" }), "BadOption");
  }
  assert.is(clock.nowS(), startS);
  await stage.move({ xUm: 60, yUm: -10 }, { drive: "piezo" });
  near(stage.truth().xUm, 60, 1e-9);
});

test("a motion of the motor takes the piezo of its axis back to the middle, and leaves the other's", async () => {
  const { stage } = makeStage(1, exact);
  await stage.move({ xUm: 4, yUm: -6 }, { drive: "piezo" });
  await stage.move({ xUm: 12 });
  near(stage.truth().xUm, 12, 1e-9);
  near(stage.truth().yUm, -6, 1e-9);
  await stage.move({ xUm: 22, yUm: -10 }, { drive: "piezo" });
  await rejection(stage.move({ xUm: 22.1 }, { drive: "piezo" }), "StageLimit");
});

test("a stage without a piezo refuses every motion of it but the one to where it is", async () => {
  const { stage } = makeStage(1, { ...exact, piezoReachUm: 0 });
  assert.is(stage.piezoReachUm, 0);
  await rejection(stage.move({ xUm: 0.001 }, { drive: "piezo" }), "StageLimit");
});

test.run();
