import { test } from "uvu";
import * as assert from "uvu/assert";
import { editedMap, noEdits, readEdits, withFeature, withGrainEdit } from "../../../src/messages/tiltMap/mapEdits.js";
import { edited, mostMapSteps, reedited, unedited } from "../../../src/messages/tiltMap/mapHistory.js";
import { readSeries, readTiltMapState } from "../../../src/messages/tiltMap/tiltMapState.js";
import { plainGrain, plainMap } from "./plainMap.js";

const turned = [
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 0],
] as const;

test("edits lie over the map, and the map stays as it was made", () => {
  const edits = withGrainEdit(noEdits, plainGrain, { orientation: turned, mismatchDeg: 2 });
  const map = editedMap(plainMap, edits);
  assert.equal(map.grains[0]?.orientation, turned);
  assert.is(map.grains[0]?.zones, plainGrain.zones);
  assert.is(plainMap.grains[0]?.mismatchDeg, 0);
  assert.is(editedMap(plainMap, noEdits).grains[0], plainGrain);
  assert.is(withGrainEdit(edits, plainGrain, {}).grains.length, 1);
});

test("edits of a grain that is gone, and features with an id of the map, are left out", () => {
  const edits = withGrainEdit(noEdits, { ...plainGrain, id: "gone" }, { mismatchDeg: 9 });
  assert.equal(editedMap(plainMap, edits).grains, plainMap.grains);
  const doubled = { ...noEdits, features: [{ ...plainMap.features[0]!, name: "another" }] };
  assert.equal(
    editedMap(plainMap, doubled).features.map(({ name }) => name),
    ["boundary"],
  );
});

test("features that are added have ids of their own", () => {
  const feature = { name: "x".repeat(80), kind: "boundary", at: { alphaDeg: 0, betaDeg: 0 }, thetaDeg: 5 } as const;
  let edits = noEdits;
  for (let i = 0; i < 60; i++) edits = withFeature(edits, feature);
  assert.ok(edits.features.length <= 50);
  assert.ok(readEdits(JSON.parse(JSON.stringify(edits))), "what is written is read");
});

test("a change is undone and done again, and the oldest are forgotten", () => {
  let history = { edits: noEdits, past: [], future: [] } as ReturnType<typeof unedited>;
  const step = (thetaDeg: number) => ({ ...noEdits, traces: [{ at: { alphaDeg: 0, betaDeg: 0 }, thetaDeg }] });
  for (let i = 1; i <= 50; i++) history = edited(history, step(i));
  assert.is(history.past.length, mostMapSteps);
  const back = unedited(unedited(history));
  assert.equal(
    [back.edits.traces[0]?.thetaDeg, back.future.length, reedited(back).edits.traces[0]?.thetaDeg],
    [48, 2, 49],
  );
  assert.is(edited(back, step(7)).future.length, 0);
  assert.is(unedited({ edits: noEdits, past: [], future: [] }).edits, noEdits);
  assert.is(reedited({ edits: noEdits, past: [], future: [] }).edits, noEdits);
});

test("edits from outside are read item by item", () => {
  const good = withGrainEdit(noEdits, plainGrain, {});
  assert.equal(readEdits(JSON.parse(JSON.stringify(good))), good);
  const wrong = [
    null,
    { ...good, grains: [good.grains[0], good.grains[0]] },
    { ...good, grains: [{ ...good.grains[0], orientation: [1, 2, 3] }] },
    { ...good, traces: Array.from({ length: 31 }, () => ({ at: { alphaDeg: 0, betaDeg: 0 }, thetaDeg: 1 })) },
    { ...good, features: "none" },
    { grains: [], features: [] },
  ];
  for (const value of wrong) assert.is(readEdits(value), undefined, JSON.stringify(value));
});

test("a series is in rising order and not too long", () => {
  const good = { featureId: "gb", mode: "along", fromDeg: -20, toDeg: 20, stepDeg: 5 } as const;
  assert.equal(readSeries(good), good);
  for (const change of [{ fromDeg: 30 }, { stepDeg: 0 }, { stepDeg: 0.01 }, { mode: "across" }, { featureId: "" }])
    assert.is(readSeries({ ...good, ...change }), undefined, JSON.stringify(change));
});

test("the whole state is read, or the first wrong value is told", () => {
  const good: Record<string, unknown> = {
    ...{ model: plainMap, edits: noEdits, past: [], future: [], current: null, planned: null, lockedId: null },
    ...{ series: null, visited: [], instrument: null, dryRun: null, goingTo: null },
  };
  const wrongOf = (change: object) => readTiltMapState((name) => ({ ...good, ...change })[name]).wrong;
  assert.is(wrongOf({}), undefined);
  const instrument = { address: "twin:x", isHardware: false, activity: "rest", reason: "", limit: plainMap.limit };
  assert.is(wrongOf({ instrument }), undefined);
  const wrong: Record<string, unknown> = {
    model: { ...plainMap, grains: {} },
    edits: null,
    past: "x",
    planned: { alphaDeg: 1 },
    current: { alphaDeg: Number.NaN, betaDeg: 0 },
    lockedId: 7,
    visited: Array.from({ length: 201 }, () => ({ alphaDeg: 0, betaDeg: 0 })),
    instrument: { ...instrument, activity: "flying" },
    dryRun: { from: 1 },
    goingTo: "home",
  };
  for (const [name, value] of Object.entries(wrong)) assert.is(wrongOf({ [name]: value }), name);
});

test.run();
