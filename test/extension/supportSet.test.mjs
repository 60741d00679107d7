import { test } from "uvu";
import * as assert from "uvu/assert";
import { chipText, nearestOf } from "../../extension/lib/extension/src/widgets/supportSet/chipText.js";
import { adviceText } from "../../extension/lib/extension/src/widgets/supportSet/classControls.js";
import { pressKey } from "../../extension/lib/extension/src/widgets/supportSet/pickKeys.js";
import { maskOf } from "../../extension/lib/extension/src/widgets/supportSet/resultLayers.js";
import { shownResult } from "../../extension/lib/extension/src/widgets/supportSet/shownResult.js";

const image = { widthPx: 45, heightPx: 20 };
const grid = { chipWidthPx: 10, chipHeightPx: 10, offsetXPx: 5, offsetYPx: 0 };
const classes = [
  { id: 1, name: "film", colour: "#102030" },
  { id: 2, name: "hole", colour: "#e69f00" },
];
/** @type {import("../../dist/src/messages/supportSet/annotation.js").Annotation} */
const annotation = {
  grid,
  classes: [{ id: 1, name: "layer", colour: "#ff0000" }],
  labels: [
    [0, 1],
    [5, 0],
  ],
};
const p = Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.55, 0.45, 0.5, 0.5, 1, 0, 0, 1, 0, 1, 1, 0);
const nearest = Int32Array.of(0, -1, 0, 3, 0, 3, 0, 3, 0, 3, 0, 3, 0, 3, 0, 3);
const state = /** @type {any} */ ({
  ...image,
  annotation,
  leastProbability: 0.6,
  segmentation: {
    grid,
    classes,
    labels: [
      [0, 1],
      [3, 2],
      [5, 0],
    ],
    nearestCount: 2,
  },
  probabilities: new Uint8Array(p.buffer),
  nearest: new Uint8Array(nearest.buffer),
  unlike: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1),
});

test("the mask has the classes as they are coloured now, the unknown chips and no ignored ones", () => {
  const result = shownResult(state);
  if (!result) throw new Error("no result");
  const mask = maskOf(result, "classes", 0.5, image);
  assert.equal([...mask.classes], [1, 2, 3, 3, 1, 0, 2, 3]);
  assert.equal(mask.colours, [
    [255, 0, 0],
    [230, 159, 0],
    [128, 128, 128],
  ]);
  assert.equal([mask.xPx, mask.widthPx, mask.heightPx, mask.columns, mask.rows], [5, 40, 20, 4, 2]);
  const doubt = maskOf(result, "doubt", 0.5, image);
  assert.equal([doubt.classes[3], doubt.classes[4], doubt.classes[5]], [32, 1, 0]);
});

test("a state whose numbers do not fit shows no result", () => {
  assert.is(shownResult({ ...state, probabilities: new Uint8Array(3) }), undefined);
  assert.is(shownResult({ ...state, segmentation: null }), undefined);
});

test("a chip tells its place, its pick, the probabilities and the nearest picks", () => {
  const result = shownResult(state);
  if (!result) throw new Error("no result");
  assert.is(
    chipText(0, annotation, image, result),
    "chip 0, column 1, row 1, picked as layer: layer (layer 0.90, hole 0.10; margin 0.80, nearest picks: chips 0)",
  );
  assert.match(chipText(3, annotation, image, result), ": unknown (layer 0.50");
  assert.is(chipText(5, annotation, image, result), "chip 5, column 2, row 2, picked as ignored");
  assert.equal(nearestOf(0, result), [0]);
});

test("the advice of 2 to 10 chips", () => {
  assert.equal([0, 1, 2, 10, 11].map(adviceText), [
    "0 chips: pick 2 to 10",
    "1 chip: pick 2 to 10",
    "2 chips",
    "10 chips",
    "11 chips: 2 to 10 are enough",
  ]);
});

test("keys: what they do, and which are left to the page and to moving the image", () => {
  /** @type {string[]} */
  const done = [];
  const name = (/** @type {string} */ word) => () => void done.push(word);
  const actions = {
    step: (/** @type {number} */ x, /** @type {number} */ y) => void done.push(`${x},${y}`),
    choose: (/** @type {number} */ place) => void done.push(`class ${place}`),
    ...{ toggle: name("toggle"), ignore: name("ignore"), undo: name("undo"), redo: name("redo") },
    ...{ switchMoving: name("move"), segment: name("segment") },
  };
  const press = (/** @type {string} */ key, more = {}) =>
    pressKey(
      /** @type {any} */ ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }),
      actions,
    );
  for (const key of ["ArrowLeft", "ArrowDown", " ", "i", "U", "r", "1", "9", "m", "s"]) assert.ok(press(key), key);
  assert.ok(
    press("z", { ctrlKey: true }) && press("Z", { metaKey: true, shiftKey: true }) && press("y", { ctrlKey: true }),
  );
  assert.is(done.join(" "), "-1,0 0,1 toggle ignore undo redo class 0 class 8 move segment undo redo redo");
  for (const key of ["+", "0", "Tab", "Enter", "constructor", "__proto__"]) assert.not(press(key), key);
  assert.not(press("ArrowLeft", { shiftKey: true }) || press("s", { ctrlKey: true }) || press("1", { altKey: true }));
});

test.run();
