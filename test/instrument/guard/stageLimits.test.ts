import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { pathProblem, worstCorner } from "../../../src/instrument/guard/movePath.js";
import { planMove, startOf } from "../../../src/instrument/guard/planMove.js";
import {
  doubleTiltHolder,
  excessOf,
  type HolderLimits,
  isWithin,
  resolveLimits,
  tiltFraction,
  travelAt,
} from "../../../src/instrument/guard/stageLimits.js";
import {
  type StageAxis,
  type StagePosition,
  type StageReport,
  type StageTarget,
  stageOrigin,
} from "../../../src/instrument/stagePosition.js";

const limits = doubleTiltHolder;
const at = (target: StageTarget): StagePosition => ({ ...stageOrigin, ...target });
const from = (target: StageTarget) => ({ reported: at(target), commanded: at(target) });
const isAllowed = (position: StagePosition) => isWithin(excessOf(limits, position));

/** The error of a plan, which must be a StageLimit that says what to do. */
function refusal(start: StageTarget, target: StageTarget, holder: HolderLimits = limits): EmError {
  try {
    planMove(holder, from(start), target);
  } catch (error) {
    assert.instance(error, EmError);
    assert.is((error as EmError).tag, "StageLimit");
    return error as EmError;
  }
  throw new Error(`a move to ${JSON.stringify(target)} was allowed`);
}

test("the superellipse of twin.md: each tilt alone to 36° and 32°, both together less", () => {
  assert.is(tiltFraction(limits, { alphaDeg: 36, betaDeg: 0 }), 1);
  assert.is(tiltFraction(limits, { alphaDeg: 0, betaDeg: -32 }), 1);
  assert.is(tiltFraction(limits, { alphaDeg: -18, betaDeg: 0 }), 0.5);
  // (0.8^3.3 + 0.8^3.3)^(1/3.3) = 0.8 * 2^(1/3.3)
  assert.ok(Math.abs(tiltFraction(limits, { alphaDeg: 28.8, betaDeg: 25.6 }) - 0.8 * 2 ** (1 / 3.3)) < 1e-12);
  assert.ok(isAllowed(at({ alphaDeg: 36 })) && isAllowed(at({ betaDeg: 32 })));
  assert.not.ok(isAllowed(at({ alphaDeg: 36, betaDeg: 10 })));
  assert.not.ok(isAllowed(at({ alphaDeg: 36.001 })));
});

test("travel shrinks with the tilt: L = max(3 µm, 100 µm (1 - rho))", () => {
  assert.is(travelAt(limits, stageOrigin).xUm, 100);
  assert.ok(Math.abs(travelAt(limits, { alphaDeg: 30, betaDeg: 0 }).xUm - 100 / 6) < 1e-9);
  assert.is(travelAt(limits, { alphaDeg: 36, betaDeg: 0 }).yUm, 3);
  assert.is(travelAt(limits, { alphaDeg: 36, betaDeg: 0 }).zUm, 100);
  const small = { ...limits, travelXUm: 2 };
  assert.is(travelAt(small, { alphaDeg: 36, betaDeg: 0 }).xUm, 2, "the least travel is no more than the travel");
});

test("NaN and Infinity are within no limit", () => {
  for (const value of [Number.NaN, Infinity, -Infinity])
    for (const axis of ["xUm", "yUm", "zUm", "alphaDeg", "betaDeg"])
      assert.not.ok(isAllowed(at({ [axis]: value })), `${axis} ${value}`);
});

test("the hardware's travel bounds the holder's, and a holder without beta may not tilt it", () => {
  const travel = { xUm: 50, yUm: 1000, zUm: 80, alphaDeg: 60, betaDeg: 0 };
  const found = resolveLimits({ travelYUm: 70, mostAlphaDeg: 70 }, travel);
  assert.equal([found.travelXUm, found.travelYUm, found.travelZUm], [50, 70, 80]);
  assert.equal([found.mostAlphaDeg, found.mostBetaDeg], [60, 0]);
  assert.is(tiltFraction(found, { alphaDeg: 30, betaDeg: 0 }), 0.5);
  assert.not.ok(isWithin(excessOf(found, at({ betaDeg: 0.1 }))));
  assert.match(refusal({}, { betaDeg: 5 }, found).message, "±0° of beta alone");
});

