import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCustomMessage } from "../../src/messages/customMessage.js";

test("each kind is read with what belongs to it, and nothing else", () => {
  const extra = { toString: 1, evil: true };
  assert.equal(readCustomMessage({ kind: "request", id: "k1", name: "snapshot", body: [1], ...extra }), {
    kind: "request",
    id: "k1",
    name: "snapshot",
    body: [1],
  });
  assert.equal(readCustomMessage({ kind: "answer", id: "k1" }), { kind: "answer", id: "k1", body: null });
  const progress = { kind: "progress", id: "k1", done: 3, total: 64 };
  assert.equal(readCustomMessage({ ...progress, ...extra }), progress);
  assert.equal(readCustomMessage({ kind: "abort", id: "k1", body: 5 }), { kind: "abort", id: "k1" });
  assert.equal(readCustomMessage({ kind: "event", name: "click" }), { kind: "event", name: "click", body: null });
});

test("a failure always has a reason", () => {
  assert.equal(readCustomMessage({ kind: "failure", id: "a", reason: "no" }), {
    kind: "failure",
    id: "a",
    reason: "no",
  });
  const { reason } = readCustomMessage({ kind: "failure", id: "a", reason: { html: "<b>" } }) as { reason: string };
  assert.is(reason, "no reason was given");
});

test("what lacks its id, name or numbers, or has an endless one, is none", () => {
  const long = "x".repeat(101);
  const wrong = [
    { kind: "request", id: "a" },
    { kind: "request", name: "a" },
    { kind: "request", id: long, name: "a" },
    { kind: "answer" },
    { kind: "abort", id: 7 },
    { kind: "event", id: "a" },
    { kind: "progress", done: 1, total: 2 },
    { kind: "progress", id: "a", done: 3, total: 2 },
    { kind: "progress", id: "a", done: "1", total: 2 },
    { kind: "reload", id: "a" },
    { id: "a" },
  ];
  assert.equal(wrong.map(readCustomMessage), Array(wrong.length).fill(undefined));
});

test("anything may come: nothing is thrown", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      readCustomMessage(value);
    }),
  );
});

test.run();
