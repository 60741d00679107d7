import { test } from "uvu";
import * as assert from "uvu/assert";
import { angleDegBetween } from "../../dist/src/core/vector3.js";
import { carto } from "../../dist/src/em/carto/carto.js";
import { noEdits } from "../../dist/src/messages/tiltMap/mapEdits.js";
import { edgeOnByWidths } from "../../dist/src/ops/carto/drawing/features.js";
import { MapFrame } from "../../dist/src/ops/carto/drawing/mapFrame.js";
import { beamOfTilt } from "../../dist/src/ops/carto/tilt.js";
import { plainGrain, plainMap } from "../../dist/test/messages/tiltMap/plainMap.js";
import { answerText, predictionText } from "../../extension/lib/extension/src/widgets/tiltMap/answerText.js";
import { zoneCsv } from "../../extension/lib/extension/src/widgets/tiltMap/exportMap.js";
import {
  commandText,
  dryRunOf,
  planText,
  stageText,
  whyNotGo,
} from "../../extension/lib/extension/src/widgets/tiltMap/goText.js";
import {
  fittedChange,
  otherOrientation,
  recorded,
  turnedChange,
  withoutLastReading,
} from "../../extension/lib/extension/src/widgets/tiltMap/grainEdits.js";
import {
  cursorText,
  nextZone,
  onCurve,
  steppedCursor,
  zonesAt,
} from "../../extension/lib/extension/src/widgets/tiltMap/mapCursor.js";
import { draggedTo } from "../../extension/lib/extension/src/widgets/tiltMap/mapDrag.js";
import { pressMapKey } from "../../extension/lib/extension/src/widgets/tiltMap/mapKeys.js";
import { freeName } from "../../extension/lib/extension/src/widgets/tiltMap/newBoundary.js";
import { decimalOf } from "../../extension/lib/extension/src/widgets/tiltMap/numberField.js";
import { seriesCode } from "../../extension/lib/extension/src/widgets/tiltMap/seriesCode.js";
import { firstLook, ShownMap } from "../../extension/lib/extension/src/widgets/tiltMap/shownMap.js";
import { heldTilt, turnedByKey, turnStepOf } from "../../extension/lib/extension/src/widgets/tiltMap/turnKeys.js";
import { sortedZones, zoneColumns } from "../../extension/lib/extension/src/widgets/tiltMap/zoneTable.js";
import { tipLines } from "../../extension/lib/extension/src/widgets/tiltMap/zoneTip.js";

const zero = { alphaDeg: 0, betaDeg: 0 };
const instrument = /** @type {const} */ ({
  ...{ address: "twin:x", isHardware: false, activity: "rest", reason: "" },
  limit: { kind: "superellipse", alphaDeg: 36, betaDeg: 32, exponent: 3.3 },
});

/** @type {any} */
const state = {
  ...{ model: plainMap, edits: noEdits, past: [], future: [], current: zero, planned: null, lockedId: null },
  ...{ series: null, visited: [], instrument, dryRun: null, goingTo: null },
};

/** @param {object} [change] @param {object} [look] */
const shown = (change = {}, look = {}) => new ShownMap({ ...state, ...change }, { ...firstLook, ...look });
const planned = { alphaDeg: 10, betaDeg: -5 };
const dryRun = { from: zero, to: planned, isAllowed: true, reason: "", pathDeg: 11.2, steps: 3 };

test("decimals have a comma or a point, and nothing else is a number", () => {
  assert.equal(
    ["12,5", "12.5", " -3 ", "−3,0", "+.5", "7°", "5 nm", "5."].map(decimalOf),
    [12.5, 12.5, -3, -3, 0.5, 7, 5, 5],
  );
  for (const text of ["", "1e3", "1,2,3", "abc", "0x10", "Infinity", "--1", "."])
    assert.is(decimalOf(text), undefined, text);
});

