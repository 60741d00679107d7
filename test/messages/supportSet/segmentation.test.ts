import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Annotation } from "../../../src/messages/supportSet/annotation.js";
import { annotationJson, annotationOfJson, chipCsv } from "../../../src/messages/supportSet/annotationFile.js";
import {
  decisions,
  isOutOfDate,
  readSegmentation,
  readSegmentationHead,
  type SegmentationHead,
} from "../../../src/messages/supportSet/segmentation.js";

const image = { widthPx: 40, heightPx: 20 };
const grid = { chipWidthPx: 10, chipHeightPx: 10, offsetXPx: 0, offsetYPx: 0 };
const classes = [
  { id: 1, name: "=cmd()", colour: "#56b4e9" },
  { id: 4, name: 'b, "c"', colour: "#e69f00" },
];
const annotation: Annotation = {
  grid,
  classes,
  labels: [
    [0, 1],
    [1, 4],
    [2, 0],
  ],
};
const head: SegmentationHead = { grid, classes, labels: annotation.labels, nearestCount: 1 };
const p = Float32Array.of(0.9, 0.1, 0.2, 0.8, 1, 0, 0.45, 0.55, 0.6, 0.4, 0.5, 0.5, 0, 1, 1, 0);
const bytes = {
  probabilities: new Uint8Array(p.buffer),
  nearest: new Uint8Array(32),
  unlike: Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 0),
};
const read = () => readSegmentation(head, bytes, image)!;

test("there must be as many numbers as chips and classes need", () => {
  assert.is(readSegmentation(null, bytes, image), undefined);
  for (const part of ["probabilities", "nearest", "unlike"] as const)
    assert.is(readSegmentation(head, { ...bytes, [part]: bytes[part].subarray(1) }, image), undefined);
  assert.is(readSegmentation({ ...head, labels: [[8, 1]] }, bytes, image), undefined);
  for (const nearestCount of [-1, 11, 0.5, "1"]) assert.is(readSegmentationHead({ ...head, nearestCount }), undefined);
  assert.equal(readSegmentationHead(JSON.parse(JSON.stringify(head))), head);
});

test("bytes may lie anywhere in memory", () => {
  const shifted = new Uint8Array(bytes.probabilities.length + 1);
  shifted.set(bytes.probabilities, 1);
  assert.equal(readSegmentation(head, { ...bytes, probabilities: shifted.subarray(1) }, image)?.probabilities, p);
});

test("a chip is of its likeliest class, or unknown, or ignored", () => {
  const found = decisions(read(), 0.58);
  assert.equal(
    found.map(({ classIndex }) => classIndex),
    [0, 1, -2, -1, 0, -1, -1, 0],
  );
  assert.ok(Math.abs(found[0]!.margin - 0.8) < 1e-6);
  assert.is(decisions(read(), 0)[3]!.classIndex, 1);
});

test("it is out of date when chips, picks or classes have changed, not when a class was renamed", () => {
  assert.not(isOutOfDate(read(), annotation));
  assert.not(isOutOfDate(read(), { ...annotation, classes: [{ ...classes[0]!, name: "x" }, classes[1]!] }));
  assert.ok(isOutOfDate(read(), { ...annotation, labels: [[0, 1]] }));
  assert.ok(isOutOfDate(read(), { ...annotation, grid: { ...grid, offsetXPx: 1 } }));
});

test("the CSV has a row per chip; names are quoted and are no formulas", () => {
  const lines = chipCsv(annotation, image, read(), 0.5).split("\n");
  assert.is(lines.length, 10);
  assert.is(lines[0], 'chip,column,row,xPx,yPx,widthPx,heightPx,label,class,margin,p(=cmd()),"p(b, ""c"")"');
  assert.is(lines[1], "0,0,0,0,0,10,10,'=cmd(),'=cmd(),0.8,0.9,0.1");
  assert.is(lines[6], "5,1,1,10,10,10,10,,'=cmd(),0,0.5,0.5");
  const moved = { ...annotation, labels: [], grid: { ...grid, chipWidthPx: 20 } };
  assert.is(chipCsv(moved, image, read(), 0.5).split("\n")[0], "chip,column,row,xPx,yPx,widthPx,heightPx,label");
});

test("the JSON brings the annotation back, and nothing else does", () => {
  assert.equal(annotationOfJson(annotationJson(annotation, image, "<img>")), annotation);
  for (const text of ["", "null", "[]", "{}", '{"format":"emlab support set","version":2}', "{"])
    assert.is(annotationOfJson(text), undefined);
});

test.run();
