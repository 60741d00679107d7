import * as assert from "uvu/assert";
import type { InstrumentEvent } from "../../src/instrument/port.js";
import { type StageAxis, type StageReport, type StageTarget, stageAxes } from "../../src/instrument/stagePosition.js";
import { expectError } from "../io/expectError.js";
import type { ConformanceTest, InstrumentUnderTest } from "./instrumentConformance.js";
import { nextEvent } from "./nextEvent.js";

function checkReport(report: StageReport): void {
  for (const axis of stageAxes) {
    assert.type(report.commanded[axis], "number", `commanded ${axis}`);
    assert.ok(Number.isFinite(report.reported[axis]), `reported ${axis}`);
    assert.ok(["rest", "moving", "limit", "stuck"].includes(report.status[axis]), `status of ${axis}`);
    const measured = report.measured[axis];
    assert.ok(measured === undefined || Number.isFinite(measured), `measured ${axis}`);
  }
  assert.ok(report.drive === "motor" || report.drive === "piezo");
  assert.ok(report.timeS >= 0);
}

/** Are there axes? Without them every motion is refused. */
export async function hasAxes({ instrument }: InstrumentUnderTest): Promise<boolean> {
  if (instrument.capabilities.axes.length > 0) return true;
  await expectError("Unsupported", instrument.stage.move({ xUm: 1 }));
  return false;
}

/** A target that every goniometer reaches: a few micrometres and degrees on each axis that is there. */
export function nearTarget({ instrument: { capabilities, stage }, near }: InstrumentUnderTest): StageTarget {
  if (near) return near;
  const wanted: Record<StageAxis, number> = { xUm: 5, yUm: -4, zUm: 2, alphaDeg: 3, betaDeg: -2 };
  const axes = capabilities.axes.filter((axis) => stage.travel[axis] >= 10);
  return Object.fromEntries(axes.map((axis) => [axis, wanted[axis]]));
}

/** One axis, as far as it goes within reason. */
export function farTarget({ instrument: { capabilities, stage }, far }: InstrumentUnderTest): StageTarget {
  if (far) return far;
  const axis = capabilities.axes[0]!;
  return { [axis]: Math.min(50, stage.travel[axis] * 0.5) };
}

/** What cannot move must say so, and is not tested further. */
function whereItMoves([title, body]: ConformanceTest): ConformanceTest {
  return [
    title,
    async (under) => {
      const { capabilities, stage } = under.instrument;
      if (capabilities.axes.length > 0) return body(under);
      await expectError("Unsupported", stage.move({ xUm: 1 }));
    },
  ];
}

const testsOfReports: readonly ConformanceTest[] = [
  [
    "a report has commanded, reported and measured positions, and a status for each axis",
    async ({ instrument }) => {
      const report = await instrument.stage.report();
      checkReport(report);
      for (const axis of stageAxes) assert.is(report.status[axis], "rest", axis);
    },
  ],
  [
    "axes and travel are numbers, and every axis that is there can move",
    async ({ instrument: { stage, capabilities } }) => {
      assert.ok(capabilities.axes.every((axis) => stageAxes.includes(axis)));
      for (const axis of stageAxes) assert.ok(stage.travel[axis] >= 0 && Number.isFinite(stage.travel[axis]), axis);
      for (const axis of capabilities.axes) assert.ok(stage.travel[axis] > 0, axis);
      assert.is(capabilities.hasPiezo, stage.piezoReachUm > 0);
    },
  ],
];

