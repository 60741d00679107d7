import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BackgroundErrors } from "../../../kernel/evaluate/backgroundErrors.js";
import { RanCells } from "../../../kernel/evaluate/positions.js";

const test = suite("backgroundErrors");
const cells = new RanCells();
cells.add("one", { runId: 11, count: 1, source: "a", map: {} });
cells.add("two", { runId: 12, count: 2, source: "b", map: {} });
const errors = () => new BackgroundErrors({ cells, internalRoot: "/opt/emlab/dist/" });

function failed(message: string, ...places: string[]): Error {
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...places.map((place) => `    at ${place}`)].join("\n");
  return error;
}

test("an error belongs to the running cell where that is among its calls, otherwise to the outermost", () => {
  const both = failed("m", "f (cell [1]:1:1)", "async cell [2]:1:1");
  assert.is(errors().startedBy(both, 12), 12);
  assert.is(errors().startedBy(both, 11), 11);
  assert.is(errors().startedBy(both, 13), 12);
  assert.is(errors().startedBy(failed("m", "cell [9]:1:1"), 13), undefined);
  assert.is(errors().startedBy("text", 13), undefined);
});

test("the same error of the same run is told at the 1st, 10th, 100th time", () => {
  const background = errors();
  const texts = Array.from({ length: 100 }, () => background.textOf(failed("again", "cell [1]:1:1"), 11));
  const told = texts.flatMap((text, i) => (text === undefined ? [] : [i + 1]));
  assert.equal(told, [1, 10, 100]);
  assert.match(texts[0] ?? "", /Error.*again/);
  assert.match(texts[99] ?? "", /100 times/);
  assert.match(background.textOf(failed("again", "cell [1]:1:1"), 12) ?? "", /again/, "another run");
  assert.match(background.textOf(failed("other", "cell [1]:1:1"), 11) ?? "", /other/, "another error");
});

test.run();
