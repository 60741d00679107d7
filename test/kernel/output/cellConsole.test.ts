import { Writable } from "node:stream";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { installBinarySummaries } from "../../../kernel/output/binarySummary.js";
import { cellConsole } from "../../../kernel/output/cellConsole.js";

const test = suite("the console of cells");
test.before(installBinarySummaries);

function make() {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  return { console: cellConsole(stream, stream), written: () => text };
}

test("ordinary lines are Node's", () => {
  const { console, written } = make();
  console.log("%s is %d %%", "a", 5, { b: [1] });
  console.warn(null, undefined, "text", 1n, Symbol("s"));
  console.table([{ a: 1 }]);
  const lines = written().split("\n");
  assert.equal(lines.slice(0, 2), ["a is 5 % { b: [ 1 ] }", "null undefined text 1n Symbol(s)"]);
  assert.match(written(), "│ 0       │ 1 │");
});

test("large values are short, a text is printed whole", () => {
  const { console, written } = make();
  const keys = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]));
  for (const name of ["log", "info", "debug", "warn", "error", "dir"] as const) console[name](keys);
  assert.ok(written().length < 10_000, `${written().length} characters`);
  assert.is(written().split("9,900 more keys").length - 1, 6);
  const whole = make();
  whole.console.log("x".repeat(50_000));
  assert.is(whole.written().length, 50_001);
});

test("a long table is cut, and the rest counted", () => {
  const { console, written } = make();
  console.table(Array.from({ length: 1000 }, (_, i) => [i]));
  console.table(new Float32Array(500));
  assert.ok(written().length < 15_000, `${written().length} characters`);
  assert.match(written(), "... 900 more rows");
  assert.match(written(), "... 400 more rows");
});

test("every line may look at its typed arrays whole", () => {
  const { console, written } = make();
  const frame = new Uint8Array(1 << 23);
  for (let line = 0; line < 4; line += 1) console.log(frame);
  assert.not.match(written(), "of every");
});

test.run();
