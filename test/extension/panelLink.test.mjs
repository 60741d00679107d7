import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PanelLink, patienceMs } from "../../extension/lib/extension/src/panel/panelLink.js";
import {
  activityText,
  factRows,
  kindText,
  short,
  stageTable,
} from "../../extension/lib/extension/src/panel/panelTexts.js";

const test = suite("the panel's line to the kernel");

/** A signal as Lumino has them. */
class FakeSignal {
  slots = new Set();
  /** @param {() => void} slot */
  connect(slot) {
    this.slots.add(slot);
  }
  /** @param {() => void} slot */
  disconnect(slot) {
    this.slots.delete(slot);
  }
  emit() {
    for (const slot of this.slots) slot();
  }
}

/** The kernel of a notebook, and what has reached it. */
class FakeKernel {
  status = "idle";
  connectionStatus = "connected";
  isDisposed = false;
  interrupts = 0;
  /** @type {any[]} */
  comms = [];
  /** @type {any[]} */
  sent = [];
  info;
  constructor(implementation = "emlab") {
    this.info = Promise.resolve({ implementation });
  }
  /** @param {string} target */
  createComm(target) {
    const comm = {
      target,
      isDisposed: false,
      isOpen: false,
      /** @type {(message: any) => void} */
      onMsg: () => {},
      onClose: () => {},
      open() {
        comm.isOpen = true;
      },
      /** @param {any} data */
      send: (data) => this.sent.push(data),
      close() {
        comm.isDisposed = true;
      },
    };
    this.comms.push(comm);
    return comm;
  }
  async interrupt() {
    this.interrupts++;
  }
}

function linkTo(kernel = /** @type {FakeKernel | null} */ (new FakeKernel())) {
  const context = {
    path: "a.ipynb",
    type: "notebook",
    session: { kernel },
    kernelChanged: new FakeSignal(),
    statusChanged: new FakeSignal(),
    connectionStatusChanged: new FakeSignal(),
  };
  /** @type {string[]} */
  const said = [];
  const link = new PanelLink(/** @type {any} */ (context), { changed: () => {}, said: (text) => said.push(text) });
  return { link, context, said, kernel: /** @type {FakeKernel} */ (kernel) };
}

/** @param {PanelLink} link */
const whyOf = ({ state }) => (state.kind === "none" ? state.why : `no: ${state.kind}`);

const settled = () => new Promise((resolve) => setImmediate(resolve));
/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** @param {any} comm @param {object} data */
const say = (comm, data) => comm.onMsg({ content: { data: { version: 1, ...data } } });

const instrument = {
  address: "twin:mxene",
  kind: "twin",
  isHardware: false,
  isArmed: true,
  isConnected: true,
  activity: "rest",
  axes: [{ axis: "alphaDeg", commanded: 5, reported: 5.004, measured: null, limit: 36, status: "rest" }],
  isBlanked: true,
  accelKv: 60,
  currentPicoAmp: 20,
  last: null,
  doseHereEPerA2: 0,
  doseBudgetEPerA2: null,
  totalElectrons: 0,
  runFolder: null,
  problem: null,
};

test("it opens one comm when the panel is seen, on the notebook's own connection", async () => {
  const { link, kernel, context } = linkTo();
  await settled();
  assert.is(kernel.comms.length, 0, "not seen yet");
  link.show(true);
  await settled();
  context.statusChanged.emit();
  await settled();
  assert.equal([kernel.comms.length, kernel.comms[0].target, kernel.comms[0].isOpen], [1, "emlab.instrument", true]);
  assert.is(link.state.kind, "waiting");
  say(kernel.comms[0], { type: "state", number: 1, isCellRunning: false, instrument });
  assert.equal(link.state, { kind: "told", isCellRunning: false, instrument });
  link.show(false);
  assert.ok(kernel.comms[0].isDisposed);
});

test("each eighth state is acknowledged; what does not read is dropped", async () => {
  const { link, kernel } = linkTo();
  link.show(true);
  await settled();
  for (let number = 1; number <= 17; number++)
    say(kernel.comms[0], { type: "state", number, isCellRunning: false, instrument });
  assert.equal(
    kernel.sent.map(({ type, number }) => [type, number]),
    [
      ["seen", 8],
      ["seen", 16],
    ],
  );
  say(kernel.comms[0], { type: "state", number: 18, isCellRunning: false, instrument: { ...instrument, kind: "<b>" } });
  assert.equal(link.state, { kind: "told", isCellRunning: false, instrument });
});

test("another kernel is not spoken to, and no kernel is said", async () => {
  const other = linkTo(new FakeKernel("ipython"));
  other.link.show(true);
  await settled();
  assert.is(other.kernel.comms.length, 0);
  assert.match(whyOf(other.link), "No emlab kernel");
  const none = linkTo(null);
  none.link.show(true);
  await settled();
  assert.match(whyOf(none.link), "no kernel");
  await none.link.stop();
  assert.match(String(none.said.at(-1)), "no kernel");
});

