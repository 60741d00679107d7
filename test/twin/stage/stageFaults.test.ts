import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import type { StageTarget } from "../../../src/instrument/stagePosition.js";
import { poleExcess } from "../../../src/twin/stage/holderEnvelope.js";
import { noStageFaults } from "../../../src/twin/stage/stageFaults.js";
import { exact, makeStage, near, rejection } from "./stageSetup.js";

test("beyond its travel an axis goes to the limiter and says so", async () => {
  for (const [target, axis, reached, text] of [
    [{ xUm: 150 }, "xUm", 100, /x = 100 µm where x = 150 µm/],
    [{ yUm: -1e9 }, "yUm", -100, /y = -100 µm where y = -1000000000 µm/],
    [{ zUm: 100.5 }, "zUm", 100, /z = 100 µm/],
    [{ alphaDeg: -40 }, "alphaDeg", -36, /alpha = -36° where alpha = -40°/],
    [{ betaDeg: 33 }, "betaDeg", 32, /beta = 32°/],
  ] as const) {
    const { stage, events } = makeStage(1, exact);
    const error = await rejection(stage.move(target), "StageLimit");
    assert.match(error.message, text);
    const report = await stage.report();
    assert.is(report.status[axis], "limit");
    near(report.reported[axis], reached, 1e-9);
    near(stage.truth()[axis], reached, 1e-9);
    assert.equal(report.commanded[axis], (target as Record<string, number>)[axis]);
    assert.equal(events.at(-1)?.type, "fault");
    await stage.move({ [axis]: 0 });
    assert.is((await stage.report()).status[axis], "rest");
  }
});

test("at the travel itself nothing is wrong, and the other axes of a limited motion arrive", async () => {
  const { stage } = makeStage(1, exact);
  await stage.move({ xUm: 100, yUm: -100, zUm: 100 });
  await rejection(stage.move({ xUm: 101, yUm: 20 }), "StageLimit");
  near(stage.truth().yUm, 20, 1e-9);
  const { status } = await stage.report();
  assert.is(status.yUm, "rest");
  assert.is(status.xUm, "limit");
});

test("what is no target is refused before anything moves", async () => {
  const { stage, clock, events } = makeStage();
  for (const target of [
    { xUm: Number.NaN },
    { yUm: Infinity },
    { zUm: -Infinity },
    { xUm: "3" },
    { xUm: null },
    { xNm: 3 },
    { alpha: 3 },
    { toString: 1 },
    null,
    7,
    [1, 2],
    "home",
  ]) {
    await rejection(stage.move(target as StageTarget), "BadOption");
  }
  const error = await rejection(stage.move({ alphaDg: 3 } as StageTarget), "BadOption");
  assert.match(error.fix, /alphaDeg/);
  await rejection(stage.move({ xUm: 1 }, { drive: "hand" as "motor" }), "BadOption");
  assert.is(clock.nowS(), 0);
  assert.equal(events, []);
});

test("a stuck axis ends with Timeout after the stall time; the others arrive, and the encoder saw no motion", async () => {
  const { stage, clock, events } = makeStage(1, { ...exact, stallS: 5 });
  stage.faults = { ...noStageFaults, stuckAxes: ["xUm"] };
  const move = stage.move({ xUm: 30, yUm: 50 });
  clock.advance(3);
  assert.is((await stage.report()).status.xUm, "moving");
  const error = await rejection(move, "Timeout");
  assert.match(error.message, /within 6\.0 s/);
  assert.match(error.fix, /x = 0 µm/);
  near(clock.nowS(), 6, 1e-9);
  const report = await stage.report();
  assert.equal([report.status.xUm, report.status.yUm], ["stuck", "rest"]);
  assert.equal([report.commanded.xUm, report.reported.xUm], [30, 0]);
  near(stage.truth().yUm, 50, 1e-9);
  assert.equal(events.at(-1)?.type, "fault");
  stage.faults = noStageFaults;
  await stage.move({ xUm: 30 });
  assert.is((await stage.report()).status.xUm, "rest");
  near(stage.truth().xUm, 30, 1e-9);
});

test("a stuck axis that is not asked for does no harm, and a stall can be stopped", async () => {
  const { stage, clock } = makeStage(1, exact);
  stage.faults = { ...noStageFaults, stuckAxes: ["betaDeg"] };
  await stage.move({ xUm: 3 });
  const move = stage.move({ betaDeg: 3 });
  const stopS = clock.nowS() + 2;
  while (clock.nowS() < stopS) await new Promise((resolve) => setImmediate(resolve));
  await stage.stop();
  await rejection(move, "Aborted");
  assert.ok(clock.nowS() < stopS + 0.1);
  assert.is((await stage.report()).status.betaDeg, "rest");
});

