import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("what the kernel does not keep");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
  await kernel.run(`import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const gone = new Set<string>();
const watch = new FinalizationRegistry<string>((name) => gone.add(name));
function frame(name: string): Float64Array {
  const made = new Float64Array(1e6);
  watch.register(made, name);
  return made;
}
let kept = frame("kept");`);
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

/** The names of the frames that the garbage collector has taken, once \`expected\` of them are gone. */
async function collected(expected: number): Promise<string> {
  const turn = "collect(); await new Promise((done) => setTimeout(done, 1))";
  return (
    (await kernel.run(`for (let i = 0; i < 1000 && gone.size < ${expected}; i++) { ${turn} }; [...gone].sort().join()`))
      .result ?? ""
  );
}

test("large values that cells return, show, print, await or throw belong to the user alone", async () => {
  const cells = [
    'frame("result")',
    'await Promise.resolve(frame("awaited"))',
    'display(frame("displayed"))',
    'console.log(frame("printed"))',
    'throw frame("thrown")',
    'throw Object.assign(new Error("with data"), { data: frame("in an error") })',
    'Promise.reject(frame("rejected")); 1',
    'setTimeout(() => frame("in a timer"), 0); await new Promise((done) => setTimeout(done, 5))',
    'class Reading { data = frame("in a result"); [Symbol.for("Jupyter.display")]() { return { "text/plain": "shown" } } }\nnew Reading()',
    "kept",
    'kept = frame("second")',
  ];
  for (const cell of cells) await kernel.run(cell, { user_expressions: { seen: 'frame("user expression")' } });
  const names = ["awaited", "displayed", "in a result", "in a timer", "in an error", "kept", "printed", "rejected"];
  const expected = [...names, "result", "thrown", "user expression"];
  assert.is(await collected(expected.length), `'${expected.join()}'`);
  assert.is((await kernel.run("kept.length")).result, "1000000");
});

test.run();
