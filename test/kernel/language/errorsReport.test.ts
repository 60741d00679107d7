import { test } from "uvu";
import * as assert from "uvu/assert";
import { errorsReport } from "../../../kernel/language/errorsReport.js";
import { withoutColour } from "../kernelClient.js";

const error = (code: number, message: string, start: number, length = 1) => ({ code, message, start, length });
const none = () => undefined;

test("an error has its number, its text, what to do, its place and its line", () => {
  const source = "const a = 1;\nconst b = aa;";
  const first = error(2304, "Cannot find name 'aa'.\nIt is written nowhere.", 23, 2);
  const report = errorsReport([first], { source, where: "cell [7]", advice: () => "write a" });
  assert.equal([report.ename, report.evalue], ["TS2304", first.message]);
  assert.equal(report.traceback.map(withoutColour), [
    "TS2304: Cannot find name 'aa'.",
    "  It is written nowhere.",
    "fix: write a",
    "  at cell [7], line 2, column 11",
    "  1 │ const a = 1;",
    "▶ 2 │ const b = aa;",
    "    │           ^^",
    "",
    "Nothing of this cell was run.",
  ]);
});

test("five errors are shown, the others are counted", () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => error(i, `error ${i}`, 0));
  const textOf = (count: number) =>
    errorsReport(many(count), { source: "x", where: "cell [1]", advice: none }).traceback.map(withoutColour).join("\n");
  assert.not.match(textOf(5), "more");
  assert.match(textOf(6), "and 1 more error\n");
  assert.match(textOf(8), "and 3 more errors\n");
  assert.not.match(textOf(8), "error 5");
});

test("the mark of an error ends with its line", () => {
  const source = "call(\n  1\n)";
  const { traceback } = errorsReport([error(1, "all of it", 0, source.length)], {
    source,
    where: "cell [1]",
    advice: none,
  });
  assert.ok(traceback.map(withoutColour).includes("    │ ^^^^^"), traceback.map(withoutColour).join("\n"));
});

test.run();
