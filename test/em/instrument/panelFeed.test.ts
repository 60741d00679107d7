import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSession, em } from "../../../src/em/index.js";
import {
  mostUnseen,
  type PanelReport,
  panelMessage,
  panelTarget,
  readPanelReport,
} from "../../../src/messages/instrumentPanel.js";
import { FakeComms } from "../../widgets/fakeComms.js";
import { fakeHardware } from "./fakeHardware.js";

type State = Extract<PanelReport, { type: "state" }>;

const test = suite("the feed of the instrument panel");
const small = { sizePx: 16, fovNm: 4, dwellUs: 10 };
let comms: FakeComms;

test.before.each(() => {
  comms = new FakeComms();
  bindSession({ comms });
});
test.after.each(async () => {
  bindSession({});
  await em.disconnect();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function reportsTo(id: string): PanelReport[] {
  return comms.take(id).map(({ data }) => {
    const report = readPanelReport(data);
    assert.ok(report, `the page cannot read ${JSON.stringify(data)}`);
    return report;
  });
}

/** Waits for a state that is as it should be; all that came until then is in `seen`. */
async function stateOf(id: string, isWanted: (state: State) => boolean, seen: PanelReport[] = []): Promise<State> {
  for (let tries = 0; tries < 200; tries++) {
    const reports = reportsTo(id);
    seen.push(...reports);
    const last = reports.findLast((report): report is State => report.type === "state");
    if (last) comms.say(id, panelMessage({ type: "seen", number: last.number }));
    if (last && isWanted(last)) return last;
    await pause(20);
  }
  throw new Error(`no such state: ${JSON.stringify(seen.at(-1))}`);
}

async function tagOf(promise: Promise<unknown>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error: { readonly tag?: string }) => error.tag,
  );
}

test("a page that opens is told that nothing is connected, and nothing is connected by that", async () => {
  const id = comms.openFromPage(panelTarget);
  assert.is((await stateOf(id, () => true)).instrument, null);
  await pause(250);
  assert.equal(reportsTo(id), [], "nothing has changed");
});

test("it tells what is connected, where it stands, and what was taken", async () => {
  const id = comms.openFromPage(panelTarget);
  await em.connect("twin:mxene?seed=2", { runs: false, doseBudgetEPerA2: 50_000 });
  const first = (await stateOf(id, ({ instrument }) => instrument !== null)).instrument;
  assert.equal(
    [first?.address, first?.kind, first?.isHardware, first?.isBlanked, first?.activity, first?.last],
    ["twin:mxene?seed=2", "twin", false, true, "rest", null],
  );
  assert.is(first?.doseBudgetEPerA2, 50_000);
  const reading = await em.stage.moveTo({ xUm: 3, alphaDeg: 10 });
  await em.acquire.haadf(small);
  const { instrument } = await stateOf(id, (state) => state.instrument?.last != null);
  const x = instrument?.axes.find(({ axis }) => axis === "xUm");
  assert.is(x?.commanded, 3);
  assert.is(x?.reported, reading.reported.xUm);
  assert.ok(x && x.limit > 60 && x.limit < 75, `${x?.limit} µm: the travel of 100 µm shrinks to 72 % at 10 of 36°`);
  assert.equal([instrument?.last?.detector, instrument?.last?.size], ["haadf", "16 × 16"]);
  assert.ok(instrument && instrument.doseHereEPerA2 > 0 && instrument.totalElectrons > 0);
});

test("whether a cell runs is told without an instrument", async () => {
  let cell: AbortSignal | undefined;
  bindSession({ comms, signal: () => cell });
  const id = comms.openFromPage(panelTarget);
  await stateOf(id, ({ isCellRunning }) => !isCellRunning);
  cell = new AbortController().signal;
  await stateOf(id, ({ isCellRunning }) => isCellRunning);
  cell = undefined;
  await stateOf(id, ({ isCellRunning }) => !isCellRunning);
});

test("what images have measured is told until the stage moves again", async () => {
  const id = comms.openFromPage(panelTarget);
  await em.connect("twin:mxene?seed=9", { runs: false });
  const reference = await em.acquire.haadf({ sizePx: 256, fovNm: 2000, dwellUs: 5 });
  await em.stage.moveBy({ xUm: 0.3 });
  const { measured } = await em.stage.measure(reference);
  const xOf = ({ instrument }: State) => instrument?.axes.find(({ axis }) => axis === "xUm");
  const told = await stateOf(id, (state) => xOf(state)?.measured != null);
  assert.is(xOf(told)?.measured, measured.xUm);
  await em.stage.moveBy({ xUm: 0.1 });
  await stateOf(id, (state) => xOf(state)?.measured === null);
});

test("microscopes are told as such, armed or not", async () => {
  const hardware = fakeHardware();
  try {
    bindSession({ comms, ask: async () => "bench:arm" });
    const id = comms.openFromPage(panelTarget);
    await em.arm("bench:arm");
    await em.connect("bench:arm", { runs: (await import("../../io/temporaryFolder.js")).temporaryFolder().path });
    const { instrument } = await stateOf(id, (state) => state.instrument !== null);
    assert.equal([instrument?.isHardware, instrument?.isArmed, instrument?.address], [true, true, "bench:arm"]);
  } finally {
    await em.disconnect();
    hardware.takeAway();
  }
});

