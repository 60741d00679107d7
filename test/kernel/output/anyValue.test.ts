import { inspect } from "node:util";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleOf, textOf } from "../../../kernel/display.js";
import { installBinarySummaries } from "../../../kernel/output/binarySummary.js";
import { recordTable } from "../../../kernel/output/recordTable.js";

const test = suite("any value shows itself");
test.before(installBinarySummaries);

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  withObjectString: true,
  withBoxedValues: true,
  maxDepth: 6,
});
const texts = fc.oneof(fc.string(), fc.constantFrom("<img src=x onerror=1>", "<script>", '"><b>', "&lt;", "\u0000"));
const settings = { seed: 19, numRuns: 500 };

test("it has a text that is not empty and not too long", () => {
  fc.assert(
    fc.property(anything, (value) => {
      const text = textOf(value);
      assert.type(text, "string");
      assert.ok(text.length > 0 && text.length < 110_000, `${text.length} characters`);
    }),
    settings,
  );
});

test("a small value without bare objects is written as Node writes it", () => {
  const plain = fc.jsonValue({ maxDepth: 2 });
  const options = { depth: 3, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 };
  fc.assert(
    fc.property(plain, (value) => {
      if (inspect(value).includes("[Object: null prototype]")) return;
      assert.is(textOf(value), inspect(value, options));
    }),
    settings,
  );
});

test("a table of anything holds no markup of its values, and one line for each shown row", () => {
  const rows = fc.array(fc.dictionary(texts, fc.oneof(texts, anything), { maxKeys: 30 }), { maxLength: 40 });
  fc.assert(
    fc.property(rows, (value) => {
      const table = recordTable(value);
      if (!table) return;
      const markup = table.html.match(/<[^>]*>/g) ?? [];
      const ours = /^<\/?(?:div|table|thead|tbody|tr|th|td)(?: style="(?:text-align:(?:left|right)|opacity:0\.75)")?>$/;
      assert.equal(
        markup.filter((tag) => !ours.test(tag)),
        [],
      );
      const lines = table.text.split("\n");
      assert.is(lines.length, Math.min(value.length, 21) + 2, table.text);
    }),
    settings,
  );
});

test("the same value gives the same text, and showing changes nothing", () => {
  fc.assert(
    fc.property(anything, (value) => {
      const before = inspect(value, { depth: Infinity });
      assert.equal(bundleOf(value), bundleOf(value));
      assert.is(inspect(value, { depth: Infinity }), before);
    }),
    { ...settings, numRuns: 500 },
  );
});

test.run();
