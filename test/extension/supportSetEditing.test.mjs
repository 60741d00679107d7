import { test } from "uvu";
import * as assert from "uvu/assert";
import { annotationJson } from "../../dist/src/messages/supportSet/annotationFile.js";
import { redone, undone } from "../../dist/src/messages/supportSet/history.js";
import { AnnotationEditor } from "../../extension/lib/extension/src/widgets/supportSet/annotationEditor.js";
import { readAnnotationFile } from "../../extension/lib/extension/src/widgets/supportSet/annotationFiles.js";
import { bringIntoView, ChipCursor } from "../../extension/lib/extension/src/widgets/supportSet/chipCursor.js";
import { countsText } from "../../extension/lib/extension/src/widgets/supportSet/classControls.js";
import { SegmentationRun } from "../../extension/lib/extension/src/widgets/supportSet/segmentationRun.js";
import { Stroke } from "../../extension/lib/extension/src/widgets/supportSet/stroke.js";

/** @typedef {import("../../dist/src/messages/supportSet/annotation.js").Annotation} Annotation */

const image = { widthPx: 40, heightPx: 20 };
const grid = { chipWidthPx: 10, chipHeightPx: 10, offsetXPx: 0, offsetYPx: 0 };
/** @type {Annotation} */
const annotation = { grid, classes: [{ id: 1, name: "film", colour: "#102030" }], labels: [[0, 1]] };
/** @type {Annotation} */
const other = { ...annotation, labels: [[3, 1]] };

test("a draft is seen and not settled; an edit is one step, and ends the draft", () => {
  /** @type {import("../../dist/src/messages/supportSet/history.js").History} */
  let history = { annotation, past: [], future: [] };
  const editor = new AnnotationEditor(
    () => history,
    (settled) => {
      history = settled;
    },
  );
  editor.try(other);
  assert.equal([editor.shown, editor.settled], [other, annotation]);
  assert.is(history.past.length, 0);
  editor.edit(() => other);
  assert.equal([editor.shown, history.annotation, history.past.length], [other, other, 1]);
  assert.ok(editor.travel(undone));
  assert.equal(editor.shown, annotation);
  assert.not(editor.travel(undone));
  assert.ok(editor.travel(redone));
  assert.equal(editor.shown, other);
});

test("a stroke that begins on a chip of the class takes away, any other gives; it misses no chip on its way", () => {
  assert.is(new Stroke(annotation, 0, 1).classId, undefined);
  const stroke = new Stroke(annotation, 1, 1);
  const chipAt = (/** @type {{ x: number }} */ { x }) => (x < 40 ? Math.floor(x / 10) : undefined);
  assert.ok(stroke.paint({ x: 15, y: 5 }, { x: 99, y: 5 }, 5, chipAt));
  assert.equal(
    stroke.annotation.labels.map(([chip]) => chip),
    [0, 1, 2, 3],
  );
  assert.not(stroke.paint({ x: 99, y: 5 }, { x: 25, y: 5 }, 5, chipAt));
});

test("the cursor begins in the middle, stays on the chips, and goes with a chip that is no more", () => {
  const cursor = new ChipCursor();
  const counts = { columns: 4, rows: 2 };
  assert.is(cursor.step(1, 0, counts), 6);
  assert.is(cursor.step(9, -1, counts), 3);
  assert.is(cursor.step(0, -1, counts), 3);
  cursor.keepWithin({ columns: 2, rows: 2 });
  assert.is(cursor.chip, 3);
  cursor.keepWithin({ columns: 3, rows: 1 });
  assert.is(cursor.chip, undefined);
});

test("progress is shown, and not said", async () => {
  /** @type {(string | number | undefined)[]} */
  const told = [];
  const run = new SegmentationRun(
    async (_signal, onProgress) => onProgress(16, 64),
    (text) => told.push(text ?? run.share),
  );
  await run.toggle();
  assert.equal(told, ["Segmenting", 0.25, "Segmented"]);
});

test("the image moves when the chip at the cursor is not seen whole, and only then", () => {
  /** @type {number[][]} */
  const moves = [];
  const canvas = /** @type {any} */ ({
    view: { scale: 2, offsetX: -30, offsetY: 0 },
    screen: { width: 40, height: 40 },
    pan: (/** @type {number[]} */ ...by) => moves.push(by),
  });
  for (const chip of [1, 2, 3]) bringIntoView(canvas, grid, 4, chip);
  assert.equal(moves, [
    [10, 0],
    [-10, 0],
  ]);
});

test("a segmentation tells how it goes: done, failed with its reason, and stopped by a second press", async () => {
  /** @type {(string | undefined)[]} */
  const told = [];
  const run = (/** @type {ConstructorParameters<typeof SegmentationRun>[0]} */ ask) =>
    new SegmentationRun(ask, (text) => told.push(text));
  await run(async () => null).toggle();
  await run(() => Promise.reject(new Error("pick 2 chips"))).toggle();
  const slow = run(
    (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  const going = slow.toggle();
  assert.is(slow.share, 0);
  await slow.toggle();
  await going;
  assert.is(slow.share, undefined);
  const begin = "Segmenting";
  assert.equal(told, [
    ...[begin, "Segmented", begin, "Not segmented: pick 2 chips"],
    ...[begin, "The segmentation was stopped"],
  ]);
});

/** @param {string} text */
const file = (text, size = text.length) => ({ name: "picks.json", size, text: async () => text });

test("a file gives the annotation as far as it fits the image", async () => {
  assert.equal(await readAnnotationFile(file(annotationJson(annotation, image, "frame")), image), { annotation });
  const beyond = { ...annotation, labels: [...annotation.labels, /** @type {[number, number]} */ ([99, 1])] };
  assert.equal(await readAnnotationFile(file(annotationJson(beyond, image, "frame")), image), { annotation });
});

test("any other file is refused by its name, and one that is far too large is not even read", async () => {
  for (const text of [
    "",
    "{",
    "null",
    "[]",
    '{"format":"emlab support set","version":2}',
    annotationJson(annotation, image, "f").replace('"film"', "7"),
  ]) {
    const read = await readAnnotationFile(file(text), image);
    assert.match("problem" in read ? read.problem : "", "picks.json is no annotation", text);
  }
  const large = { ...file("", 65e6), text: () => Promise.reject(new Error("it was read")) };
  assert.match(JSON.stringify(await readAnnotationFile(large, image)), "65 MB");
});

test("the counts in words", () => {
  assert.is(countsText(annotation), "film 1 chip: pick 2 to 10");
});

test.run();
