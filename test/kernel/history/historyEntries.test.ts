import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HistoryEntries } from "../../../kernel/history/historyEntries.js";

const test = suite("historyEntries");

test("what is added is read back from its lines, and from the whole text", () => {
  const entries = new HistoryEntries();
  const lines = [
    entries.addSource(1, 'console.log("é\n𝛼")'),
    entries.addOutput(1, "out\nput"),
    entries.addSource(3, "let x"),
  ];
  const expected = [
    { line: 1, source: 'console.log("é\n𝛼")', output: "out\nput" },
    { line: 3, source: "let x" },
  ];
  assert.equal(entries.all, expected);
  for (const text of [lines.join(""), entries.toText()]) {
    assert.equal(JSON.parse(JSON.stringify(HistoryEntries.fromText(text).all)), expected);
  }
});

test("an output without its cell, an empty cell and one that is data are not kept", () => {
  const entries = new HistoryEntries();
  assert.is(entries.addOutput(1, "x"), undefined);
  assert.is(entries.addSource(1, " \n"), undefined);
  assert.is(entries.addSource(1, "x".repeat(65_537)), undefined);
  assert.type(entries.addSource(1, "x".repeat(65_536)), "string");
  entries.addOutput(1, "y".repeat(10_000));
  assert.is(entries.all[0]?.output?.length, 4097);
});

test("the oldest go first: 5000 cells and 2 million characters are kept", () => {
  const many = new HistoryEntries();
  for (let line = 1; line <= 5010; line += 1) many.addSource(line, "a");
  assert.equal([many.size, many.all[0]?.line, many.all.at(-1)?.line], [5000, 11, 5010]);
  const large = new HistoryEntries();
  for (let line = 1; line <= 100; line += 1) large.addSource(line, "x".repeat(60_000));
  assert.is(large.size, Math.floor((2 * 1024 * 1024) / 60_000));
  assert.is(large.all.at(-1)?.line, 100);
});

test("damaged lines are skipped, the others count", () => {
  const good = '{"line":1,"source":"a"}\n';
  const damaged = [
    "{",
    '{"line":2}',
    '{"line":"3","source":"x"}',
    '{"line":-1,"source":"x"}',
    '{"line":4,"source":5}',
    "null",
    "[]",
    "5",
    '"x"',
    '{"line":1e400,"source":"x"}',
    "\0\0\0",
    '{"line":9,"output":"no such cell"}',
  ];
  const text = `${good}${damaged.join("\n")}\n{"line":5,"source":"b"}\n{"line":6,"source":"cut of`;
  assert.equal(HistoryEntries.fromText(text).all, [
    { line: 1, source: "a" },
    { line: 5, source: "b" },
  ]);
});

test("no text whatever makes it throw", () => {
  const base = '{"line":1,"source":"abc"}\n{"line":1,"output":"d"}\n{"line":2,"source":"e"}\n';
  fc.assert(
    fc.property(fc.nat(base.length), fc.nat(base.length), fc.string(), (from, to, inserted) => {
      HistoryEntries.fromText(base.slice(0, from) + inserted + base.slice(to));
    }),
    { numRuns: 2000, seed: 5 },
  );
});

test.run();
