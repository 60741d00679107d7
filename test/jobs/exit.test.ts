import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";

const jobs = new URL("../../src/jobs/index.js", import.meta.url).href;
const examples = new URL("./exampleJobs.js", import.meta.url).href;

function runProgram(body: string) {
  const program = `
    import { runJob, disposeJobs } from ${JSON.stringify(jobs)};
    const module = ${JSON.stringify(examples)};
    const print = (...values) => console.log(values.join(" "));
    ${body}`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", timeout: 20_000 });
}

test("a program that ran jobs ends by itself, without dispose", () => {
  const { status, stdout, stderr } = runProgram(`
    const first = await runJob({ module, name: "add", args: [2, 3] });
    print(first, await runJob({ module, name: "add", args: [3, 3] }));`);
  assert.is(stdout.trim(), "5 6", stderr);
  assert.is(status, 0);
});

test("a program whose job still runs waits for it, though nobody else keeps it alive", () => {
  const { status, stdout } = runProgram(`runJob({ module, name: "addLater", args: [2, 3] }).then(print);`);
  assert.is(stdout.trim(), "5");
  assert.is(status, 0);
});

test("after disposeJobs the next job starts anew", () => {
  const { status, stdout } = runProgram(`
    await runJob({ module, name: "add", args: [1, 1] });
    await disposeJobs();
    print(await runJob({ module, name: "add", args: [1, 2] }));
    await disposeJobs();
    await disposeJobs();`);
  assert.is(stdout.trim(), "3");
  assert.is(status, 0);
});

test.run();
