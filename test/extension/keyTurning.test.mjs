import { test } from "uvu";
import * as assert from "uvu/assert";
import { noEdits } from "../../dist/src/messages/tiltMap/mapEdits.js";
import { plainGrain, plainMap } from "../../dist/test/messages/tiltMap/plainMap.js";
import { KeyTurning } from "../../extension/lib/extension/src/widgets/tiltMap/keyTurning.js";
import { firstLook, ShownMap } from "../../extension/lib/extension/src/widgets/tiltMap/shownMap.js";

const zero = { alphaDeg: 0, betaDeg: 0 };
const readings = [{ uvw: [0, 0, 1], at: zero, sigmaDeg: 0.2 }];
/** @type {any} */
const state = {
  ...{ model: { ...plainMap, grains: [{ ...plainGrain, readings }] }, edits: noEdits, past: [], future: [] },
  ...{ current: zero, planned: null, lockedId: null, series: null, visited: [], instrument: null },
  ...{ dryRun: null, goingTo: null },
};

/** A turning, and what it does to the map: "moving" is whether Escape finds something to stop. */
function turning({ isMoving = false, grains = state.model.grains } = {}) {
  const given = { ...state, model: { ...state.model, grains } };
  /** @type {any} */
  let draft;
  /** @type {string[]} */
  const told = [];
  /** @type {string[]} */
  const said = [];
  /** @type {any[]} */
  const edits = [];
  const desk = /** @type {any} */ ({
    shown: () => new ShownMap(given, firstLook, draft),
    draft: (/** @type {any} */ now) => {
      draft = now;
    },
    readOut: (/** @type {string} */ text, /** @type {string} */ spoken) => void told.push(spoken ?? text),
    abort: () => isMoving,
    actions: {
      say: (/** @type {string} */ text) => void said.push(text),
      edit: (/** @type {any} */ change, /** @type {string} */ text) => {
        edits.push(change(noEdits));
        said.push(text);
      },
    },
  });
  /** @type {any[]} */
  const cursors = [];
  const keys = new KeyTurning(desk, (turn) => void cursors.push(turn));
  const press = (/** @type {string} */ key, shiftKey = false) => keys.press(/** @type {any} */ ({ key, shiftKey }));
  return { keys, press, told, said, edits, cursors, draft: () => draft };
}

test("what is kept is one change, with the mismatch that was told on the way", () => {
  const { keys, press, told, said, edits } = turning();
  assert.not(press("ArrowRight"), "not before it has begun");
  keys.begin();
  assert.match(told.at(-1) ?? "", /^Turning grain A: the arrows .*\. grain A: mismatch 0\.00 deg over 1 reading$/);
  assert.ok(press("ArrowRight") && press("ArrowRight") && press("ArrowUp", true));
  assert.is(told.at(-1), "grain A: mismatch 2.00 deg over 1 reading");
  assert.not(press("Tab"), "the focus may go on");
  assert.ok(press("Enter"));
  assert.not(keys.isOn);
  assert.is(edits.length, 1);
  assert.is(said.at(-1), "grain A turned by hand, mismatch 2.00 deg");
  assert.ok(Math.abs(edits[0].grains[0].mismatchDeg - 2.0) < 0.01);
});

test("Escape takes it back, and stops what moves before that", () => {
  const rest = turning();
  rest.keys.begin();
  rest.press("ArrowRight");
  assert.ok(rest.draft());
  rest.press("Escape");
  assert.is(rest.draft(), undefined);
  assert.equal(rest.edits, []);
  assert.is(rest.said.at(-1), "grain A is as it was");
  assert.is(rest.cursors.at(-1), undefined);
  const moving = turning({ isMoving: true });
  moving.keys.begin();
  assert.ok(moving.press("Escape"));
  assert.ok(moving.keys.isOn, "the stage is stopped, the turn goes on");
});

test("nothing turned is no change, and without a grain nothing begins", () => {
  const idle = turning();
  idle.keys.begin();
  idle.keys.end(true);
  assert.equal(idle.edits, []);
  const none = turning({ grains: [] });
  none.keys.begin();
  assert.not(none.keys.isOn);
  assert.equal(none.said, ["There is no grain to turn"]);
});

test.run();
