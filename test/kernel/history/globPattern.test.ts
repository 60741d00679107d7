import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { matchesGlob } from "../../../kernel/history/globPattern.js";

const test = suite("globPattern");

test("stars stand for any text, question marks for one character, the rest for itself", () => {
  const cases: [string, string, boolean][] = [
    ["*", "", true],
    ["*", "anything\nat all", true],
    ["", "", true],
    ["", "a", false],
    ["a", "a", true],
    ["a", "ab", false],
    ["a*", "ab", true],
    ["*b", "ab", true],
    ["*a*", "xay", true],
    ["a*b*c", "a1b2b3c", true],
    ["a*b*c", "a1b2b3", false],
    ["?", "", false],
    ["?", "a", true],
    ["?", "𝛼", true],
    ["??", "𝛼", false],
    ["a?c", "a𝛼c", true],
    ["*?", "", false],
    ["[ab]", "a", false],
    ["[ab]", "[ab]", true],
    ["a.c", "abc", false],
    ["a\\*", "a*", false],
    ["***x***", "x", true],
    ["A", "a", false],
  ];
  for (const [pattern, text, expected] of cases)
    assert.is(matchesGlob(pattern, text), expected, `${pattern} ~ ${text}`);
});

test("a pattern of many stars ends soon", () => {
  assert.not.ok(matchesGlob(`${"*a".repeat(500)}*b`, "a".repeat(20_000)));
});

test("it agrees with the regular expression of the same meaning", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "*", "?", "."), { maxLength: 8 }).map((list) => list.join(""));
  fc.assert(
    fc.property(letters, letters, (pattern, text) => {
      const source = pattern.replace(/[.]/g, "\\.").replaceAll("*", "[^]*").replaceAll("?", "[^]");
      assert.is(matchesGlob(pattern, text), new RegExp(`^${source}$`, "u").test(text));
    }),
    { numRuns: 5000, seed: 4 },
  );
});

test.run();
