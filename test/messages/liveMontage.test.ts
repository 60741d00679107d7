import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type LiveMontageState,
  liveMontageTraits,
  readLiveMontageState,
  shownPlace,
  type TileState,
} from "../../src/messages/liveMontage/liveMontageState.js";
import { positionsCsv } from "../../src/messages/liveMontage/positionsCsv.js";
import {
  readClassMapHead,
  readPlace,
  readTileHead,
  readTileRequest,
} from "../../src/messages/liveMontage/tileMessages.js";
import { readChange } from "../../src/messages/traits.js";

const tile: TileState = {
  ...{ index: 0, column: 0, row: 0, status: "taken", commandedXNm: -400, commandedYNm: 0 },
  ...{
    reportedXNm: -410,
    reportedYNm: 3,
    measuredXNm: null,
    measuredYNm: null,
    doseEPerA2: 12,
    reason: "",
    classMap: 0,
  },
};
const good: LiveMontageState = {
  ...{ title: "montage", tileWidthPx: 64, tileHeightPx: 32, pixelNm: 8, valueUnit: "electrons" },
  ...{ runState: "running", problem: "", waitsFor: "", tiles: [tile, { ...tile, index: 1, status: "planned" }] },
  progress: { done: 1, failed: 0, total: 2, remainingS: null, travelUm: 1, doseElectrons: 5e6 },
  plannedMove: { xNm: 1, yNm: 2, xUm: 3, yUm: null, status: "planned", text: "planned" },
  classes: [{ name: "film", colour: "#e69f00" }],
  ...{ classProblem: "", isClassifying: false, classOpacityFraction: 0.5, positions: "measured", isBlended: true },
  ...{ areArrowsShown: true, overlay: "none", colourMap: "grey", low: null, high: 9, gamma: 1 },
};
const read = (changed: Readonly<Record<string, unknown>>) => {
  const values: Readonly<Record<string, unknown>> = { ...good, ...changed };
  return readLiveMontageState((name) => values[name]);
};

test("a good state is read as it is", () => {
  assert.equal(read({}).state, good);
  assert.equal(read({ plannedMove: null }).state, { ...good, plannedMove: null });
});

test("a hostile state names what is wrong and gives nothing to draw", () => {
  const wrong: [string, unknown][] = [
    ["tiles", []],
    ["tiles", [{ ...tile, index: 1 }]],
    ["tiles", [{ ...tile, status: "<b>" }]],
    ["tiles", [{ ...tile, commandedXNm: 1e11 }]],
    ["tiles", [{ ...tile, measuredXNm: Number.NaN }]],
    ["tiles", Array.from({ length: 2501 }, (_, index) => ({ ...tile, index }))],
    ["tileWidthPx", 0],
    ["pixelNm", -1],
    ["classes", [{ name: "film", colour: "url(x)" }]],
    ["progress", { ...good.progress, done: -1 }],
    ["progress", null],
    ["plannedMove", { ...good.plannedMove, status: "go" }],
    ["runState", "__proto__"],
    ["gamma", 0],
    ["overlay", {}],
    ["title", 7],
  ];
  for (const [name, value] of wrong) assert.is(read({ [name]: value }).wrong, name);
});

test("a person changes how it is shown, and nothing of the run", () => {
  const given = {
    positions: "commanded",
    isBlended: false,
    low: 3,
    isClassifying: true,
    runState: "done",
    tiles: [],
    plannedMove: null,
  };
  const { change, refused } = readChange(liveMontageTraits, given);
  assert.equal(change, { positions: "commanded", isBlended: false, low: 3, isClassifying: true });
  assert.equal(refused.toSorted(), ["plannedMove", "runState", "tiles"]);
});

test("a tile is drawn where it is wanted, or where it is known best", () => {
  assert.equal(shownPlace(tile, "measured"), { xNm: -410, yNm: 3 });
  assert.equal(shownPlace(tile, "commanded"), { xNm: -400, yNm: 0 });
  assert.equal(shownPlace({ ...tile, reportedXNm: null }, "reported"), { xNm: -400, yNm: 0 });
});

test("requests and answers are read with their bytes", () => {
  assert.equal(readTileRequest({ index: 3, bin: 2, more: 1 }), { index: 3, bin: 2 });
  for (const wrong of [null, { index: -1, bin: 1 }, { index: 3, bin: 0 }, { index: 3, bin: 1e9 }, [3, 1]])
    assert.is(readTileRequest(wrong), undefined);
  const head = { index: 0, bin: 1, widthPx: 3, heightPx: 2, low: 0, high: 5 };
  assert.equal(readTileHead(head, new Uint8Array(12)), head);
  assert.is(readTileHead(head, new Uint8Array(6)), undefined);
  assert.is(readTileHead(head, undefined), undefined);
  assert.equal(readClassMapHead({ index: 0, columns: 2, rows: 2 }, new Uint8Array(4))?.rows, 2);
  assert.is(readClassMapHead({ index: 0, columns: 1e6, rows: 2 }, new Uint8Array(4)), undefined);
  assert.is(readPlace({ xNm: Number.POSITIVE_INFINITY, yNm: 0 }), undefined);
});

test("the table of positions has a row per tile, and a reason is no formula", () => {
  const csv = positionsCsv([tile, { ...tile, index: 1, status: "failed", reason: '=1+1 "x"' }]);
  const [head, first, second] = csv.split("\n");
  assert.is(
    head,
    "index,column,row,status,commandedXNm,commandedYNm,reportedXNm,reportedYNm,measuredXNm,measuredYNm,doseEPerA2,reason",
  );
  assert.is(first, '0,0,0,taken,-400,0,-410,3,,,12,""');
  assert.match(second ?? "", /,"'=1\+1 ""x"""$/);
});

test.run();