test("positions follow a motion at most ten times a second, and the last state is told", async () => {
  await em.connect("twin:mxene?seed=3&speed=real", { runs: false });
  const id = comms.openFromPage(panelTarget);
  const seen: PanelReport[] = [];
  const startedMs = performance.now();
  const moving = em.stage.moveTo({ alphaDeg: 4 });
  await stateOf(id, ({ instrument }) => instrument?.activity === "moving", seen);
  const { reported } = await moving;
  const last = await stateOf(id, ({ instrument }) => instrument?.activity === "rest", seen);
  const takenS = (performance.now() - startedMs) / 1000;
  assert.is(last.instrument?.axes.find(({ axis }) => axis === "alphaDeg")?.reported, reported.alphaDeg);
  assert.ok(seen.length >= 4, `${seen.length} states`);
  assert.ok(seen.length <= takenS * 11 + 2, `${seen.length} states in ${takenS} s`);
});

test("STOP ends a long motion with Aborted, and the panel is told", async () => {
  await em.connect("twin:mxene?seed=4&speed=real", { runs: false });
  const id = comms.openFromPage(panelTarget);
  const moving = tagOf(em.stage.moveTo({ alphaDeg: 30 }));
  await stateOf(id, ({ instrument }) => instrument?.activity === "moving");
  const seen: PanelReport[] = [];
  comms.say(id, panelMessage({ type: "stop", id: "now" }));
  assert.is(await moving, "Aborted");
  const { instrument } = await stateOf(id, (state) => state.instrument?.activity === "stopped", seen);
  assert.ok((instrument?.axes.find(({ axis }) => axis === "alphaDeg")?.reported ?? 30) < 25, "on the way");
  assert.ok(instrument?.isBlanked);
  const answers = seen.filter(({ type }) => type === "stopped");
  assert.equal(answers, [{ type: "stopped", id: "now", problems: [] }]);
  await em.stage.moveBy({ alphaDeg: 0.1 });
  await stateOf(id, (state) => state.instrument?.activity === "rest");
});

test("STOP ends an exposure with Aborted: a loop does not go on with the next frame", async () => {
  await em.connect("twin:mxene?seed=5&speed=real", { runs: false });
  const id = comms.openFromPage(panelTarget);
  const taking = tagOf(em.acquire.haadf({ sizePx: 512, fovNm: 10, dwellUs: 40 }));
  await stateOf(id, ({ instrument }) => instrument?.activity === "acquiring");
  comms.say(id, panelMessage({ type: "stop", id: "now" }));
  assert.is(await taking, "Aborted");
  const { instrument } = await stateOf(id, (state) => state.instrument?.last?.isComplete === false);
  assert.ok(instrument?.isBlanked);
});

test("a live view is told as such, and STOP ends it with Aborted", async () => {
  await em.connect("twin:mxene?seed=6&speed=real", { runs: false });
  const id = comms.openFromPage(panelTarget);
  const looking = tagOf(
    (async () => {
      for await (const frame of em.acquire.live({ sizePx: 128, dwellUs: 4 })) assert.is(frame.widthPx, 128);
    })(),
  );
  await stateOf(id, ({ instrument }) => instrument?.activity === "acquiring");
  comms.say(id, panelMessage({ type: "stop", id: "now" }));
  assert.is(await looking, "Aborted");
  await stateOf(id, ({ instrument }) => instrument?.activity === "stopped" && instrument.isBlanked === true);
});

test("STOP without an instrument is answered; what is no message of ours does nothing", async () => {
  const id = comms.openFromPage(panelTarget);
  for (const data of [{}, { type: "stop" }, { version: 9, type: "stop", id: "x" }, { version: 1, type: "seen" }])
    comms.say(id, data);
  comms.say(id, panelMessage({ type: "stop", id: "y" }));
  await pause(150);
  const answers = reportsTo(id).filter(({ type }) => type === "stopped");
  assert.equal(answers, [{ type: "stopped", id: "y", problems: [] }]);
});

test("a page that is gone gets no more than a few states, a second one gets all", async () => {
  await em.connect("twin:mxene?seed=6&speed=real", { runs: false });
  const gone = comms.openFromPage(panelTarget);
  const here = comms.openFromPage(panelTarget);
  const moving = em.stage.moveTo({ alphaDeg: 10 });
  await stateOf(here, ({ instrument }) => instrument?.activity === "moving");
  await moving;
  await stateOf(here, ({ instrument }) => instrument?.activity === "rest");
  assert.is(reportsTo(gone).length, mostUnseen);
  comms.closeFromPage(here);
  comms.closeFromPage(gone);
  await em.stage.moveBy({ alphaDeg: 0.1 });
  await pause(150);
  assert.equal([reportsTo(gone), reportsTo(here)], [[], []]);
});

test("another connection takes the place of the one before, and none is told at last", async () => {
  const id = comms.openFromPage(panelTarget);
  await em.connect("twin:mxene?seed=7", { runs: false });
  await stateOf(id, ({ instrument }) => instrument?.address === "twin:mxene?seed=7");
  await em.connect("twin:moo3?seed=1", { runs: false });
  await stateOf(id, ({ instrument }) => instrument?.address === "twin:moo3?seed=1");
  await em.disconnect();
  await stateOf(id, ({ instrument }) => instrument === null);
});

test("a lost connection is told, and STOP says what it could not do", async () => {
  await em.connect("twin:mxene?seed=8", { runs: false });
  const id = comms.openFromPage(panelTarget);
  await stateOf(id, ({ instrument }) => instrument?.isConnected === true);
  await em.twin.faults({ isDisconnected: true });
  const seen: PanelReport[] = [];
  const { instrument } = await stateOf(id, (state) => state.instrument?.isConnected === false, seen);
  assert.ok(instrument?.problem && !instrument.isBlanked && instrument.axes.length === 0, "nothing is known of it");
  comms.say(id, panelMessage({ type: "stop", id: "lost" }));
  await pause(150);
  const answer = reportsTo(id).find(({ type }) => type === "stopped");
  assert.ok(answer?.type === "stopped" && answer.problems.length > 0, JSON.stringify(answer));
});

test.run();
