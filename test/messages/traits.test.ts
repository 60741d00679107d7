import { test } from "uvu";
import * as assert from "uvu/assert";
import { numberFrom, textUpTo } from "../../src/messages/reader.js";
import { readChange, readState, type TraitTable } from "../../src/messages/traits.js";

interface State {
  readonly title: string;
  readonly gamma: number;
}

const table: TraitTable<State> = {
  title: { read: textUpTo(5) },
  gamma: { read: numberFrom(0.1, 10), isShared: true },
};

const given = (values: Readonly<Record<string, unknown>>) => (name: string) => values[name];

test("a state is read whole, without what is no part of it", () => {
  const read = readState(table, given({ title: "a", gamma: 2, _view_name: "Evil" }));
  assert.equal(read, { state: { title: "a", gamma: 2 } });
});

test("the first value that is missing or wrong is named", () => {
  assert.equal(readState(table, given({ gamma: 2 })), { wrong: "title" });
  assert.equal(readState(table, given({ title: "a", gamma: "2" })), { wrong: "gamma" });
  assert.equal(readState(table, given({ title: "a long one", gamma: 99 })), { wrong: "title" });
});

test("of a change only what the front end may set, and sets well, is taken", () => {
  assert.equal(readChange(table, { gamma: 3 }), { change: { gamma: 3 }, refused: [] });
  assert.equal(readChange(table, { gamma: 30, title: "b" }), { change: {}, refused: ["title", "gamma"] });
  assert.equal(readChange(table, { layout: "IPY_MODEL_x", unknown: 1 }), { change: {}, refused: [] });
});

test("names that every object has are no values", () => {
  const evil = JSON.parse('{"__proto__": {"gamma": 3, "title": "c"}, "constructor": 1}');
  assert.equal(readChange(table, evil), { change: {}, refused: [] });
  assert.is((Object.prototype as { gamma?: unknown }).gamma, undefined);
});

test.run();
