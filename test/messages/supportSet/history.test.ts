import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type Annotation,
  withGrid,
  withLabels,
  withNewClass,
  withoutClass,
} from "../../../src/messages/supportSet/annotation.js";
import {
  done,
  type History,
  mostStepLabels,
  mostSteps,
  readSteps,
  redone,
  undone,
} from "../../../src/messages/supportSet/history.js";

const image = { widthPx: 4000, heightPx: 4000 };
const grid = { chipWidthPx: 20, chipHeightPx: 20, offsetXPx: 0, offsetYPx: 0 };
const start: Annotation = { grid, classes: [{ id: 1, name: "a", colour: "#000000" }], labels: [] };
const empty: History = { annotation: start, past: [], future: [] };

test("every kind of change is undone and done again exactly, also after it went through JSON", () => {
  const changes: ((before: Annotation) => Annotation)[] = [
    (before) => withLabels(before, [5, 6], 1),
    (before) => withNewClass(before, "b"),
    (before) => withLabels(before, [6, 900], 2),
    (before) => withGrid(before, { ...grid, chipWidthPx: 32 }, image),
    (before) => withoutClass(before, 1),
    (before) => withLabels(before, [1], 0),
  ];
  const seen = [start];
  let history = empty;
  for (const change of changes) {
    history = done(history, change(history.annotation));
    seen.push(history.annotation);
  }
  assert.is(history.past.length, changes.length);
  history = { ...history, past: readSteps(JSON.parse(JSON.stringify(history.past)))! };
  for (const before of seen.slice(0, -1).reverse()) {
    history = undone(history);
    assert.equal(history.annotation, before);
  }
  assert.is(undone(history), history);
  for (const after of seen.slice(1)) {
    history = redone(history);
    assert.equal(history.annotation, after);
  }
  assert.is(redone(history), history);
});

test("no change is no step; a new change forgets what was undone", () => {
  assert.is(done(empty, withLabels(start, [], 1)), empty);
  const two = done(done(empty, withLabels(start, [1], 1)), withLabels(start, [1, 2], 1));
  const other = done(undone(two), withLabels(start, [9], 1));
  assert.equal([other.past.length, other.future.length], [2, 0]);
});

test("the state stays within its limits, and the newest step is kept", () => {
  let history = empty;
  for (let i = 0; i < mostSteps + 5; i++)
    history = done(history, withLabels(history.annotation, [i % 7], i % 2 ? undefined : 1));
  assert.ok(history.past.length <= mostSteps);
  const all = Array.from({ length: 40_000 }, (_, chip) => chip);
  for (let i = 0; i < 5; i++) history = done(history, withLabels(history.annotation, all, i % 2 ? undefined : 1));
  assert.ok(history.past.reduce((sum, { labels }) => sum + labels.length, 0) <= mostStepLabels);
  assert.ok(history.past.length >= 1);
});

test("hostile steps are not read", () => {
  const wrong: readonly unknown[] = [
    {},
    [{}],
    [{ labels: [[1, 2]] }],
    [{ labels: [[1, 0, 0.5]] }],
    [{ labels: [], grid: [grid] }],
    [{ labels: [], classes: [[], [{ id: 1 }]] }],
    Array.from({ length: mostSteps + 1 }, () => ({ labels: [] })),
  ];
  for (const value of wrong) assert.is(readSteps(value), undefined);
});

test.run();
