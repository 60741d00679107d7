import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DebugClient } from "./debugClient.js";

const test = suite("debugger: exceptions");
let client: DebugClient;

test.before(async () => {
  client = await DebugClient.start();
  await client.attach();
});
test.after(async () => {
  assert.is(await client.kernel.shutdown(), 0);
  assert.is(client.kernel.processErrors, "");
});

const thrower = "const fail = (text: string): never => {\n  throw new RangeError(text);\n};";
const rejecter =
  "const later = async (text: string) => {\n  await new Promise((done) => setTimeout(done, 2));\n  throw new RangeError(text);\n};";

/** Cells whose error nothing catches, and where they stop. */
const uncaught: Readonly<Record<string, readonly [string, RegExp]>> = {
  "at top level": ['throw new RangeError("a");', /^cell .*:1$/],
  "in a function": ['fail("a");', /^fail .*:2$/],
  "after an await at top level": ['await null;\nthrow new RangeError("a");', /^cell .*:2$/],
  "in an async function after its await": ['await later("a");', /^later .*:3$/],
  "in a try without catch": ['try {\n  fail("a");\n} finally {\n  1;\n}', /^fail .*:2$/],
};

const caught: Readonly<Record<string, string>> = {
  "in a try block": 'try { fail("b"); } catch {}\n2',
  "in a try block after an await": 'await null;\ntry { fail("b"); } catch {}\n2',
};

test.before(async () => {
  await client.kernel.run(thrower);
  await client.kernel.run(rejecter);
});

async function endsWithoutStop(code: string): Promise<void> {
  const id = await client.kernel.sendCell(code);
  const result = await client.kernel.resultOf(id);
  assert.is(result.result, "2");
}

async function stopsAt(code: string, at: RegExp): Promise<void> {
  const id = await client.kernel.sendCell(code);
  const stop = await client.stopped();
  assert.is(stop.reason, "exception");
  assert.match(stop.at, at);
  assert.match(String(stop.body["text"]), /^RangeError: [ab]$/);
  const info = await client.ask("exceptionInfo", { threadId: 1 });
  assert.is(info["exceptionId"], "RangeError");
  await client.ask("continue", { threadId: 1 });
  await client.kernel.resultOf(id);
}

for (const [name, [code, at]] of Object.entries(uncaught)) {
  test(`uncaught ${name} stops`, async () => {
    await client.ask("setExceptionBreakpoints", { filters: ["uncaught"] });
    await stopsAt(code, at);
  });
}

for (const [name, code] of Object.entries(caught)) {
  test(`caught ${name} stops where that is asked for, and not otherwise`, async () => {
    await client.ask("setExceptionBreakpoints", { filters: ["uncaught"] });
    await endsWithoutStop(code);
    await client.ask("setExceptionBreakpoints", { filters: ["caught"] });
    await stopsAt(code, /^fail .*:2$/);
    await client.ask("setExceptionBreakpoints", { filters: ["caught", "uncaught"] });
    await stopsAt(code, /^fail .*:2$/);
  });
}

test("with no filter nothing stops, and the error is shown as ever", async () => {
  await client.ask("setExceptionBreakpoints", { filters: [] });
  assert.is((await client.kernel.run('fail("c")')).error?.evalue, "c");
});

test.run();
