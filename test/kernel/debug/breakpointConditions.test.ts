import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conditionOf, isHit } from "../../../kernel/debug/breakpointConditions.js";

const test = suite("debugger: conditions of breakpoints");

test("without a condition it always stops; blanks are none", () => {
  assert.is(conditionOf({ line: 1 }), undefined);
  assert.is(conditionOf({ line: 1, condition: "  " }), undefined);
  assert.is(conditionOf({ line: 1, condition: "i > 2" }), "i > 2");
});

test("a log message prints its values and does not stop", () => {
  const printed: unknown[][] = [];
  const run = (logMessage: string, condition?: string) => {
    const text = conditionOf({ line: 1, logMessage, ...(condition ? { condition } : {}) });
    return new Function("console", "i", `return (${text})`)({ log: (...all: unknown[]) => printed.push(all) }, 3);
  };
  assert.is(run("round {i} of {i * 2}"), false);
  assert.is(run('a "quoted" text'), false);
  assert.is(run("never", "i > 5"), false);
  assert.is(run("", "i === 3"), true);
  assert.equal(printed, [["round", 3, "of", 6], ['a "quoted" text']]);
});

test("hits are counted as the front end writes it", () => {
  const stops = (text: string) => [1, 2, 3, 4, 5, 6].filter((hits) => isHit(text, hits));
  assert.equal(stops("3"), [3, 4, 5, 6]);
  assert.equal(stops(">= 5"), [5, 6]);
  assert.equal(stops("> 5"), [6]);
  assert.equal(stops("== 2"), [2]);
  assert.equal(stops("<=2"), [1, 2]);
  assert.equal(stops("< 2"), [1]);
  assert.equal(stops("% 3"), [3, 6]);
  assert.equal(stops("% 0"), []);
  assert.equal(stops("often"), [1, 2, 3, 4, 5, 6]);
  assert.is(isHit(undefined, 1), true);
});

test.run();