test("STOP is sent, and no interrupt once it is answered", async () => {
  const { link, kernel, said } = linkTo();
  link.show(true);
  await settled();
  await link.stop();
  const { type, id } = kernel.sent[0];
  assert.is(type, "stop");
  say(kernel.comms[0], { type: "stopped", id, problems: [] });
  await pause(patienceMs + 50);
  assert.is(kernel.interrupts, 0);
  assert.match(String(said.at(-1)), "beam is blanked");
  await link.stop();
  say(kernel.comms[0], { type: "stopped", id: kernel.sent[1].id, problems: ["the stage hangs"] });
  assert.match(String(said.at(-1)), "did not work: the stage hangs");
});

test("STOP that is not answered interrupts the kernel, and a second one at once", async () => {
  const { link, kernel, said } = linkTo();
  link.show(true);
  await settled();
  await link.stop();
  await pause(patienceMs + 50);
  assert.is(kernel.interrupts, 1);
  assert.match(String(said.at(-1)), "interrupted");
  await link.stop();
  await link.stop();
  assert.is(kernel.interrupts, 2);
  link.dispose();
});

test("a second STOP interrupts a cell that goes on after the first", async () => {
  const { link, kernel } = linkTo();
  link.show(true);
  await settled();
  say(kernel.comms[0], { type: "state", number: 1, isCellRunning: true, instrument });
  for (const interrupts of [0, 1]) {
    await link.stop();
    const { type, id } = kernel.sent.at(-1);
    assert.equal([type, kernel.interrupts], ["stop", interrupts], "and the stage is told to stop each time");
    say(kernel.comms[0], { type: "stopped", id, problems: [] });
  }
  for (const isCellRunning of [false, true])
    say(kernel.comms[0], { type: "state", number: 2, isCellRunning, instrument });
  await link.stop();
  assert.is(kernel.interrupts, 1, "the next cell is another one");
  link.dispose();
});

test("STOP works while the panel is not seen", async () => {
  const { link, kernel } = linkTo();
  await link.stop();
  assert.is(kernel.sent[0].type, "stop");
  say(kernel.comms[0], { type: "stopped", id: kernel.sent[0].id, problems: [] });
  assert.ok(kernel.comms[0].isDisposed, "and leaves nothing open");
});

test("STOP in a notebook of another kernel interrupts it", async () => {
  const { link, kernel } = linkTo(new FakeKernel("ipython"));
  await link.stop();
  assert.is(kernel.interrupts, 1);
});

test("after a restart, a new connection and another kernel it opens again", async () => {
  const { link, kernel, context } = linkTo();
  link.show(true);
  await settled();
  kernel.status = "restarting";
  context.statusChanged.emit();
  assert.match(whyOf(link), "restarts");
  kernel.status = "idle";
  context.statusChanged.emit();
  await settled();
  assert.is(kernel.comms.length, 2);
  say(kernel.comms[0], { type: "state", number: 1, isCellRunning: false, instrument });
  assert.is(link.state.kind, "waiting", "the comm of before does not count");
  kernel.connectionStatus = "connecting";
  context.connectionStatusChanged.emit();
  assert.match(whyOf(link), "interrupted");
  kernel.connectionStatus = "connected";
  context.connectionStatusChanged.emit();
  await settled();
  assert.is(kernel.comms.length, 3);
  const next = new FakeKernel();
  context.session.kernel = next;
  context.kernelChanged.emit();
  await settled();
  assert.is(next.comms.length, 1);
  link.dispose();
  assert.equal([context.statusChanged.slots.size, next.comms[0].isDisposed], [0, true]);
});

test("texts: a microscope is told from a twin by words and sign", () => {
  const given = /** @type {any} */ (instrument);
  const kinds = [given, { ...given, isHardware: true, kind: "pyjem" }, { ...given, kind: "replay" }].map(kindText);
  assert.is(new Set(kinds.map(({ sign }) => sign)).size, 3);
  assert.match(kinds[0]?.text ?? "", "TWIN");
  assert.match(kinds[1]?.text ?? "", "MICROSCOPE");
  const rows = new Map(factRows({ ...given, doseHereEPerA2: 500, doseBudgetEPerA2: 2000, isBlanked: false }));
  assert.is(rows.get("Dose here"), "500 e/Å² (25 %)");
  assert.match(rows.get("Beam") ?? "", "ON the specimen, 60 kV");
  assert.is(new Map(factRows({ ...given, problem: "lost" })).get("Beam"), "unknown");
  assert.is(activityText({ ...given, isConnected: false }), "connection lost");
  assert.equal(stageTable(given.axes).rows, [["α (°)", "5.00", "5.00", "36", "rest"]]);
  const axis = given.axes[0];
  assert.equal(stageTable([axis, { ...axis, axis: "xUm", measured: 1.2 }]), {
    heads: ["axis", "told", "reported", "measured", "limit ±", "is"],
    rows: [
      ["α (°)", "5.00", "5.00", "–", "36", "rest"],
      ["x (µm)", "5.000", "5.004", "1.200", "36", "rest"],
    ],
  });
  assert.equal([0, 1.23456e9, 0.00001, 123.456, -5].map(short), ["0", "1.23e+9", "1.00e-5", "123.5", "-5"]);
});

test.run();