test("Go is on only when everything allows it, and says why it is not", () => {
  const { limits } = shown();
  const why = (/** @type {object} */ change, isLive = true) =>
    whyNotGo({ ...state, planned, dryRun, ...change }, limits, isLive);
  assert.is(why({}), "");
  assert.match(why({}, false), /not connected to a kernel/);
  assert.match(why({ instrument: null }), /no instrument is connected/);
  assert.is(why({ instrument: { ...instrument, reason: "not armed" } }), "not armed");
  assert.is(why({ instrument: { ...instrument, activity: "moving" } }), "the stage is moving");
  assert.is(why({ instrument: { ...instrument, activity: "acquiring" } }), "an image is being taken");
  assert.is(why({ goingTo: planned }), "the stage is moving");
  assert.match(why({ planned: null }), /no tilt is planned/);
  assert.match(why({ planned: { alphaDeg: 50, betaDeg: 0 } }), /out of range: 139 % of the map's limit/);
  assert.is(why({ planned: { alphaDeg: 10, betaDeg: -6 } }), "the way is being checked");
  assert.is(why({ dryRun: { ...dryRun, isAllowed: false, reason: "xUm stands in the way" } }), "xUm stands in the way");
});

test("the instrument's own limit bounds Go too", () => {
  const narrow = { ...instrument, limit: { kind: "box", alphaDeg: [-5, 5], betaDeg: [-30, 30] } };
  const { limits } = shown({ instrument: narrow });
  assert.match(
    whyNotGo({ ...state, planned, dryRun, instrument: narrow }, limits, true),
    /200 % of the instrument's limit/,
  );
});

test("what is commanded, planned and reported is told in words", () => {
  const full = { ...state, planned, dryRun };
  assert.is(
    commandText(full),
    "tilt the stage of twin:x to alpha 10.0, beta -5.0, 11.2 deg along the great circle in 3 motions",
  );
  assert.is(commandText({ ...full, dryRun: null }), "");
  assert.is(dryRunOf({ ...full, planned: zero }), undefined);
  assert.is(planText(full, shown().limits), "Planned: alpha 10.0, beta -5.0, 29 % of the map's limit");
  assert.is(planText(state, shown().limits), "Planned: none");
  assert.is(stageText(state), "Stage of twin:x: alpha 0.0, beta 0.0");
  assert.match(stageText({ ...state, goingTo: planned }), /going to alpha 10.0, beta -5.0$/);
  assert.match(stageText({ ...state, instrument: null }), /nothing is connected/);
  assert.match(stageText({ ...state, current: null }), /cannot be read/);
});

test("a new boundary has a name of its own", () => {
  assert.is(freeName("gb", []), "gb");
  assert.is(freeName("gb", [{ name: "gb" }, { name: "gb 2" }]), "gb 3");
});

test("what a third width would be by each answer is told", () => {
  const trace = { at: zero, thetaDeg: 45 };
  const answers = edgeOnByWidths(trace, { width1Nm: 40, width2Nm: 60, tiltDeg: 25 });
  assert.match(answerText(/** @type {any} */ (answers[0])), /^edge on at alpha -24\.2, beta -26\.7, foil 56 nm$/);
  assert.is(predictionText(answers, -25), "after -25° from the first image it would be 13 nm, or 133 nm wide");
});

test("keys: what they do, and which are left to the page", () => {
  /** @type {string[]} */
  const done = [];
  const name = (/** @type {string} */ word) => () => void done.push(word);
  let isEntered = false;
  const actions = {
    step: (/** @type {number} */ a, /** @type {number} */ b) => void done.push(`${a},${b}`),
    cycle: (/** @type {number} */ by) => done.push(`cycle ${by}`) > 0,
    isEntered: () => isEntered,
    ...{ plan: name("plan"), go: name("go"), escape: name("escape"), undo: name("undo"), redo: name("redo") },
    turn: name("turn"),
    centre: name("centre"),
    zoom: (/** @type {number} */ factor) => void done.push(factor > 1 ? "out" : "in"),
  };
  const press = (/** @type {string} */ key, more = {}) =>
    pressMapKey(
      /** @type {any} */ ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }),
      actions,
    );
  for (const key of ["ArrowRight", "ArrowUp", "]", "[", "Enter", "g", "G", "Escape", "u", "r", "+", "-", "c", "t"])
    assert.ok(press(key), key);
  assert.ok(press("ArrowDown", { shiftKey: true }));
  assert.ok(press("z", { ctrlKey: true }) && press("Z", { metaKey: true, shiftKey: true }));
  assert.is(done.join(" "), "1,0 0,1 cycle 1 cycle -1 plan go go escape undo redo in out centre turn 0,-0.1 undo redo");
  assert.not(press("Tab"), "the focus is not caught by passing through");
  isEntered = true;
  assert.ok(press("Tab") && press("Tab", { shiftKey: true }));
  for (const key of ["a", "0", "Home", "constructor", "__proto__"]) assert.not(press(key), key);
  assert.not(press("g", { altKey: true }) || press("s", { ctrlKey: true }) || press("ArrowUp", { ctrlKey: true }));
});

