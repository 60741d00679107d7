import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captureStreams } from "../../../kernel/evaluate/streams.js";

const test = suite("streams");

test("everything written is posted, split characters are put together, and a flood is held back", () => {
  const backlog = new Int32Array(new SharedArrayBuffer(4));
  const posted: string[] = [];
  const [stdout, stderr, console] = [process.stdout.write, process.stderr.write, globalThis.console];
  try {
    captureStreams(backlog, (name, text) => posted.push(`${name}:${text}`));
    const bytes = Buffer.from("é");
    process.stdout.write(bytes.subarray(0, 1));
    process.stdout.write(bytes.subarray(1));
    globalThis.console.error("%s and %d", "text", 5);
    Atomics.store(backlog, 0, 100 * 1024 * 1024);
    process.stdout.write("held");
  } finally {
    process.stdout.write = stdout;
    process.stderr.write = stderr;
    Object.assign(globalThis, { console });
  }
  assert.equal(posted, ["stdout:é", "stderr:text and 5\n", "stdout:held"]);
  assert.is(Atomics.load(backlog, 0), 100 * 1024 * 1024 + 4);
});

test.run();
