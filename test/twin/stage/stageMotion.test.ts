import { test } from "uvu";
import * as assert from "uvu/assert";
import type { InstrumentEvent } from "../../../src/instrument/port.js";
import { SimulatedClock } from "../../../src/twin/clock.js";
import { TwinStage } from "../../../src/twin/stage/twinStage.js";
import { exact, makeStage, near, rejection, turns } from "./stageSetup.js";

const resting = { xUm: "rest", yUm: "rest", zUm: "rest", alphaDeg: "rest", betaDeg: "rest" };

test("a new stage is at the origin, at rest", async () => {
  const { stage } = makeStage();
  const report = await stage.report();
  const origin = { xUm: 0, yUm: 0, zUm: 0, alphaDeg: 0, betaDeg: 0 };
  assert.equal(report, {
    commanded: origin,
    reported: origin,
    measured: {},
    status: resting,
    drive: "motor",
    timeS: 0,
  });
  assert.equal(stage.truth(), origin);
  assert.equal(stage.travel, { xUm: 100, yUm: 100, zUm: 100, alphaDeg: 36, betaDeg: 32 });
  assert.is(stage.piezoReachUm, 10);
});

test("a motion takes the latency and the way of its slowest axis", async () => {
  for (const [target, seconds] of [
    [{ xUm: 50 }, 1],
    [{ yUm: -100 }, 1.5],
    [{ zUm: 20 }, 2.5],
    [{ alphaDeg: 10 }, 2.5],
    [{ betaDeg: -5 }, 1.5],
    [{ xUm: 40, zUm: 1, alphaDeg: 20 }, 4.5],
    [{ xUm: 0 }, 0.5],
    [{}, 0.5],
    [{ xUm: undefined, yUm: 10 }, 0.6],
  ] as const) {
    const { stage, clock } = makeStage();
    const report = await stage.move(target);
    near(clock.nowS(), seconds, 1e-9, JSON.stringify(target));
    near(report.timeS, seconds, 1e-9);
    assert.equal(report.status, resting);
  }
});

test("during a motion the axes are on their way, each at its own speed, and the first to arrive rests", async () => {
  const { stage, clock } = makeStage(1, exact);
  const move = stage.move({ xUm: 30, zUm: -10 });
  assert.ok(stage.isMoving);
  assert.equal((await stage.report()).status, { ...resting, xUm: "moving", zUm: "moving" });
  assert.equal((await stage.report()).commanded.xUm, 30);
  near(stage.truth(0.5).xUm, 0, 1e-12, "at the end of the latency");
  near(stage.truth(0.6).xUm, 10, 1e-9);
  near(stage.truth(0.6).zUm, -1, 1e-9);
  near(stage.truth(5).xUm, 30, 1e-12);
  while (clock.nowS() < 0.85) await turns(1);
  const report = await stage.report();
  assert.equal(report.status, { ...resting, zUm: "moving" });
  near(report.reported.xUm, 30, 1e-9);
  near(report.reported.zUm, -10 * (clock.nowS() - 0.5), 0.001);
  await move;
  assert.not.ok(stage.isMoving);
  near(clock.nowS(), 1.5, 1e-9);
});

test("stop leaves the stage halfway, the clock at that time, and the move aborted", async () => {
  const { stage, clock, events } = makeStage(1, exact);
  const move = stage.move({ xUm: 100, alphaDeg: 1 });
  while (clock.nowS() < 1) await turns(1);
  const stoppedS = clock.nowS();
  await stage.stop();
  const report = await stage.report();
  assert.equal(report.status, resting);
  near(report.reported.xUm, 100 * (stoppedS - 0.5), 0.001);
  const error = await rejection(move, "Aborted");
  assert.match(error.message, /x = 100 µm, alpha = 1°/);
  assert.is(clock.nowS(), stoppedS);
  near(stage.truth(stoppedS + 100).xUm, 100 * (stoppedS - 0.5), 1e-9);
  assert.equal(
    events.map((event) => event.type),
    ["moving", "stopped"],
  );
  assert.not.ok(stage.isMoving);
  await stage.move({ xUm: 0 });
  near(stage.truth().xUm, 0, 1e-12);
});

test("a stop before the motors start leaves the stage where it was; a stop at rest does nothing", async () => {
  const { stage, events } = makeStage(1, exact);
  await stage.stop();
  const move = stage.move({ xUm: 100 });
  await stage.stop();
  await rejection(move, "Aborted");
  assert.equal(stage.truth().xUm, 0);
  assert.equal(
    events.map((event) => event.type),
    ["stopped", "moving", "stopped"],
  );
});

