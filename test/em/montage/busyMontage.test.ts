import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSession, em, type RunningMontage } from "../../../src/em/index.js";
import { panelMessage, panelTarget, readPanelReport } from "../../../src/messages/instrumentPanel.js";
import { expectError } from "../../io/expectError.js";
import { FakeComms } from "../../widgets/fakeComms.js";

const test = suite("a montage and whoever else uses the instrument");

test.after.each(async () => {
  bindSession({});
  await em.disconnect();
});

const connect = (more = "") => em.connect(`twin:moo3?seed=3${more}`, { runs: false });
const small = { columns: 3, rows: 3, fovNm: 2000, sizePx: 128, dwellUs: 1, overlap: 0.25 } as const;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 1000) throw new Error("it never came to that");
    await pause(5);
  }
}

/** Presses STOP in a panel, as its page does; gives what the kernel answers. */
async function pressStop() {
  const comms = new FakeComms();
  bindSession({ comms });
  const id = comms.openFromPage(panelTarget);
  comms.say(id, panelMessage({ type: "stop", id: "now" }));
  const answers = () => comms.take(id).map(({ data }) => readPanelReport(data));
  for (let tries = 0; tries < 400; tries++) {
    const stopped = answers().find((report) => report?.type === "stopped");
    if (stopped) return stopped;
    await pause(5);
  }
  throw new Error("STOP was not answered");
}

const tilesOf = ({ tiles }: RunningMontage, status: string) => tiles.filter((tile) => tile.status === status).length;

test("while it is under way, a motion or a frame of another cell is refused, and the run goes on", async () => {
  await connect();
  const run = em.run.montage(small);
  const refusals: string[] = [];
  const refuse = (error: { readonly tag?: string; readonly message: string }) =>
    void refusals.push(`${error.tag}: ${error.message}`);
  for await (const tile of run) {
    if (tile.index !== 2) continue;
    await em.acquire.haadf({ sizePx: 16 }).then(() => {}, refuse);
    await em.stage.moveBy({ xUm: 1 }).then(() => {}, refuse);
  }
  assert.equal(refusals, [
    "InstrumentBusy: em.acquire.haadf cannot begin while em.run.montage is under way",
    "InstrumentBusy: em.stage.moveBy cannot begin while em.run.montage is under way",
  ]);
  assert.equal([run.state, run.progress.done], ["done", 9]);
  await em.acquire.haadf({ sizePx: 16 });
});

test("where another cell uses the instrument it waits, says for what, and goes on; paused, it lets others", async () => {
  await connect("&speed=real");
  const run = em.run.montage({ ...small, columns: 2, rows: 1, settleS: 0 });
  const frame = em.acquire.haadf({ sizePx: 128, dwellUs: 30 });
  run.start();
  await until(() => run.waitsFor !== "");
  assert.match(run.waitsFor, /while em\.acquire\.haadf is under way/);
  assert.equal([run.state, tilesOf(run, "planned")], ["running", 2]);
  await frame;
  await until(() => run.progress.done === 1);
  assert.is(run.waitsFor, "");
  run.pause();
  await until(() => run.state !== "pausing");
  if (run.state === "paused") {
    await em.stage.moveBy({ xUm: 0.1 }, { approach: "direct" });
    run.resume();
  }
  assert.is((await run).count, 2);
});

test("a run that waits is stopped too", async () => {
  await connect("&speed=real");
  const frame = em.acquire.haadf({ sizePx: 128, dwellUs: 50 });
  const run = em.run.montage(small);
  run.start();
  await until(() => run.waitsFor !== "");
  run.stop();
  await until(() => run.state === "stopped");
  assert.is(run.waitsFor, "");
  await frame;
});

for (const [where, options, isThere] of [
  ["moves", { settleS: 0 }, (run: RunningMontage) => tilesOf(run, "moving") === 1],
  ["settles", { settleS: 30 }, (run: RunningMontage) => tilesOf(run, "taking") === 0 && run.progress.travelUm > 0],
  ["takes a tile", { settleS: 0, sizePx: 512, dwellUs: 40 }, (run: RunningMontage) => tilesOf(run, "taking") === 1],
] as const)
  test(`STOP of the panel ends a run that ${where}; nothing moves after it`, async () => {
    await connect("&speed=real");
    const run = em.run.montage({ ...small, ...options });
    const ending = expectError("Aborted", Promise.resolve(run.then((result) => result)));
    await until(() => isThere(run));
    assert.equal(await pressStop(), { type: "stopped", id: "now", problems: [] });
    await ending;
    const { commanded } = await em.stage.position();
    assert.is(run.state, "stopped");
    await pause(100);
    assert.equal((await em.stage.position()).commanded, commanded);
    assert.is((await em.beam.state()).isBlanked, true);
  });

test("STOP ends a paused run; so do em.stage.stop and letting go of the instrument", async () => {
  for (const stop of [pressStop, () => em.stage.stop(), () => em.disconnect()]) {
    await connect();
    const run = em.run.montage(small);
    const ending = expectError("Aborted", Promise.resolve(run.then((result) => result)));
    await until(() => run.progress.done >= 1);
    run.pause();
    await until(() => run.state === "paused");
    await stop();
    await ending;
    assert.is(run.state, "stopped");
    assert.ok(run.result.count >= 1);
    run.resume();
    assert.is(run.state, "stopped");
  }
});

test.run();
