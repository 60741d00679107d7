import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorReport } from "../../../kernel/evaluate/errorReport.js";
import { RanCells } from "../../../kernel/evaluate/positions.js";
import { withoutColour } from "../kernelClient.js";

const test = suite("errorReport");
const context = { cells: new RanCells(), internalRoot: "/opt/emlab/dist/" };
const textOf = (error: unknown) => withoutColour(errorReport(error, context).traceback.join("\n"));

function failed(message: string, stack: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  error.stack = `Error: ${message}\n${stack}`;
  return error;
}

test("internal calls between the user's are counted, those below them are not", () => {
  context.cells.add("s", { count: 1, source: "a\nb()", map: {} });
  const stack = "    at x (/opt/emlab/dist/k.js:1:1)\n    at cell [1]:2:1\n    at y (/opt/emlab/dist/k.js:1:1)";
  assert.is(
    textOf(failed("m", stack)),
    "Error: m\n  at cell [1], line 2, column 1\n  1 │ a\n▶ 2 │ b()\n    │ ^\n  (1 internal call folded)",
  );
});

test("a recursion is counted, and many calls are cut", () => {
  const at = (line: number) => `    at f (cell [9]:${line}:1)`;
  const text = textOf(failed("m", [at(1), ...Array.from({ length: 30 }, () => at(2)), at(3)].join("\n")));
  assert.match(text, /called from cell \[9\], line 2, column 1 in f \(30 times\)\n {2}called from cell \[9\], line 3/);
  const many = textOf(failed("m", Array.from({ length: 30 }, (_, i) => at(i)).join("\n")));
  assert.is(many.split("called from").length, 9);
});

test("a cause at the same place is not shown with its place again", () => {
  const at = "    at cell [1]:2:1";
  const text = textOf(failed("outer", at, failed("inner", at)));
  assert.match(text, /Caused by:\nError: inner$/);
  assert.is(text.split("▶").length, 2);
});

test("causes that go in a circle end", () => {
  const error = failed("a", "");
  error.cause = error;
  assert.ok(textOf(error).split("Caused by").length < 10);
});

test("an error whose own code fails is reported all the same", () => {
  const hostile = Object.assign(new Error("m"), {
    name: {
      toString() {
        throw new Error("again");
      },
    },
  });
  assert.match(textOf(hostile), /^Error: m/);
});

test("strange errors are reported too", () => {
  const nameless = Object.assign(new Error("m"), { name: "", stack: undefined });
  assert.is(textOf(nameless), "Error: m");
  assert.is(errorReport("text", context).evalue, "'text'");
  assert.is(errorReport(undefined, context).ename, "Thrown");
  const thrownAt = { where: "cell [1]", line: 2, column: 1 };
  assert.match(withoutColour(errorReport(5, { ...context, thrownAt }).traceback.join("\n")), /▶ 2 │ b\(\)/);
});

test.run();