test("a stop takes effect at once: the next move is not refused", async () => {
  const { stage, clock } = makeStage(1, exact);
  const first = stage.move({ xUm: 100 });
  await turns(15);
  await stage.stop();
  const second = stage.move({ xUm: 1 });
  await rejection(first, "Aborted");
  await second;
  near(stage.truth().xUm, 1, 1e-12);
  assert.ok(clock.nowS() < 2);
});

test("a signal stops as well: while moving with its reason as the cause, and before without any motion", async () => {
  const { stage, clock } = makeStage(1, exact);
  const control = new AbortController();
  const move = stage.move({ yUm: -80 }, { signal: control.signal });
  while (clock.nowS() < 0.9) await turns(1);
  const reason = new Error("interrupt");
  control.abort(reason);
  const error = await rejection(move, "Aborted");
  assert.is(error.cause, reason);
  near(stage.truth().yUm, -100 * (clock.nowS() - 0.5), 1e-9);
  const before = clock.nowS();
  await rejection(stage.move({ xUm: 5 }, { signal: control.signal }), "Aborted");
  assert.is(clock.nowS(), before);
  assert.equal((await stage.report()).commanded.xUm, 0);
});

test("a signal that fires after the arrival changes nothing", async () => {
  const { stage } = makeStage(1, exact);
  const control = new AbortController();
  await stage.move({ xUm: 5 }, { signal: control.signal });
  control.abort();
  const next = stage.move({ xUm: 8 });
  await next;
  near(stage.truth().xUm, 8, 1e-12);
});

test("a signal or a stop after the time of a motion is over finds it arrived", async () => {
  const { stage, clock, events } = makeStage(1, exact);
  const control = new AbortController();
  const move = stage.move({ xUm: 5 }, { signal: control.signal });
  clock.advance(2);
  control.abort();
  await stage.stop();
  near((await move).reported.xUm, 5, 1e-12);
  assert.equal(
    events.map((event) => event.type),
    ["moving", "stopped", "moved"],
  );
});

test("a second motion is refused while one is under way, and the first goes on", async () => {
  const { stage } = makeStage(1, exact);
  const first = stage.move({ xUm: 40 });
  const error = await rejection(stage.move({ yUm: 1 }), "InstrumentBusy");
  assert.match(error.message, /x = 40 µm, for 0\.9 s more/);
  await rejection(stage.move({ xUm: 1 }, { drive: "piezo" }), "InstrumentBusy");
  const report = await first;
  assert.equal(report.commanded.yUm, 0);
  near(stage.truth().xUm, 40, 1e-12);
});

test("somebody else may let the time pass: the motion has then arrived when it should have", async () => {
  const { stage, clock } = makeStage(1, { ...exact, creepNm: 150 });
  const move = stage.move({ xUm: 10 });
  clock.advance(100);
  near(stage.truth().xUm, 10, 1e-5, "and has crept since");
  await stage.stop();
  await move;
  near(stage.truth(100).xUm, 10 - 0.15 * Math.exp(-99.4 / 8), 1e-9);
});

test("at real speed a stop comes halfway too, at the time of the clock", async () => {
  const clock = new SimulatedClock("real");
  const events: InstrumentEvent[] = [];
  const stage = new TwinStage({ clock, seed: 1, parameters: exact, onEvent: (event) => events.push(event) });
  await stage.move({ xUm: 2 });
  near(clock.nowS(), 0.52, 1e-9);
  const move = stage.move({ xUm: 102 - 10 });
  while (clock.nowS() < 1.2) await new Promise((resolve) => setTimeout(resolve, 5));
  await stage.stop();
  const report = await stage.report();
  await rejection(move, "Aborted");
  near(report.reported.xUm, 2 + 100 * (report.timeS - 0.52 - 0.5), 0.001);
  assert.ok(report.reported.xUm < 92);
  assert.equal(
    events.map((event) => event.type),
    ["moving", "moved", "moving", "stopped"],
  );
});

test("moves tell what they do", async () => {
  const { stage, events } = makeStage(1, exact);
  const report = await stage.move({ xUm: 1 });
  assert.equal(events, [
    { type: "moving", target: { xUm: 1 }, timeS: 0 },
    { type: "moved", report, timeS: report.timeS },
  ]);
});

test("the truth is kept from the last motion on", async () => {
  const { stage, clock } = makeStage();
  await stage.move({ xUm: 1 });
  for (const timeS of [0, clock.nowS() - 1e-6, Number.NaN, Infinity]) {
    try {
      stage.truth(timeS);
      assert.unreachable();
    } catch (error) {
      assert.is((error as { tag?: string }).tag, "BadOption", String(error));
    }
  }
});

test.run();