test("limits that are no numbers, or have unknown names, are refused", () => {
  const travel = { xUm: 100, yUm: 100, zUm: 100, alphaDeg: 40, betaDeg: 40 };
  const refused = (given: object, pattern: RegExp, hardware = travel) =>
    assert.throws(
      () => resolveLimits(given, hardware),
      (error: EmError) => error.tag === "BadOption" && pattern.test(`${error.message} ${error.fix}`),
    );
  refused({ mostAlphaDeg: Number.NaN }, /mostAlphaDeg is NaN/);
  refused({ travelXUm: -1 }, /travelXUm is -1/);
  refused({ mostAlfaDeg: 10 }, /mostAlphaDeg/);
  refused({}, /travel in zUm is NaN/, { ...travel, zUm: Number.NaN });
});

test("one motion when the whole box is allowed", () => {
  const target = { xUm: 20, yUm: -10, zUm: 5, alphaDeg: 10, betaDeg: 5 };
  assert.equal(planMove(limits, from({}), target), [target]);
});

test("from x 50 µm to alpha 30° and x 10 µm: the box is not allowed, so x goes first", () => {
  assert.ok(
    pathProblem(limits, at({ xUm: 50 }), { xUm: 10, alphaDeg: 30 }),
    "both ends are allowed, the corner is not",
  );
  assert.equal(planMove(limits, from({ xUm: 50 }), { xUm: 10, alphaDeg: 30 }), [{ xUm: 10 }, { alphaDeg: 30 }]);
  assert.equal(planMove(limits, from({ xUm: 10, alphaDeg: 30 }), { xUm: 50, alphaDeg: 0 }), [
    { alphaDeg: 0 },
    { xUm: 50 },
  ]);
});

test("from one tilt to the other past the corner of both: one goes home first", () => {
  const steps = planMove(limits, from({ alphaDeg: 33 }), { alphaDeg: 0, betaDeg: 30 });
  assert.equal(steps, [{ alphaDeg: 0 }, { betaDeg: 30 }]);
});

test("what a message says: axis, value, unit, limit at the tilt, and a fix that works", () => {
  const error = refusal({ alphaDeg: 30 }, { xUm: 50 });
  assert.is(error.message, "the target is x 50 µm: at alpha 30° and beta 0° x may go to ±16.66 µm");
  assert.is(error.fix, "Keep xUm within ±16.66 µm, or tilt alpha back to ±18° first.");
  planMove(limits, from({ alphaDeg: 30 }), { xUm: 16.66 });
  planMove(limits, from({ alphaDeg: 18 }), { xUm: 50 });
});

test("messages for a tilt that would leave an axis too far out, for both tilts, and beyond all travel", () => {
  const tilting = refusal({ xUm: 50 }, { alphaDeg: 30 });
  assert.is(tilting.message, "alpha 30° and beta 0° leave x only ±16.66 µm, and x stands at 50 µm");
  assert.is(
    tilting.fix,
    "Move x to within ±16.66 µm first, or give xUm within ±16.66 µm in the same call, or tilt alpha back to ±18° first.",
  );
  const both = refusal({ betaDeg: 30 }, { alphaDeg: 30 });
  assert.is(
    both.message,
    "the target is alpha 30° and beta 30°: the double tilt holder allows ±36° of alpha or ±32° of beta alone, and less of both together",
  );
  assert.match(both.fix, /^Keep alphaDeg within ±\d+(\.\d+)?° at this beta\.$/);
  const offered = Number(/±([\d.]+)/.exec(both.fix)?.[1]);
  assert.equal(planMove(limits, from({ betaDeg: 30 }), { alphaDeg: offered }), [{ alphaDeg: offered }]);
  assert.match(refusal({}, { zUm: -101 }).message, "the target is z -101 µm");
  assert.is(refusal({}, { zUm: -101 }).fix, "Keep zUm within ±100 µm.");
  assert.is(refusal({ alphaDeg: 10 }, { xUm: 300 }).fix.includes("tilt"), false, "no tilt would help");
});

test("from outside (joystick): only back, no further out on the way, and what is named ends within", () => {
  assert.equal(planMove(limits, from({ xUm: 120 }), { xUm: 90 }), [{ xUm: 90 }]);
  assert.equal(planMove(limits, from({ xUm: 120, yUm: -130 }), { yUm: 0 }), [{ yUm: 0 }]);
  assert.match(refusal({ xUm: 120 }, { xUm: 110 }).message, "±100 µm");
  assert.match(refusal({ xUm: 120 }, { xUm: -121 }).message, "±100 µm");
  const away = refusal({ xUm: 120 }, { zUm: 10 });
  assert.is(away.message, "the stage stands at x 120 µm, beyond ±100 µm at alpha 0° and beta 0°");
  assert.match(away.fix, "move xUm to within ±100 µm first");
  assert.equal(planMove(limits, from({ xUm: 120 }), { zUm: 10, xUm: 100 }), [{ zUm: 10, xUm: 100 }]);
  assert.equal(planMove(limits, from({ xUm: 120 }), { alphaDeg: 10, xUm: 0 }), [{ xUm: 0 }, { alphaDeg: 10 }]);
  assert.equal(planMove(limits, from({ alphaDeg: 40, betaDeg: 35 }), { alphaDeg: 0 }), [{ alphaDeg: 0 }]);
  assert.match(refusal({ alphaDeg: 40 }, { alphaDeg: 38 }).message, "±36° of alpha");
  assert.match(refusal({ alphaDeg: 40 }, { zUm: 1 }).message, "the stage stands at alpha 40°");
});

