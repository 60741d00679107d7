import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  readSupportSetState,
  type SupportSetState,
  supportSetTraits,
} from "../../../src/messages/supportSet/supportSetState.js";
import { readChange } from "../../../src/messages/traits.js";

const grid = { chipWidthPx: 10, chipHeightPx: 10, offsetXPx: 0, offsetYPx: 0 };
const good: SupportSetState = {
  title: "frame",
  widthPx: 20,
  heightPx: 10,
  pixelNm: null,
  valueUnit: "",
  pixelFormat: "uint8",
  pixels: new Uint8Array(200),
  colourMap: "grey",
  low: 0,
  high: 9,
  autoLow: 0,
  autoHigh: 9,
  gamma: 1,
  annotation: { grid, classes: [], labels: [] },
  past: [],
  future: [],
  leastProbability: 0.5,
  segmentation: null,
  probabilities: new Uint8Array(),
  nearest: new Uint8Array(),
  unlike: new Uint8Array(),
};
const read = (changed: Readonly<Record<string, unknown>>) => {
  const values: Readonly<Record<string, unknown>> = { ...good, ...changed };
  return readSupportSetState((name) => values[name]);
};

test("a good state is read; its grid is fitted to the image", () => {
  assert.equal(read({}).state, good);
  const large = {
    grid: { ...grid, chipHeightPx: 500 },
    classes: [],
    labels: [
      [1, 0],
      [2, 0],
    ],
  };
  const { annotation } = read({ annotation: large }).state!;
  assert.equal([annotation.grid.chipHeightPx, annotation.labels], [10, [[1, 0]]]);
});

test("a hostile state names what is wrong and gives nothing to draw", () => {
  const wrong = {
    pixels: new Uint8Array(199),
    annotation: { grid, classes: [{ id: 1, name: "a", colour: "url(//x)" }], labels: [] },
    past: [{ labels: "x" }],
    future: { length: 3 },
    leastProbability: Number.NaN,
    segmentation: { grid, classes: [], labels: [], nearestCount: 1e9 },
    probabilities: "AAAA",
    nearest: [1, 2],
    unlike: null,
  };
  for (const [name, value] of Object.entries(wrong)) assert.is(read({ [name]: value }).wrong, name);
});

test("a person may change picks and how they are shown, not the image nor a result", () => {
  const { change, refused } = readChange(supportSetTraits, { ...good, gamma: 2 });
  assert.equal(Object.keys(change).sort(), [
    "annotation",
    "colourMap",
    "future",
    "gamma",
    "high",
    "leastProbability",
    "low",
    "past",
  ]);
  for (const name of ["pixels", "segmentation", "probabilities", "nearest", "unlike", "widthPx"])
    assert.ok(refused.includes(name));
});

test.run();