test("late motions begin later", async () => {
  const { stage, clock } = makeStage(1, exact);
  stage.faults = { ...noStageFaults, lateS: 7 };
  const move = stage.move({ xUm: 50 });
  near(stage.truth(7.5).xUm, 0, 1e-12);
  near(stage.truth(7.75).xUm, 25, 1e-9);
  await move;
  near(clock.nowS(), 8, 1e-9);
});

test("a touch of the pole piece stops the motion at the place, with all its axes", async () => {
  const { stage, clock, events } = makeStage(1, exact);
  stage.faults = { ...noStageFaults, poleTouchFraction: 0.25 };
  const error = await rejection(stage.move({ zUm: 40, xUm: 10 }), "StageLimit");
  assert.match(error.message, /touched the pole piece.*z = 10 µm/);
  near(clock.nowS(), 1.5, 1e-9);
  near(stage.truth().zUm, 10, 1e-9);
  near(stage.truth(100).zUm, 10, 1e-9);
  const { status } = await stage.report();
  assert.equal([status.zUm, status.xUm, status.yUm], ["limit", "rest", "rest"]);
  assert.equal(events.at(-1)?.type, "fault");
  stage.faults = noStageFaults;
  await stage.move({ zUm: 0 });
  near(stage.truth().zUm, 0, 1e-9);
});

test("without any fault the holder touches where tilt leaves no room, and can be brought back", async () => {
  const { stage } = makeStage(1, exact);
  await stage.move({ xUm: 60 });
  const error = await rejection(stage.move({ alphaDeg: 30 }), "StageLimit");
  assert.match(error.message, /touched the pole piece/);
  const { alphaDeg } = stage.truth();
  // Room of 100 (1 - alpha / 36) + 1 um is 60 um.
  near(alphaDeg, 36 * 0.41, 0.001);
  assert.is((await stage.report()).status.alphaDeg, "limit");
  await stage.move({ xUm: 5 });
  await stage.move({ alphaDeg: 30 });
  await rejection(stage.move({ betaDeg: 30 }), "StageLimit");
  await stage.move({ alphaDeg: 0, betaDeg: 0 });
  near(stage.truth().alphaDeg, 0, 1e-9);
});

test("both tilts at their limits one at a time do not touch", async () => {
  for (const target of [{ alphaDeg: 36 }, { alphaDeg: -36 }, { betaDeg: 32 }, { betaDeg: -32 }]) {
    const { stage } = makeStage(1);
    await stage.move(target);
    assert.is((await stage.report()).status.alphaDeg, "rest");
  }
});

test("a thousand random motions never leave the room of the holder", async () => {
  const random = seededRandom(11, "motions");
  const { stage } = makeStage(2, exact);
  const some = (range: number) => (random.uniform() - 0.5) * 2 * range;
  let touched = 0;
  for (let i = 0; i < 1000; i++) {
    const target =
      random.uniform() < 0.5 ? { xUm: some(120), yUm: some(120) } : { alphaDeg: some(40), betaDeg: some(35) };
    await stage.move(target).catch((error) => {
      assert.is(error.tag, "StageLimit", String(error));
      touched++;
    });
    const at = stage.truth();
    assert.ok(poleExcess(at, stage.values) < 1e-6, JSON.stringify(at));
    assert.ok(Math.abs(at.xUm) <= 100 + 1e-9 && Math.abs(at.alphaDeg) <= 36 + 1e-9);
  }
  assert.ok(touched > 100 && touched < 1000, `${touched}`);
});

test("faults that cannot be are refused", () => {
  const { stage } = makeStage();
  for (const faults of [
    { stuckAxes: ["x"], lateS: 0 },
    { stuckAxes: [], lateS: -1 },
    { stuckAxes: [], lateS: Number.NaN },
    { stuckAxes: [], lateS: 0, poleTouchFraction: 2 },
    { stuckAxes: [], lateS: 0, stuck: true },
  ]) {
    assert.throws(
      () => {
        stage.faults = faults as never;
      },
      (error: { tag: string }) => error.tag === "BadOption",
    );
  }
  assert.equal(stage.faults, noStageFaults);
});

test.run();
