import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sourceExcerpt } from "../../kernel/sourceExcerpt.js";
import { withoutColour } from "./kernelClient.js";

const test = suite("sourceExcerpt");
const excerpt = (...given: Parameters<typeof sourceExcerpt>) => sourceExcerpt(...given).map(withoutColour);

test("the caret stands under the column, tabs kept", () => {
  assert.equal(excerpt("a\n\tb c\nd", 2, 4, 1), ["  1 │ a", "▶ 2 │ \tb c", "    │ \t  ^"]);
});

test("an empty line before is left out, a line that is not there gives nothing", () => {
  assert.equal(excerpt("\nfirst", 2, 1, 5), ["▶ 2 │ first", "    │ ^^^^^"]);
  assert.equal(excerpt("one", 7, 1), []);
});

test("a long line is cut around the caret", () => {
  const [line = "", caret = ""] = excerpt(`${"x".repeat(5000)}HERE${"y".repeat(5000)}`, 1, 5001, 4);
  assert.ok(line.length < 200);
  assert.is(line.slice(caret.indexOf("^"), caret.indexOf("^") + 4), "HERE");
});

test.run();
