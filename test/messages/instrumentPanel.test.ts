import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type PanelInstrument,
  panelMessage,
  readPanelReport,
  readPanelRequest,
} from "../../src/messages/instrumentPanel.js";

const axis = { axis: "xUm", commanded: 1, reported: 1.01, measured: null, limit: 100, status: "rest" } as const;
const instrument: PanelInstrument = {
  address: "twin:mxene?seed=1",
  kind: "twin",
  isHardware: false,
  isArmed: true,
  isConnected: true,
  activity: "rest",
  axes: [axis],
  isBlanked: true,
  accelKv: 60,
  currentPicoAmp: 20,
  last: { detector: "haadf", kind: "image", size: "16 × 16", doseEPerA2: 3, isComplete: true },
  doseHereEPerA2: 3,
  doseBudgetEPerA2: null,
  totalElectrons: 1e6,
  runFolder: null,
  problem: null,
};
/** As it travels. */
const sent = (message: object) => JSON.parse(JSON.stringify(message)) as Record<string, unknown>;
const state = (change: object = {}) =>
  sent({ ...panelMessage({ type: "state", number: 3, isCellRunning: true, instrument }), ...change }) as unknown;

test("what one side writes, the other reads", () => {
  assert.equal(readPanelReport(state()), { type: "state", number: 3, isCellRunning: true, instrument });
  for (const report of [
    { type: "state", number: 1, isCellRunning: false, instrument: null },
    { type: "stopped", id: "a", problems: ["the beam could not be blanked"] },
  ] as const)
    assert.equal(readPanelReport(sent(panelMessage(report))), report);
  for (const request of [{ type: "stop", id: "a" } as const, { type: "seen", number: 8 } as const])
    assert.equal(readPanelRequest(sent(panelMessage(request))), request);
});

test("a value that is wrong, missing or too long spoils the state", () => {
  const wrong: Record<string, unknown>[] = [
    ...["address", "isHardware", "axes", "problem"].map((name) => ({ [name]: undefined })),
    { kind: "toy" },
    { isArmed: 1 },
    { isHardware: "false" },
    { activity: "flying" },
    { axes: [{ ...axis, reported: null }] },
    { axes: [{ ...axis, limit: -1 }] },
    { axes: [{ ...axis, axis: "__proto__" }] },
    { axes: Array(6).fill(axis) },
    { totalElectrons: -1 },
    { accelKv: "60" },
    { last: { detector: "haadf" } },
    { last: [] },
    { runFolder: "x".repeat(5000) },
  ];
  for (const change of wrong) {
    const given = { instrument: { ...instrument, ...change } };
    assert.is(readPanelReport(state(given)), undefined, JSON.stringify(change).slice(0, 80));
  }
});

test("another version, another type, and what is no object are not read", () => {
  assert.is(readPanelReport(state({ version: 2 })), undefined);
  assert.is(readPanelReport(state({ version: undefined })), undefined);
  assert.is(readPanelReport(state({ number: -1 })), undefined);
  assert.is(readPanelReport(state({ isCellRunning: null })), undefined);
  assert.is(readPanelReport(state({ type: "stop" })), undefined);
  for (const value of [null, undefined, 1, "stop", [], new Uint8Array(4)]) {
    assert.is(readPanelReport(value), undefined);
    assert.is(readPanelRequest(value), undefined);
  }
  assert.is(readPanelRequest({ version: 1, type: "stop" }), undefined);
  assert.is(readPanelRequest({ version: 1, type: "stop", id: "x".repeat(101) }), undefined);
  assert.is(readPanelRequest({ version: 1, type: "seen", number: 1.5 }), undefined);
});

test("what is not in the table is left out", () => {
  const read = readPanelReport(state({ instrument: { ...instrument, html: "<img src=x>" } }));
  assert.ok(read?.type === "state" && read.instrument && !("html" in read.instrument));
});

test.run();
