import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseStack } from "../../../kernel/evaluate/stack.js";

const test = suite("stack");

test("frames of cells, files, packages and internals are told apart", () => {
  const stack = `Error: a (b):1:2
    at f (cell [3]:1:2)
    at cell [4]:5:6
    at async g (file:///home/me/lab.ts?emlab=12:7:8)
    at new Thing (/home/me/node_modules/pkg/i.js:9:10)
    at /opt/emlab/dist/src/em/index.js:1:1
    at node:internal/process/task_queues:95:5
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async Promise.all (index 0)
    at new Promise (<anonymous>)`;
  const frames = parseStack(stack, "/opt/emlab/dist/");
  assert.equal(
    frames.map(({ kind, where, line, name }) => [kind, where, line, name]),
    [
      ["cell", "cell [3]", 1, "f"],
      ["cell", "cell [4]", 5, ""],
      ["file", "/home/me/lab.ts", 7, "g"],
      ["package", "/home/me/node_modules/pkg/i.js", 9, "new Thing"],
      ["internal", "/opt/emlab/dist/src/em/index.js", 1, ""],
      ["internal", "node:internal/process/task_queues", 95, ""],
      ["internal", "node:internal/process/task_queues", 95, "process.processTicksAndRejections"],
      ["internal", "", 0, ""],
    ],
  );
});

test.run();
