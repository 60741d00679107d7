import { suite } from "uvu";
import * as assert from "uvu/assert";
import { em } from "../../../src/em/index.js";
import { tiltStage } from "../../../src/em/instrument/tiltStage.js";
import type { TiltStageNow } from "../../../src/widgets/tiltMap/tiltStage.js";
import { fakeHardware } from "./fakeHardware.js";

const test = suite("the stage of tilt maps");
const never = () => new AbortController().signal;

test.after.each(async () => {
  await em.disconnect();
});

/** What the stage tells until it is as it should be. */
function watched(isEnough: (now: TiltStageNow) => boolean): Promise<TiltStageNow[]> {
  const seen: TiltStageNow[] = [];
  // The watch keeps no process alive: the test does.
  const awake = setInterval(() => {}, 1000);
  return new Promise((resolve) => {
    const end = tiltStage.watch((now) => {
      seen.push(now);
      if (!isEnough(now)) return;
      end();
      clearInterval(awake);
      resolve(seen);
    });
  });
}

test("without an instrument nothing is connected: nothing to go to, and no dry run", async () => {
  const [now] = await watched(() => true);
  assert.equal(now, { instrument: null, current: null });
  assert.is(await tiltStage.dryRun({ alphaDeg: 1, betaDeg: 0 }), null);
  await tiltStage.go({ alphaDeg: 1, betaDeg: 0 }, never()).then(
    () => assert.unreachable(),
    (error) => assert.is(error.tag, "NotConnected"),
  );
  await tiltStage.stop();
});

test("a dry run moves nothing, and Go goes along the great circle through the guard", async () => {
  await em.connect("twin:mxene?seed=2", { runs: false });
  const to = { alphaDeg: 18, betaDeg: -12 };
  const dryRun = await tiltStage.dryRun(to);
  assert.equal([dryRun?.isAllowed, dryRun?.reason, dryRun?.steps], [true, "", 5]);
  assert.ok(Math.abs((dryRun?.pathDeg ?? 0) - 21.5) < 0.2);
  assert.is((await em.stage.position()).commanded.alphaDeg, 0);
  await tiltStage.go(to, never());
  const { commanded, reported } = await em.stage.position();
  assert.equal([commanded.alphaDeg, commanded.betaDeg], [18, -12]);
  const [now] = await watched(({ current }) => current !== null);
  assert.is(now?.instrument?.limit?.kind, "superellipse");
  assert.ok(Math.abs((now?.current?.alphaDeg ?? 0) - reported.alphaDeg) < 0.1);
});

test("the watch sees the stage move, and then at rest", async () => {
  await em.connect("twin:mxene?seed=2&speed=real&stage.speedTiltDegPerS=20", { runs: false });
  const seen = watched(({ current }) => (current?.alphaDeg ?? 0) > 9.5);
  await tiltStage.go({ alphaDeg: 10, betaDeg: 0 }, never());
  const on = (await seen).filter(({ instrument }) => instrument?.activity === "moving");
  assert.ok(on.length > 0, "it was seen on its way");
});

test("all maps share one look at the stage, and one that has ended hears nothing", async () => {
  await em.connect("twin:mxene?seed=2", { runs: false });
  const late: TiltStageNow[] = [];
  const endLate = tiltStage.watch((now) => late.push(now));
  endLate();
  const both = await Promise.all([
    watched(({ current }) => current !== null),
    watched(({ current }) => current !== null),
  ]);
  assert.equal(both[0].at(-1), both[1].at(-1));
  assert.equal(late, []);
});

test("beyond the holder's limit nothing moves, not even the first part of the way", async () => {
  await em.connect("twin:mxene?seed=2", { runs: false });
  const to = { alphaDeg: 36, betaDeg: 30 };
  const dryRun = await tiltStage.dryRun(to);
  assert.is(dryRun?.isAllowed, false);
  assert.match(dryRun?.reason ?? "", /tilt|alpha/i);
  await tiltStage.go(to, never()).then(
    () => assert.unreachable(),
    (error) => assert.is(error.tag, "StageLimit"),
  );
  assert.is((await em.stage.position()).commanded.alphaDeg, 0);
});

test("a signal stops it on the way", async () => {
  await em.connect("twin:mxene?seed=2&speed=real&stage.speedTiltDegPerS=20", { runs: false });
  const controller = new AbortController();
  const going = tiltStage.go({ alphaDeg: 30, betaDeg: 0 }, controller.signal);
  setTimeout(() => controller.abort(new Error("no")), 400);
  await going.then(
    () => assert.unreachable(),
    (error) => assert.is(error.tag, "Aborted"),
  );
  const { reported } = await em.stage.position();
  assert.ok(reported.alphaDeg < 28, `${reported.alphaDeg}`);
});

test("hardware that nobody has armed is not connected to: the map tells of the twin that is", async () => {
  const hardware = fakeHardware();
  try {
    await em.connect("bench:arm");
    // Unarmed hardware is replaced by the twin: the map tells what is really connected.
    const [now] = await watched(({ instrument }) => instrument !== null);
    assert.is(now?.instrument?.isHardware, false);
    assert.is(hardware.opened.length, 0);
  } finally {
    hardware.takeAway();
  }
});

test.run();