test("the cursor stays within the map, and on the curve of a locked boundary", () => {
  assert.equal(steppedCursor({ alphaDeg: 89.95, betaDeg: 0 }, 1, -0.1), { alphaDeg: 90, betaDeg: -0.1 });
  const free = { alphaDeg: 8, betaDeg: 3 };
  assert.equal(onCurve(shown(), free), free);
  const kept = onCurve(shown({ lockedId: "gb" }), free);
  assert.ok(Math.abs(90 - angleDegBetween([1, 0, 0], beamOfTilt(kept))) < 1e-9, "the boundary's normal is x");
  assert.equal(onCurve(shown({ lockedId: "gone" }), free), free);
});

test("zones come in turn by their distance, and only those in reach", () => {
  const map = shown({
    model: { ...plainMap, limit: { kind: "box", alphaDeg: [-60, 60], betaDeg: [-60, 60] } },
    instrument: null,
  });
  const first = nextZone(map, undefined, 1);
  assert.equal(first?.uvw, [0, 0, 1]);
  const second = nextZone(map, first, 1);
  assert.ok((second?.distanceDeg ?? 0) >= (first?.distanceDeg ?? 0));
  assert.is(nextZone(map, second, -1), first);
  assert.is(nextZone(map, first, -1), undefined, "before the first the focus may leave");
  assert.match(cursorText(map, zero, true), /^zone 0 0 1, family 0 0 1/);
  assert.match(cursorText(map, { alphaDeg: 10, betaDeg: 3 }, true), /^alpha 10.0, beta 3.0, 17 % of the map's limit/);
  assert.equal(
    zonesAt(map, { alphaDeg: 0.5, betaDeg: 0 }).map(({ uvw }) => uvw),
    [[0, 0, 1]],
  );
});

test("a zone that is dragged comes to the pointer, and the crystal with it", () => {
  const frame = new MapFrame({ kind: "tip-tilt", sidePx: 400 });
  const plot = /** @type {any} */ ({ frame });
  const to = { alphaDeg: 12, betaDeg: -7 };
  const drag = { kind: /** @type {const} */ ("zone"), grain: plainGrain, beam: /** @type {const} */ ([0, 0, 1]) };
  const draft = draggedTo(drag, plot, /** @type {any} */ (frame.placeOfTilt(to)));
  const map = new ShownMap(state, firstLook, draft);
  const zone = map.rows.find(({ zone: { uvw } }) => uvw.join("") === "001");
  assert.ok(Math.abs((zone?.at.alphaDeg ?? 0) - 12) < 1e-6 && Math.abs((zone?.at.betaDeg ?? 0) + 7) < 1e-6);
  assert.is(draggedTo(drag, plot, [-1000, 0]), undefined);
});

const key = (/** @type {string} */ name, shiftKey = false) =>
  turnStepOf(/** @type {any} */ ({ key: name, shiftKey, ctrlKey: false, metaKey: false, altKey: false }));

test("by keys what is held goes by degrees and tenths, and its grain with it; spun about the beam it stays", () => {
  const beam = /** @type {const} */ ([0, 0, 1]);
  /** @type {import("../../extension/lib/extension/src/widgets/tiltMap/turnKeys.js").KeyTurn} */
  let turn = { grain: plainGrain, orientation: plainGrain.orientation, held: beam, axis: beam };
  for (const step of [key("ArrowRight"), key("ArrowRight", true), key("ArrowUp")])
    turn = turnedByKey(turn, /** @type {any} */ (step));
  const { alphaDeg, betaDeg } = heldTilt(turn);
  assert.ok(Math.abs(alphaDeg - 1.1) < 1e-9 && Math.abs(betaDeg - 1) < 1e-9, `${alphaDeg}, ${betaDeg}`);
  const rows = new ShownMap(state, firstLook, { grainId: "a", orientation: turn.orientation }).rows;
  const zone = rows.find(({ zone: { uvw } }) => uvw.join("") === "001");
  assert.ok(Math.abs((zone?.at.alphaDeg ?? 0) - 1.1) < 1e-9, "the zone is where it is held");
  const start = {
    grain: plainGrain,
    orientation: plainGrain.orientation,
    held: beamOfTilt({ alphaDeg: 10, betaDeg: 0 }),
    axis: beam,
  };
  const spun = turnedByKey(turnedByKey(start, /** @type {any} */ (key(","))), /** @type {any} */ (key("<", true)));
  assert.ok(Math.abs(angleDegBetween(spun.held, beam) - 10) < 1e-9);
  assert.ok(heldTilt(spun).betaDeg > 0.15, "comma turns to the left, as the map is seen");
  assert.equal(key("."), { kind: "spin", angleDeg: -1 });
  assert.equal(
    [key("Enter"), key("T"), key("Escape")].map((step) => step?.kind),
    ["keep", "keep", "giveUp"],
  );
  for (const name of ["Tab", "g", "constructor", "u"]) assert.is(key(name), undefined, name);
  assert.is(turnStepOf(/** @type {any} */ ({ key: "ArrowUp", ctrlKey: true })), undefined);
});

test("a turn about the beam leaves the zone on the beam where it is", () => {
  const frame = new MapFrame({ kind: "stereographic", sidePx: 400 });
  const drag = {
    kind: /** @type {const} */ ("spin"),
    grain: plainGrain,
    axis: /** @type {const} */ ([0, 0, 1]),
    fromDeg: 0,
  };
  const [x, y] = frame.middlePx;
  const draft = draggedTo(drag, /** @type {any} */ ({ frame }), [x + 40, y - 60]);
  const rows = new ShownMap(state, firstLook, draft).rows;
  assert.ok((rows.find(({ zone: { uvw } }) => uvw.join("") === "001")?.distanceDeg ?? 1) < 1e-6);
  assert.not.equal(draft?.orientation, plainGrain.orientation);
});

/** @param {import("../../extension/lib/extension/src/widgets/tiltMap/grainEdits.js").GrainChange} change */
const grainAfter = (change) => shown({ edits: change.change?.(noEdits) ?? noEdits }).map.grains[0] ?? plainGrain;

test("readings are recorded as zones or as families, fitted, and taken back", () => {
  const at = { alphaDeg: 2, betaDeg: 1 };
  const one = recorded(plainGrain, "<001>", at, 0.2);
  assert.match(one.said, /^\[001\] recorded for grain A; 1 reading, mismatch 2\.2\d deg/);
  const two = recorded(grainAfter(one), "0 1 -1", { alphaDeg: 47, betaDeg: 1.4 }, 0.2);
  const fit = fittedChange(grainAfter(two));
  assert.match(fit.said, /^grain A fitted to 2 readings, mismatch 0\.\d\d deg/);
  assert.ok(grainAfter(fit).mismatchDeg < 0.5);
  assert.is(grainAfter(withoutLastReading(grainAfter(two))).readings.length, 1);
  for (const text of ["", "[29 9 8]", "<99>", "<357>", "x"])
    assert.is(recorded(plainGrain, text, at, 0.2).change, undefined, text);
  assert.is(fittedChange(plainGrain).change, undefined);
  assert.is(withoutLastReading(plainGrain).change, undefined);
  assert.is(otherOrientation(plainGrain).change, undefined);
});

test("a zone that the map does not list is recorded as that very zone; if it cannot be, a sentence says why", () => {
  const at = { alphaDeg: 2, betaDeg: 1 };
  const said = (/** @type {string} */ text, grain = plainGrain) => recorded(grain, text, at, 0.2).said;
  assert.match(
    said("[3 5 7]"),
    /^\[357\] recorded for grain A, which the map does not list and takes as this very zone/,
  );
  assert.match(said("[2 2 0]"), /^\[110\] recorded for grain A; 1 reading/);
  assert.equal(grainAfter(recorded(plainGrain, "[6 -10 14]", at, 0.2)).readings.at(-1)?.uvw, [3, -5, 7]);
  assert.is(said("<357>"), "The map lists no family <357> of grain A: write the very zone in brackets, as [110]");
  assert.match(said("[29 9 8]"), /^\[29 9 8\] of grain A cannot be recorded: its indices are above 20/);
  assert.match(said("[3 5 7]", { ...plainGrain, zones: [] }), /too few zones to know the shape of the cell/);
  const known = grainAfter(recorded(plainGrain, "[001]", zero, 0.2));
  assert.match(said("[111]", known), /The map has this zone 55\.5 deg away: is it another one\?$/);
  assert.not.match(said("[001]", known), /another one/);
  assert.match(said("hello"), /^"hello" is no zone: write it as \[110\]/);
});

test("two readings of the same tilt cannot be fitted, and it says so", () => {
  const reading = (/** @type {any} */ uvw) => ({ uvw, at: zero, sigmaDeg: 0.2 });
  const { change, said } = fittedChange({ ...plainGrain, readings: [reading([0, 0, 1]), reading([1, 0, 1])] });
  assert.is(change, undefined);
  assert.match(said, /^Not fitted: /);
});

test("the other orientation takes its readings along, and comes back at the next turn", () => {
  const other = /** @type {any} */ ([
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ]);
  const readings = [{ uvw: /** @type {const} */ ([0, 0, 1]), at: zero, sigmaDeg: 0.2 }];
  const grain = grainAfter(otherOrientation({ ...plainGrain, readings, ambiguous: [other] }));
  assert.equal(grain.orientation, other);
  assert.equal(grain.ambiguous, [plainGrain.orientation]);
  assert.ok(grain.mismatchDeg < 1e-6, "another <001> lies there now");
  assert.equal(grainAfter(turnedChange({ ...plainGrain, ambiguous: [other] }, other)).ambiguous, []);
});

test("what is kept of the zones holds until the map, the stage or a limit changes", () => {
  const before = shown();
  const after = (/** @type {object} */ change) => new ShownMap({ ...state, ...change }, firstLook, undefined, before);
  assert.is(after({ planned }).grains[0]?.rows, before.grains[0]?.rows);
  assert.is.not(after({ current: planned }).grains[0]?.rows, before.grains[0]?.rows);
  assert.is.not(after({ instrument: { ...instrument, limit: null } }).grains[0]?.rows, before.grains[0]?.rows);
  assert.equal(shown({}, { hiddenIds: new Set(["a"]) }).grains, []);
  assert.equal(shown({ current: null, planned }).readingTilt, planned);
});

test("of a crowd of zones the families of low indices are shown, unless all are asked for", () => {
  const zones = Array.from({ length: 200 }, (_, i) => ({ ...plainGrain.zones[0], family: `<${i}>`, rank: i }));
  const model = { ...plainMap, grains: [{ ...plainGrain, zones }] };
  assert.is(shown({ model }).rows.length, 12);
  assert.is(shown({ model }, { mostFamilies: 4 }).rows.length, 4);
  assert.is(shown({ model }, { mostFamilies: 1e6 }).rows.length, 200);
  assert.is(shown().rows.length, 13, "few zones are all shown");
});

test("the table is sorted by any column, and hides what is out of reach", () => {
  const { rows } = shown();
  assert.equal(
    sortedZones(rows, 0, false, true).map(({ uvw }) => uvw),
    [[0, 0, 1]],
  );
  const falling = sortedZones(rows, 6, true, false).map(({ fraction }) => fraction);
  assert.equal(
    falling,
    [...falling].sort((a, b) => b - a),
  );
  assert.is(sortedZones(rows, 99, false, false).length, rows.length);
  assert.ok(zoneColumns.every(({ text }) => text(/** @type {any} */ (rows[0])) !== ""));
});

test("many zones at one place are a list that ends", () => {
  const { rows } = shown();
  assert.is(tipLines(rows, false).length, 7);
  assert.match(tipLines(rows, true).at(-1) ?? "", /^and 7 more$/);
  assert.equal(tipLines([], false), []);
});

test("CSV has one zone a line, and no name is a formula", () => {
  const map = shown({ model: { ...plainMap, grains: [{ ...plainGrain, name: '=HYPERLINK("x")' }] } });
  const lines = zoneCsv(map).trimEnd().split("\n");
  assert.is(lines.length, 14);
  assert.is(lines[0], "zone,family,grain,alphaDeg,betaDeg,distanceDeg,limitFraction,reach");
  assert.match(lines[1] ?? "", `"'=HYPERLINK(""x"")"`);
});

test("a series as code gives the tilts that can be reached when it is run, and goes to them", async () => {
  const series = { featureId: "gb", mode: "against", fromDeg: -40, toDeg: 40, stepDeg: 10 };
  for (const limit of [
    plainMap.limit,
    { kind: "box", alphaDeg: [-30, 30], betaDeg: [-25, 35] },
    {
      kind: "polygon",
      corners: [-35, 35].flatMap((a) => [
        { alphaDeg: a, betaDeg: -a },
        { alphaDeg: a, betaDeg: a },
      ]),
    },
  ]) {
    const map = shown({ model: { ...plainMap, limit }, instrument: null, series });
    const expected = map.seriesTilts.filter(({ isReachable }) => isReachable);
    /** @type {{ alphaDeg: number, betaDeg: number }[]} */
    const gone = [];
    const stage = { moveTo: async (/** @type {any} */ at) => void gone.push(at) };
    await new (Object.getPrototypeOf(async () => {}).constructor)("em", seriesCode(map))({ carto, stage });
    assert.is(gone.length, expected.length);
    assert.ok(expected.length > 2 && expected.length < 9);
    gone.forEach(({ alphaDeg, betaDeg }, i) => {
      assert.ok(Math.abs(alphaDeg - (expected[i]?.alphaDeg ?? 99)) < 1e-3, `${alphaDeg}`);
      assert.ok(Math.abs(betaDeg - (expected[i]?.betaDeg ?? 99)) < 1e-3, `${betaDeg}`);
    });
  }
  const code = seriesCode(shown({ series, instrument: null }));
  assert.match(code, "// Out of reach, and left out: -40°, 40°.");
  assert.match(code, 'limit: { kind: "superellipse", alphaDeg: 36, betaDeg: 32, exponent: 3.3 }');
  assert.is(seriesCode(shown()), "");
  assert.match(seriesCode(shown({ series: { ...series, fromDeg: 60, toDeg: 80 } })), /^\/\/ No tilt/);
});

test.run();
