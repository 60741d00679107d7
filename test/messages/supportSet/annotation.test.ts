import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type Annotation,
  fittedAnnotation,
  labelCounts,
  readAnnotation,
  withChangedClass,
  withGrid,
  withLabels,
  withNewClass,
  withoutClass,
} from "../../../src/messages/supportSet/annotation.js";

const image = { widthPx: 100, heightPx: 60 };
const grid = { chipWidthPx: 20, chipHeightPx: 20, offsetXPx: 0, offsetYPx: 0 };
const film = { id: 1, name: "film", colour: "#56b4e9" };
const base: Annotation = { grid, classes: [film, { id: 2, name: "hole", colour: "#e69f00" }], labels: [[3, 1]] };

test("what a page may send is read; anything else is not", () => {
  assert.equal(readAnnotation(JSON.parse(JSON.stringify(base))), base);
  const wrong: readonly unknown[] = [
    null,
    [],
    { ...base, grid: { ...grid, chipWidthPx: 0 } },
    { ...base, grid: { ...grid, chipWidthPx: 1e9 } },
    { ...base, grid: { ...grid, offsetXPx: -1 } },
    { ...base, grid: { ...grid, chipHeightPx: 20.5 } },
    { ...base, classes: [film, film] },
    { ...base, classes: [{ ...film, colour: "red;background:url(x)" }] },
    { ...base, classes: [{ ...film, name: { toString: 1 } }] },
    { ...base, classes: [{ ...film, name: "  " }] },
    { ...base, classes: Array.from({ length: 201 }, (_, i) => ({ id: i + 1, name: `${i}`, colour: "#000000" })) },
    { ...base, labels: [[3, 9]] },
    { ...base, labels: [[-1, 1]] },
    {
      ...base,
      labels: [
        [5, 1],
        [3, 1],
      ],
    },
    {
      ...base,
      labels: [
        [3, 1],
        [3, 2],
      ],
    },
    { ...base, labels: [[3, 1, 1]] },
    { ...base, labels: { length: 1 } },
  ];
  for (const value of wrong) assert.is(readAnnotation(value), undefined, JSON.stringify(value)?.slice(0, 100));
});

test("labels beside the image are left out; an annotation that fits stays the same object", () => {
  assert.is(fittedAnnotation(base, image), base);
  assert.equal(
    fittedAnnotation(
      {
        ...base,
        labels: [
          [3, 1],
          [15, 1],
        ],
      },
      image,
    ).labels,
    [[3, 1]],
  );
});

test("chips are given to classes, taken away and counted", () => {
  const more = withLabels(base, [0, 3], 2);
  assert.equal(more.labels, [
    [0, 2],
    [3, 2],
  ]);
  assert.equal(
    [...labelCounts(withLabels(more, [7], 0))],
    [
      [2, 2],
      [0, 1],
    ],
  );
  assert.equal(withLabels(more, [0], undefined).labels, [[3, 2]]);
});

test("labels follow the middle of their chip into another grid; the first stays where two meet", () => {
  const picked = withLabels(base, [4], 2);
  const half = withGrid(picked, { ...grid, chipWidthPx: 10, chipHeightPx: 10 }, image);
  assert.equal(half.labels, [
    [17, 1],
    [19, 2],
  ]);
  const wide = withGrid(picked, { ...grid, chipWidthPx: 40, offsetXPx: 20 }, image);
  assert.equal(wide.labels, [[1, 1]]);
  assert.is(withGrid(base, grid, image), base);
});

test("classes are added beyond any ten with names and colours of their own, renamed and removed with their chips", () => {
  let many = base;
  for (let i = 0; i < 40; i++) many = withNewClass(many);
  assert.is(new Set(many.classes.map(({ name }) => name)).size, 42);
  assert.is(new Set(many.classes.map(({ colour }) => colour)).size, 42);
  assert.equal(readAnnotation(many), many);
  const renamed = withChangedClass(base, 2, { name: "film", colour: "javascript:1" });
  assert.equal(renamed.classes[1], { id: 2, name: "film (2)", colour: "#e69f00" });
  assert.equal(withoutClass(base, 1), { ...base, classes: [base.classes[1]!], labels: [] });
  assert.equal(withChangedClass(base, 1, { name: " " }).classes[0], film);
});

test.run();
