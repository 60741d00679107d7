import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { unitSuffix } from "../../../src/core/units.js";
import { SimulatedClock } from "../../../src/twin/clock.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { axisText } from "../../../src/twin/stage/axisText.js";
import { relaxed, strained } from "../../../src/twin/stage/creep.js";
import { firstTouch, poleExcess, tiltShare, travelAtTiltUm } from "../../../src/twin/stage/holderEnvelope.js";
import { seededWalk } from "../../../src/twin/stage/seededWalk.js";
import { stageParameters, stageValues } from "../../../src/twin/stage/stageParameters.js";
import { takeUpPlay } from "../../../src/twin/stage/takeUpPlay.js";
import { tiltRunout } from "../../../src/twin/stage/tiltRunout.js";
import { TwinStage } from "../../../src/twin/stage/twinStage.js";
import { near } from "./stageSetup.js";

test("every parameter has a unit in its name, a source, and a word for guesses", () => {
  for (const [name, parameter] of Object.entries(stageParameters)) {
    if (name !== "tiltExponent") assert.ok(unitSuffix(name), name);
    assert.ok(parameter.source.length > 15, name);
    assert.ok(Number.isFinite(parameter.value), name);
  }
  const measured = Object.entries(stageParameters).filter(([, { isPlaceholder }]) => !isPlaceholder);
  assert.equal(
    measured.map(([name]) => name),
    ["travelXUm", "travelYUm", "travelZUm", "travelAlphaDeg", "travelBetaDeg"],
  );
});

test("parameters can be replaced by what can be", () => {
  assert.is(stageValues({ backlashXyNm: 0 }).backlashXyNm, 0);
  assert.is(stageValues({ tiltAxisYUm: -3 }).tiltAxisYUm, -3);
  assert.equal(stageValues(), valuesOf(stageParameters));
  for (const changes of [
    { backlashXyNm: Number.NaN },
    { backlashXyNm: -1 },
    { speedXyUmPerS: 0 },
    { creepTauS: 0 },
    { travelXUm: Infinity },
    { backlashNm: 3 },
    { latencyS: "1" },
  ]) {
    const make = () => new TwinStage({ clock: new SimulatedClock("fast"), seed: 1, parameters: changes as never });
    assert.throws(make, (error: { tag: string }) => error.tag === "BadOption", JSON.stringify(changes));
  }
  const make = () => new TwinStage({ clock: new SimulatedClock("fast"), seed: -1 });
  assert.throws(make, (error: { tag: string }) => error.tag === "BadOption");
});

test("play: reversal loses it once, and it does not depend on the steps of a way", () => {
  let far = 0;
  for (const near of [1, 2, 1.8, 1.7, 1.5, 1]) far = takeUpPlay(far, near, 0.4);
  near(far, 1.4, 1e-12);
  near(takeUpPlay(2, 1, 0.4), 1.4, 1e-12);
  assert.is(takeUpPlay(1.4, 1.2, 0.4), 1.4);
  assert.is(takeUpPlay(1.4, 1.5, 0.4), 1.5);
  assert.is(takeUpPlay(3, -7, 0), -7);
});

test("creep relaxes and saturates", () => {
  const settings = { most: 0.15, share: 0.15, tauS: 8 };
  near(relaxed(1, 8, settings), 1 / Math.E, 1e-12);
  assert.is(strained(0, 5, settings), -0.15);
  assert.is(strained(-0.15, -0.5, settings), -0.075);
  assert.is(strained(0, -50, settings), 0.15);
});

test("a walk is the same whatever is asked first", () => {
  const make = () => seededWalk(seededRandom(4, "walk"), 2);
  const [a, b] = [make(), make()];
  const late = a(100.3);
  const early = a(3.5);
  assert.is(b(3.5), early);
  assert.is(b(100.3), late);
  assert.is(a(0), 0);
  near(a(2.5), (a(2) + a(3)) / 2, 1e-12);
});

test("the runout grows with the root of the angle: 3 nm in the plane at one degree", () => {
  for (const angleDeg of [1, 10, 30, -10]) {
    const squares = Array.from({ length: 400 }, (_, seed) => {
      const [xNm, yNm] = tiltRunout(seed, "alpha", 3)(angleDeg);
      return xNm! ** 2 + yNm! ** 2;
    });
    const size = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
    near(size / (3 * Math.sqrt(Math.abs(angleDeg))), 1, 0.12, `${angleDeg} degrees`);
  }
  assert.equal(tiltRunout(1, "alpha", 3)(0), [0, 0, 0]);
  const runout = tiltRunout(1, "beta", 3);
  assert.equal(runout(12), runout(12));
});

test("tilts share a superellipse, and leave less and less travel", () => {
  const values = stageValues();
  near(tiltShare({ alphaDeg: 36, betaDeg: 0 }, values), 1, 1e-12);
  near(tiltShare({ alphaDeg: 0, betaDeg: -32 }, values), 1, 1e-12);
  near(tiltShare({ alphaDeg: 18, betaDeg: 16 }, values), 0.5 * 2 ** (1 / 3.3), 1e-12);
  near(travelAtTiltUm({ alphaDeg: 0, betaDeg: 0 }, values), 100, 1e-12);
  near(travelAtTiltUm({ alphaDeg: 18, betaDeg: 0 }, values), 50, 1e-9);
  near(travelAtTiltUm({ alphaDeg: 36, betaDeg: 5 }, values), 3, 1e-12);
  const at = { xUm: 51.5, yUm: 0, zUm: 0, alphaDeg: 18, betaDeg: 0 };
  near(poleExcess(at, values), 0.005, 1e-9);
  near(poleExcess({ ...at, alphaDeg: 0 }, values), -0.495, 1e-9);
});

test("the first touch of a way is found even where the end is free again", () => {
  const values = stageValues();
  const at = (xUm: number, alphaDeg: number) => ({ xUm, yUm: 0, zUm: 0, alphaDeg, betaDeg: 0 });
  // From -18 degrees and x = 40 through a shift of 80 um and back.
  const there = (moment: number) => at(40 + 80 * Math.sin(Math.PI * moment), 18);
  const touch = firstTouch(there, values) as number;
  near(there(touch).xUm, 51, 1e-4);
  assert.is(
    firstTouch((moment) => at(40, 18 * moment), values),
    undefined,
  );
  assert.is(
    firstTouch((moment) => at(60 * (1 - moment), 18), values),
    undefined,
    "the way out of a touch",
  );
  near(firstTouch((moment) => at(60 + moment, 18), values) as number, 0, 1e-6, "further into it");
});

test("values of axes as messages write them", () => {
  assert.is(axisText("xUm", 12.5), "x = 12.5 µm");
  assert.is(axisText("alphaDeg", -0.012345), "alpha = -0.0123°");
  assert.is(axisText("betaDeg", 1 / 3), "beta = 0.3333°");
});

test.run();
