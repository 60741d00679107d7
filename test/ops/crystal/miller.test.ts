import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { directionOfFour, fourOfDirection, fourOfPlane, planeOfFour } from "../../../src/ops/crystal/fourIndices.js";
import { millerText, parseMiller } from "../../../src/ops/crystal/miller.js";
import { codeOf } from "./refused.js";

fc.configureGlobal({ seed: 8 });

const indices = (text: string) => parseMiller(text).indices;

test("indices are read as people write them", () => {
  assert.equal(parseMiller("[1-10]"), { kind: "direction", isFamily: false, indices: [1, -1, 0] });
  assert.equal(parseMiller(" <112> "), { kind: "direction", isFamily: true, indices: [1, 1, 2] });
  assert.equal(parseMiller("(111)"), { kind: "plane", isFamily: false, indices: [1, 1, 1] });
  assert.equal(parseMiller("{1 0 -12}"), { kind: "plane", isFamily: true, indices: [1, 0, -12] });
  assert.equal(indices("[1, -1, 2]"), [1, -1, 2]);
  assert.equal(indices("⟨001⟩"), [0, 0, 1]);
  assert.equal(indices("[1\u03051\u03050]"), [-1, -1, 0]);
  assert.equal(indices("[1−10]"), [1, -1, 0]);
});

test("four indices become three", () => {
  assert.equal(indices("[2-1-10]"), [1, 0, 0]);
  assert.equal(indices("<11-20>"), [1, 1, 0]);
  assert.equal(indices("(10-11)"), [1, 0, 1]);
  assert.equal(indices("(1 0 -1 12)"), [1, 0, 12]);
  assert.equal(fourOfDirection([1, 0, 0]), [2, -1, -1, 0]);
  assert.equal(fourOfDirection([0, 0, 1]), [0, 0, 0, 1]);
  assert.equal(fourOfDirection([1, 1, 1]), [1, 1, -2, 3]);
  assert.equal(fourOfPlane([1, 1, 0]), [1, 1, -2, 0]);
});

test("what are no indices is refused with a code", () => {
  for (const text of ["", "110", "[11", "[1x0]", "[1.5 0 0]", "[1 1]", "[11111]", "[]", "[1-]", "(1 1 1]"])
    assert.is(
      codeOf(() => parseMiller(text)),
      "E_INDEX",
      text,
    );
  assert.is(
    codeOf(() => parseMiller(undefined as unknown as string)),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => parseMiller("[000]")),
    "E_ZERO_VECTOR",
  );
  assert.is(
    codeOf(() => parseMiller("[11-10]")),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => planeOfFour([1, 0, 0, 1])),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => directionOfFour([1, 0, Number.NaN, 1])),
    "E_INDEX",
  );
});

const small = fc.integer({ min: -30, max: 30 });
const three = fc.tuple(small, small, small).filter((v) => v.some((n) => n !== 0));

test("what is written is read again, with any indices", () => {
  fc.assert(
    fc.property(three, fc.constantFrom("direction" as const, "plane" as const), fc.boolean(), (v, kind, isFamily) => {
      const read = parseMiller(millerText({ kind, indices: v, isFamily }));
      assert.equal(read, { kind, isFamily, indices: v });
    }),
  );
});

test("four indices and back give the same direction and plane", () => {
  fc.assert(
    fc.property(three, (v) => {
      const back = directionOfFour(fourOfDirection(v));
      const ratio = Math.hypot(...v) / Math.hypot(...back);
      assert.ok(v.every((n, i) => Math.abs(n - ratio * back[i]!) < 1e-9));
      assert.equal(planeOfFour(fourOfPlane(v)), v);
    }),
  );
});

test.run();