const testsOfMotions: readonly ConformanceTest[] = [
  [
    "a motion arrives: at rest, commanded exactly, reported within tolerance; other axes stay",
    async (under) => {
      const { instrument, toleranceUm = 1, toleranceDeg = 0.2 } = under;
      const target = nearTarget(under);
      const returned = await instrument.stage.move(target);
      for (const report of [returned, await instrument.stage.report()]) {
        checkReport(report);
        for (const axis of stageAxes) {
          const wanted = target[axis] ?? 0;
          const tolerance = axis.endsWith("Deg") ? toleranceDeg : toleranceUm;
          assert.is(report.commanded[axis], wanted, `commanded ${axis}`);
          assert.ok(Math.abs(report.reported[axis] - wanted) <= tolerance, `${axis}: ${report.reported[axis]}`);
          assert.is(report.status[axis], "rest", axis);
        }
      }
    },
  ],
  [
    "axes that a target leaves out keep what they were told",
    async ({ instrument }) => {
      const [first, second] = instrument.capabilities.axes;
      await instrument.stage.move({ [first!]: 2 });
      if (second) await instrument.stage.move({ [second]: 1 });
      assert.is((await instrument.stage.report()).commanded[first!], 2);
    },
  ],
  [
    "it goes anywhere within its travel; a replay only where it has been, and it says where",
    async ({ instrument, isLive = true }) => {
      const axis = instrument.capabilities.axes[0]!;
      const before = await instrument.stage.report();
      const moving = instrument.stage.move({ [axis]: 7.3 });
      if (isLive) {
        assert.is((await moving).commanded[axis], 7.3);
        return;
      }
      await expectError("Unsupported", moving, /nothing was recorded at x 7\.3.*The run has: x 0, y 0/);
      assert.equal(await instrument.stage.report(), before);
    },
  ],
  [
    "time passes while the stage moves",
    async (under) => {
      const { instrument } = under;
      const startS = instrument.clock.nowS();
      await instrument.stage.move(nearTarget(under));
      assert.ok(instrument.clock.nowS() > startS);
    },
  ],
  [
    "a second motion is refused while one is under way, and the first one arrives",
    async (under) => {
      const { instrument } = under;
      const began = nextEvent(instrument, "moving");
      const first = instrument.stage.move(nearTarget(under));
      await began;
      await expectError("InstrumentBusy", instrument.stage.move({ [instrument.capabilities.axes[0]!]: 1 }));
      const report = await first;
      assert.equal(report.commanded, { ...report.commanded, ...nearTarget(under) });
    },
  ],
  [
    "stop ends a motion at once: it is refused with Aborted, and the next one is carried out",
    async (under) => {
      const { instrument } = under;
      const axis = instrument.capabilities.axes[0]!;
      const began = nextEvent(instrument, "moving");
      const refused = expectError("Aborted", instrument.stage.move(farTarget(under)));
      await Promise.all([refused, began.then(() => instrument.stage.stop())]);
      const report = await instrument.stage.report();
      for (const each of stageAxes) assert.is.not(report.status[each], "moving", each);
      assert.is((await instrument.stage.move({ [axis]: 1 })).commanded[axis], 1);
    },
  ],
  [
    "a signal ends a motion",
    async (under) => {
      const { instrument } = under;
      const controller = new AbortController();
      const began = nextEvent(instrument, "moving");
      const { signal } = controller;
      const refused = expectError("Aborted", instrument.stage.move(farTarget(under), { signal }));
      await Promise.all([refused, began.then(() => controller.abort())]);
      await expectError("Aborted", instrument.stage.move(farTarget(under), { signal }));
    },
  ],
  [
    "stop at rest does nothing bad",
    async ({ instrument }) => {
      await instrument.stage.stop();
      await instrument.stage.stop();
      checkReport(await instrument.stage.report());
    },
  ],
  [
    "NaN and Infinity are refused, and nothing moves; beyond the travel it does not go",
    async ({ instrument }) => {
      const axis = instrument.capabilities.axes[0]!;
      const before = await instrument.stage.report();
      let moved = 0;
      const off = instrument.onEvent((event) => {
        if (event.type === "moving") moved++;
      });
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
        await expectError("BadOption", instrument.stage.move({ [axis]: value }));
      off();
      assert.is(moved, 0);
      assert.equal((await instrument.stage.report()).commanded, before.commanded);
      // Hardware may go as far as its limiter before it says so, and no farther.
      const travel = instrument.stage.travel[axis];
      await expectError("StageLimit", instrument.stage.move({ [axis]: travel * 1.01 + 1 }));
      assert.ok(Math.abs((await instrument.stage.report()).reported[axis]) <= travel * 1.001);
    },
  ],
  [
    "an axis that is not there, and a piezo that is not there, are refused; a piezo that is there moves within its reach",
    async ({ instrument, toleranceUm = 1 }) => {
      const { capabilities, stage } = instrument;
      for (const axis of stageAxes)
        if (!capabilities.axes.includes(axis)) await expectError("Unsupported", stage.move({ [axis]: 1 }));
      if (!capabilities.hasPiezo) {
        await expectError("Unsupported", stage.move({ xUm: 0.1 }, { drive: "piezo" }));
        return;
      }
      const toUm = stage.piezoReachUm / 4;
      const report = await stage.move({ xUm: toUm }, { drive: "piezo" });
      assert.is(report.drive, "piezo");
      assert.ok(Math.abs(report.reported.xUm - toUm) <= toleranceUm);
      await expectError("StageLimit", stage.move({ xUm: stage.piezoReachUm * 2 + 1 }, { drive: "piezo" }));
    },
  ],
  [
    "motions tell of themselves: moving with the target, then moved with the report",
    async (under) => {
      const { instrument } = under;
      const events: InstrumentEvent[] = [];
      const off = instrument.onEvent((event) => events.push(event));
      const target = nearTarget(under);
      await instrument.stage.move(target);
      off();
      const ofStage = events.filter(({ type }) => type === "moving" || type === "moved");
      assert.equal(
        ofStage.map(({ type }) => type),
        ["moving", "moved"],
      );
      const [moving, moved] = ofStage as [InstrumentEvent, InstrumentEvent];
      if (moving.type === "moving") assert.equal({ ...moving.target }, target);
      if (moved.type === "moved") checkReport(moved.report);
      assert.ok(moving.timeS <= moved.timeS);
      await instrument.stage.move({ [instrument.capabilities.axes[0]!]: 0 });
      assert.is(
        events.filter(({ type }) => type === "moving").length,
        1,
        "a listener that was taken off hears nothing",
      );
    },
  ],
];

export const testsOfStage: readonly ConformanceTest[] = [...testsOfReports, ...testsOfMotions.map(whereItMoves)];
