import { test } from "uvu";
import * as assert from "uvu/assert";
import { stageValues } from "../../../src/twin/stage/stageParameters.js";
import { ThermalDrift } from "../../../src/twin/stage/thermalDrift.js";
import { exact, makeStage, near } from "./stageSetup.js";

const start = { seed: 3, holder: 0, startS: 0, insertedBeforeS: 0, from: { xNm: 0, yNm: 0 } };
const drift = (changes: Partial<typeof start> = {}, parameters = {}) =>
  new ThermalDrift({ ...start, ...changes }, stageValues(parameters));

test("the drift is 10 nm/min after insertion and falls to 1 nm/min with 30 min", () => {
  const fresh = drift();
  near(fresh.speedNmPerMin(0), 10, 1e-12);
  near(fresh.speedNmPerMin(30 * 60), 1 + 9 / Math.E, 1e-12);
  near(fresh.speedNmPerMin(10 * 3600), 1, 1e-4);
  for (const minute of [0.5, 10.5, 30.5, 300.5]) {
    const [a, b] = [fresh.at(60 * minute - 5), fresh.at(60 * minute + 5)];
    const speed = 6 * Math.hypot(b.xNm - a.xNm, b.yNm - a.yNm);
    near(speed / fresh.speedNmPerMin(60 * minute), 1, 0.06, `at ${minute} min`);
  }
});

test("the shift does not depend on when or how often it is asked", () => {
  const often = drift();
  for (let s = 0; s < 3600; s += 7) often.at(s);
  assert.equal(often.at(3000), drift().at(3000));
  assert.equal(often.at(90), drift().at(90));
  assert.equal(drift().at(0), { xNm: 0, yNm: 0 });
});

test("it has no steps, in place or in speed, where the minutes meet", () => {
  const one = drift();
  for (const s of [60, 120, 1800]) {
    const [a, b, c, d] = [s - 2e-3, s - 1e-3, s + 1e-3, s + 2e-3].map((t) => one.at(t).xNm);
    near(a! - b!, c! - d!, 1e-6);
    near(c! - b!, 2 * (b! - a!), 1e-6);
  }
});

test("its direction wanders: settled, a day's drift gets less far than straight on, and seeds go different ways", () => {
  const dayS = 24 * 3600;
  const ends = Array.from({ length: 30 }, (_, seed) => drift({ seed, insertedBeforeS: dayS }).at(dayS));
  const distances = ends.map(({ xNm, yNm }) => Math.hypot(xNm, yNm));
  assert.ok(Math.max(...distances) < 1440);
  // A walk that turns by 10 degrees a minute keeps its direction for about 1 / (0.1745^2 / 2) = 66 min: sqrt(2 * 66 * 1440) = 435 nm.
  const size = Math.sqrt(distances.reduce((sum, d) => sum + d * d, 0) / 30);
  near(size, 435, 150);
  assert.ok(ends.some((end) => end.xNm > 0) && ends.some((end) => end.xNm < 0));
});

test("straight on without turns: half an hour from insertion is the integral of the speed", () => {
  const { xNm, yNm } = drift({}, { driftTurnDeg: 0 }).at(1800);
  near(Math.hypot(xNm, yNm), 30 + 9 * 30 * (1 - 1 / Math.E), 0.05);
});

test("a stage drifts while nothing else happens: half an hour, settled, about 30 nm", () => {
  const { stage, clock } = makeStage(5, { ...exact, driftSettledNmPerMin: 1, driftInsertedNmPerMin: 10 });
  clock.advance(1800);
  const { xUm, yUm, zUm } = stage.truth();
  const way = 1000 * Math.hypot(xUm, yUm);
  assert.ok(way > 15 && way < 36, `${way} nm`);
  assert.is(zUm, 0);
  for (let s = 1800; s < 3600; s++) assert.ok(Number.isFinite(stage.truth(s).xUm));
});

test("a new holder makes the drift fast again, from where the stage is", async () => {
  const { stage, clock } = makeStage(5, { ...exact, driftSettledNmPerMin: 1, driftInsertedNmPerMin: 10 });
  clock.advance(3600);
  const before = stage.truth();
  const later = stage.truth(3660);
  stage.insertHolder();
  assert.equal(stage.truth(), before);
  const fresh = stage.truth(3660);
  const way = (to: typeof before) => 1000 * Math.hypot(to.xUm - before.xUm, to.yUm - before.yUm);
  near(way(later), 1 + 9 * Math.exp(-6), 0.02);
  near(way(fresh), 9.85, 0.1);
  await stage.move({ xUm: 1 });
  assert.ok(stage.truth().xUm > 0.9);
});

test.run();
