import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MemorySweep } from "../../kernel/memorySweep.js";

const test = suite("MemorySweep");
const later = () => new Promise((done) => setImmediate(() => setImmediate(done)));

/** A value that nothing holds but the reference by which its end is seen. */
function lost(): WeakRef<object> {
  return new WeakRef({ cells: new Array(100).fill(0) });
}

test("collects after five hundred cells, and leaves nothing behind in the globals", async () => {
  const sweep = new MemorySweep();
  const reference = lost();
  for (let cell = 1; cell < 500; cell += 1) sweep.tick();
  await later();
  assert.ok(reference.deref());
  // What has been looked at is held until the end of the turn.
  await later();
  sweep.tick();
  await later();
  assert.is(reference.deref(), undefined);
  assert.is((globalThis as { gc?: unknown }).gc, undefined);
});

test("a heap with much in it is left to V8", async () => {
  const held = Array.from({ length: 1_500_000 }, (_, i) => ({ i, j: `${i}` }));
  const sweep = new MemorySweep();
  const reference = lost();
  await later();
  for (let cell = 1; cell <= 500; cell += 1) sweep.tick();
  await later();
  assert.is(held.length, 1_500_000);
  assert.ok(reference.deref(), "a sweep of it would take a while");
});

test.run();
