import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toCodePoints, toUtf16 } from "../../kernel/codePoints.js";

const test = suite("codePoints");

test("positions go there and back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(40), (text, position) => {
      const codePoints = Math.min(position, [...text].length);
      assert.is(toCodePoints(text, toUtf16(text, codePoints)), codePoints);
    }),
    { seed: 3 },
  );
});

test("letters outside the basic plane are one code point and two units", () => {
  assert.equal([toUtf16("𝛼b", 0), toUtf16("𝛼b", 1), toUtf16("𝛼b", 2), toUtf16("𝛼b", 99)], [0, 2, 3, 3]);
  assert.equal([toCodePoints("𝛼b", 2), toCodePoints("𝛼b", 3), toCodePoints("𝛼b", 99)], [1, 2, 2]);
  assert.equal([toUtf16("a", -3), toUtf16("", 5)], [0, 0]);
});

test.run();
