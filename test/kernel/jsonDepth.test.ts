import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isDeeperThan } from "../../kernel/jsonDepth.js";

const test = suite("jsonDepth");
const deeper = (limit: number, text: string) => isDeeperThan(limit, Buffer.from(text));

test("arrays and objects count alike, and the limit itself is allowed", () => {
  assert.not.ok(deeper(3, "[[[1, 2, 3]]]          "));
  assert.ok(deeper(3, "[[[[1]]]]"));
  assert.ok(deeper(3, '{"a":[{"b":[]}]}'));
  assert.not.ok(deeper(3, "[[],[],[],[],[],[],[]]"));
  assert.ok(deeper(0, "[]"));
});

test("brackets in strings do not count, whatever is escaped before a quote", () => {
  assert.not.ok(deeper(1, '["[[[[[[", "{{{{"]'));
  assert.not.ok(deeper(1, String.raw`["\"[[[[[", "\\\"[[[["]`));
  assert.ok(deeper(2, String.raw`["\\", [["x"]]]`), "the quote after two backslashes closes");
  assert.not.ok(deeper(2, '["open [[[[[['));
});

test("what nests without an end is refused before it is built", () => {
  assert.ok(deeper(200, "[".repeat(10_000_000)));
  assert.ok(deeper(200, '{"a":'.repeat(1_000_000)));
  assert.ok(deeper(200, `${"[".repeat(201)}${"]".repeat(201)}`));
  assert.not.ok(deeper(200, `${"[".repeat(200)}${"]".repeat(200)}`));
});

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test("for all JSON it says what counting in the parsed value says", () => {
  const limits = fc.nat(8);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 10 }), limits, fc.boolean(), (value, limit, isSpaced) => {
      // The shortest texts are let through unseen: they are made longer here.
      const text = `${JSON.stringify(value, undefined, isSpaced ? 2 : 0)}${" ".repeat(limit)}`;
      assert.is(deeper(limit, text), depthOf(value) > limit);
    }),
    { numRuns: 3000, seed: 3 },
  );
});

test.run();