test("a stage that was moved by hand is checked from where it is and from where it was told to be", () => {
  const start = { reported: at({ alphaDeg: 0 }), commanded: at({ alphaDeg: 30 }) };
  assert.throws(
    () => planMove(limits, start, { xUm: 60 }),
    (error: EmError) =>
      error.tag === "StageLimit" &&
      /last told to go to alpha 30° \(it reports 0°\)/.test(error.message) &&
      /Give alphaDeg in the same call/.test(error.fix),
  );
  assert.equal(planMove(limits, start, { xUm: 60, alphaDeg: 0 }), [{ alphaDeg: 0 }, { xUm: 60 }]);
  const moved = { reported: at({ xUm: 60 }), commanded: stageOrigin };
  assert.throws(() => planMove(limits, moved, { alphaDeg: 30 }), /x stands at 60|x only/);
});

test("encoder noise is no joystick: within the agreement the commanded position counts", () => {
  const reportOf = (commanded: StageTarget, reported: StageTarget): StageReport => ({
    commanded: at(commanded),
    reported: at(reported),
    measured: {},
    status: { xUm: "rest", yUm: "rest", zUm: "rest", alphaDeg: "rest", betaDeg: "rest" },
    drive: "motor",
    timeS: 0,
  });
  const report = reportOf({ xUm: 100, yUm: 4 }, { xUm: 100.1, yUm: 5 });
  assert.equal(startOf(limits, report).reported, at({ xUm: 100, yUm: 5 }));
  const stopped = startOf(limits, report, new Set<StageAxis>(["xUm"]));
  assert.equal(stopped.reported, report.reported, "not where the last motion was stopped");
  const outside = reportOf({ xUm: 120 }, { xUm: 119.9 });
  assert.equal(startOf(limits, outside).reported, outside.reported, "not beyond the limits");
});

const position = fc.record({
  xUm: fc.double({ min: -100, max: 100, noNaN: true }),
  yUm: fc.double({ min: -100, max: 100, noNaN: true }),
  zUm: fc.double({ min: -100, max: 100, noNaN: true }),
  alphaDeg: fc.double({ min: -36, max: 36, noNaN: true }),
  betaDeg: fc.double({ min: -32, max: 32, noNaN: true }),
});

test("the worst corner stands for all of the box", () => {
  const share = fc.tuple(...Array.from({ length: 5 }, () => fc.double({ min: 0, max: 1, noNaN: true })));
  fc.assert(
    fc.property(position, position, share, (a, b, shares) => {
      if (!isAllowed(worstCorner(a, b))) return;
      const between = Object.fromEntries(
        (Object.keys(a) as (keyof StagePosition)[]).map((axis, i) => [
          axis,
          a[axis] + shares[i]! * (b[axis] - a[axis]),
        ]),
      ) as unknown as StagePosition;
      assert.ok(isAllowed(between));
    }),
    { numRuns: 5000 },
  );
});

test("between any two positions within the limits there is a way, and each of its steps is allowed", () => {
  let several = 0;
  fc.assert(
    fc.property(position, position, (a, b) => {
      const [start, end] = [a, b].map((p) => shrunk(p)) as [StagePosition, StagePosition];
      const steps = planMove(limits, { reported: start, commanded: start }, end);
      if (steps.length > 1) several++;
      let here: StagePosition = start;
      for (const step of steps) {
        const next = { ...here, ...step };
        assert.ok(isAllowed(worstCorner(here, next)));
        here = next;
      }
      assert.equal(here, end);
    }),
    { numRuns: 5000 },
  );
  assert.ok(several > 100, `${several} of them needed several motions`);
});

/** A position brought within the limits. */
function shrunk(p: StagePosition): StagePosition {
  const rho = Math.max(1.0001, tiltFraction(limits, p) * 1.0001);
  const tilt = { alphaDeg: p.alphaDeg / rho, betaDeg: p.betaDeg / rho };
  const { xUm, yUm } = travelAt(limits, tilt);
  return { ...tilt, xUm: (p.xUm / 100) * xUm, yUm: (p.yUm / 100) * yUm, zUm: p.zUm };
}

test.run();
